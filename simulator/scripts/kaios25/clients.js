// `Clients` of KaiOS 2.5. Sources: dom/workers/{ServiceWorkerClients,ServiceWorkerManager}.cpp,
// dom/push/PushNotifier.cpp, b2g/components/AlertsHelper.jsm.
(function () {
  var ALL = { includeUncontrolled: true, type: "window" };
  var matchAll = Clients.prototype.matchAll;
  var fetchText = self.fetch.bind(self);
  var click = Promise.resolve("");

  // A push goes to the process of the app where that is open, else to the parent. A click goes to the
  // process that showed the notification, if it still runs: the simulator says which one that is.
  self.addEventListener("notificationclick", function () {
    click = fetchText("/__system/click").then(function (answer) { return answer.ok ? answer.text() : ""; });
  });

  function pages(options) {
    return matchAll.call(self.clients, options);
  }

  function inParent() {
    return click.then(function (process) {
      return process ? process === "parent" : pages(ALL).then(function (open) { return open.length === 0; });
    });
  }

  // The worker's manager asks the documents of its own process, so the parent's worker sees no page.
  Clients.prototype.matchAll = function (options) {
    if (options && options.type !== undefined && options.type !== "window") {
      return reject("NotSupportedError", "matchAll knows windows only");
    }
    return click.then(function (process) { return process === "parent" ? [] : pages(options); });
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
        kind: "openApp", id: String(Math.random()), msg: msg.split("\0")[0],
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
