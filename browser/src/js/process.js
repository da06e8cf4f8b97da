// Runs in every content process: the console calls of pages and workers stay in
// the process they were made in, and only it knows which workers run there.
(() => {
  const text = (value) => {
    try {
      if (value === null || typeof value != "object") {
        return String(value);
      }
      return "message" in value && "name" in value
        ? `${value.name}: ${value.message}`
        : JSON.stringify(value);
    } catch {
      return "(unreadable)";
    }
  };

  // A worker that starts once more knows the files that it imports by the names that it imports them by;
  // the call of a service worker has its scope for an ID.
  const address = ({ filename, ID }) => {
    try {
      return Services.io.newURI(filename, null, Services.io.newURI(ID)).spec;
    } catch {
      return filename ?? "";
    }
  };

  const system = Cc["@mozilla.org/systemprincipal;1"].createInstance(Ci.nsIPrincipal);
  const storage = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
  storage.addLogEventListener((subject) => {
    const call = subject.wrappedJSObject ?? subject;
    Services.cpmm.sendAsyncMessage("kaipush:console", {
      level: call.level ?? "log",
      text: Array.from(call.arguments ?? [], text).join(" "),
      source: address(call),
      line: call.lineNumber ?? 0,
      worker: /Worker/.test(String(call.innerID)),
    });
  }, system);

  Services.cpmm.addMessageListener("kaipush:workers", ({ data: question }) => {
    const manager = Cc["@mozilla.org/dom/workers/workerdebuggermanager;1"].getService(
      Ci.nsIWorkerDebuggerManager,
    );
    const workers = Array.from(manager.getWorkerDebuggerEnumerator(), (worker) => ({
      url: worker.url,
      service: worker.type == Ci.nsIWorkerDebugger.TYPE_SERVICE,
    }));
    Services.cpmm.sendAsyncMessage("kaipush:workers:answer", { question, workers });
  });
})();
