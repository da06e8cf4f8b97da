// `Clients` of KaiOS 2.5. Source: dom/workers/{ServiceWorkerClients,ServiceWorkerManager}.cpp.
(function () {
  var ALL = { includeUncontrolled: true, type: "window" };
  var matchAll = Clients.prototype.matchAll;

  function pages(options) {
    return matchAll.call(self.clients, options);
  }

  function inParent() {
    return process.ofClick().then(function (name) {
      return name ? name === "parent" : pages(ALL).then(function (open) { return open.length === 0; });
    });
  }

  // The worker's manager asks the documents of its own process, so the parent's worker sees no page.
  Clients.prototype.matchAll = function (options) {
    if (options && options.type !== undefined && options.type !== "window") {
      return reject("NotSupportedError", "matchAll knows windows only");
    }
    return process.ofClick().then(function (name) { return name === "parent" ? [] : pages(options); });
  };

  // The same question, about one of them: GetClient finds no document, and it resolves undefined.
  var get = Clients.prototype.get;
  Clients.prototype.get = function () {
    return get.apply(this, arguments).then(function (page) {
      return process.ofClick().then(function (name) { return name === "parent" ? undefined : page; });
    });
  };

  // openApp(OpenAppOptions options), `dictionary OpenAppOptions { DOMString msg; }`.
  Clients.prototype.openApp = function (options) {
    if (options !== undefined && options !== null && typeof options !== "object" && typeof options !== "function") {
      return Promise.reject(new TypeError("Argument 1 of Clients.openApp can't be converted to a dictionary."));
    }
    var given = options ? options.msg : undefined;
    var msg = given === undefined ? "" : String(given);
    if (given !== null && typeof given === "object") {
      warn("openApp's msg is an object: it arrives as \"" + msg + "\"; give it a string, such as JSON");
    }
    if (!interaction.isAllowed()) {
      warn("openApp outside of a click: call it while what notificationclick gave to waitUntil is pending, within a second");
      return reject("InvalidAccessError", "openApp is not allowed outside of a click");
    }
    return inParent().then(function (parent) {
      if (!parent) {
        warn("openApp from the app's own process: focus() its page and post the message to it");
        return reject("InvalidAccessError", "only allow openApp in chrome process");
      }
      // The copy ends at a NUL. That no page listens is not told to anybody: it always resolves.
      return report({
        kind: "openApp", id: String(Math.random()), click: process.click, msg: msg.split("\0")[0],
        manifest: new URL("manifest.webapp", self.registration.scope).pathname
      }).then(function () {});
    });
  };

  // It is in the source, but takes a browser's window in the parent process; the documentation of
  // 2.5 does not list it. It and `focus` hang on preferences that differ between phones (WorkerPrefs.h).
  if (SYSTEM.build.openWindow) {
    Clients.prototype.openWindow = function () {
      return reject("InvalidAccessError", "there is no browser window to open in");
    };
  } else {
    delete Clients.prototype.openWindow;
  }

  var focus = WindowClient.prototype.focus;
  if (SYSTEM.build.focus) {
    WindowClient.prototype.focus = function () {
      if (!interaction.isAllowed()) {
        return reject("InvalidStateError", "focus is not allowed outside of a click");
      }
      return focus.call(this);
    };
  } else {
    delete WindowClient.prototype.focus;
  }
}());
