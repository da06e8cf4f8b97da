// Collects console messages and keeps this crate's state, which every later
// script finds on the one global that all system code shares.
const state = {
  console: [],
  runs: new Map(),
  lastRun: 0,
  questions: new Map(),
  lastQuestion: 0,
  viewport: null,
};
Cu.getGlobalForObject(Services).kaipush = state;

// A page's script may take long; the session must be free for others meanwhile.
state.settled = async (id) => {
  const soon = new Promise((resolve) => setTimeout(resolve, 30, { pending: id }));
  const outcome = await Promise.race([state.runs.get(id), soon]);
  if (outcome?.pending !== id) {
    state.runs.delete(id);
  }
  return outcome;
};

const keep = (message) => {
  state.console.push({ at: Date.now(), ...message });
};

Services.ppmm.addMessageListener("kaipush:console", ({ data }) => {
  keep({ kind: "console", category: "", ...data });
});
Services.ppmm.addMessageListener("kaipush:workers:answer", ({ data }) => {
  state.questions.get(data.question)?.push(...data.workers);
});
const [inEveryProcess] = arguments;
Services.ppmm.loadProcessScript(
  `data:application/javascript,${encodeURIComponent(inEveryProcess)}`,
  true,
);

// Uncaught errors, CSP violations, deprecation warnings and the like.
Services.console.registerListener({
  observe(message) {
    if (!(message instanceof Ci.nsIScriptError)) {
      return;
    }
    const { errorMessage, sourceName, lineNumber, category, flags } = message;
    let level = "error";
    if (flags & Ci.nsIScriptError.warningFlag) {
      level = "warn";
    } else if (flags & Ci.nsIScriptError.infoFlag) {
      level = "info";
    }
    keep({
      kind: "script",
      level,
      text: errorMessage,
      source: sourceName ?? "",
      line: lineNumber,
      category,
      worker: false,
    });
  },
});
