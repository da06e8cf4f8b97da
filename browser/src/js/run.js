// Starts a script in a page, whether its tab is in front or not, and answers
// with its outcome, or with a number to ask again with.
//
// It goes through the actor that WebDriver itself uses: WebDriver's own command
// would bring the tab to the front, and then no test could look at a hidden app.
const [handle, script, args, timeout] = arguments;
const { NavigableManager } = ChromeUtils.importESModule(
  "chrome://remote/content/shared/NavigableManager.sys.mjs",
);
const browser = NavigableManager.getBrowserById(handle);
if (!browser) {
  return "closed";
}

const failed = (error) => {
  if (error.name == "ScriptTimeoutError") {
    return "timeout";
  }
  if (error.name == "AbortError" || error.message.includes("Document was unloaded")) {
    const message = "the page went away while the script ran";
    return { thrown: { name: "AbortError", message } };
  }
  // A syntax error comes as `JavaScriptError: SyntaxError: …`.
  const [, name, message] = /^(\w*Error): (.*)$/s.exec(error.message) ?? [];
  return { thrown: name ? { name, message } : { name: error.name, message: error.message } };
};

const state = Cu.getGlobalForObject(Services).kaipush;
const id = ++state.lastRun;
const run = browser.browsingContext.currentWindowGlobal
  .getActor("MarionetteCommands")
  .executeScript(script, args, { async: true, timeout })
  .catch(failed);
state.runs.set(id, run);
return state.settled(id);
