// What the service workers of KaiOS 2.5 have and Firefox lacks, and the other way round.
// Sources: dom/workers/{ServiceWorkerClients,ServiceWorkerPrivate}.cpp of the Gecko of KaiOS 2.5.
(function (self) {
  // `dom.disable_open_click_delay`: so long after a click windows may be opened.
  var CLICK_DELAY = 1000;
  var clicks = 0;

  // Gecko 48 has none.
  delete self.WebAssembly;

  // Registered first, so it sees each click before the app does. Interaction is allowed while the
  // event is dispatched; then until what was given to `waitUntil` settles, and without `waitUntil`
  // not at all (ServiceWorkerPrivate.cpp).
  self.addEventListener("notificationclick", function (event) {
    var waits = 0;
    var over = false;
    clicks += 1;
    function end() {
      if (!over) {
        over = true;
        clicks -= 1;
      }
    }
    function settled() {
      waits -= 1;
      if (waits === 0) {
        end();
      }
    }
    event.waitUntil = function (promise) {
      waits += 1;
      ExtendableEvent.prototype.waitUntil.call(event, promise);
      Promise.resolve(promise).then(settled, settled);
    };
    setTimeout(function () {
      if (waits === 0) {
        end();
      }
    }, 0);
    setTimeout(end, CLICK_DELAY);
  });

  function refuse(why) {
    return Promise.reject(new DOMException(why, "InvalidAccessError"));
  }

  // A worker runs in the process of its app while that is open, else in the parent
  // (dom/push/PushNotifier.cpp). Clicks go to the process that showed the notification, so a test may
  // say which one it is: the text of /__system/process, "parent" or "content".
  function inParent() {
    return process().then(function (name) {
      return name ? name === "parent" : pages(ALL).then(function (open) { return open.length === 0; });
    });
  }

  function process() {
    return fetch("/__system/process").then(function (answer) {
      return answer.ok ? answer.text() : "";
    });
  }

  // The worker's manager finds clients by asking the documents of its own process
  // (ServiceWorkerManager.cpp, an observer's notification), so the parent's worker sees no page.
  var ALL = { includeUncontrolled: true, type: "window" };
  var matchAll = Clients.prototype.matchAll;
  function pages(options) {
    return matchAll.call(self.clients, options);
  }
  Clients.prototype.matchAll = function (options) {
    return process().then(function (name) {
      return name === "parent" ? [] : pages(options);
    });
  };

  // openApp(OpenAppOptions options), `dictionary OpenAppOptions { DOMString msg; }`.
  Clients.prototype.openApp = function (options) {
    if (options !== undefined && options !== null && typeof options !== "object" && typeof options !== "function") {
      return Promise.reject(new TypeError("Argument 1 of Clients.openApp can't be converted to a dictionary."));
    }
    var msg = options && options.msg !== undefined ? String(options.msg) : "";
    if (clicks === 0) {
      return refuse("openApp is not allowed outside of a click");
    }
    return inParent().then(function (parent) {
      if (!parent) {
        return refuse("only allow openApp in chrome process");
      }
      // The copy ends at a NUL. That no page listens is not told to anybody: it always resolves.
      return self.kaipushReport({
        kind: "openApp", id: String(Math.random()), msg: msg.split("\0")[0],
        manifest: new URL("manifest.webapp", self.registration.scope).pathname
      }).then(function () {});
    });
  };

  // It is in the source, but needs a browser's window in the parent process; the documentation of
  // 2.5 does not list it.
  Clients.prototype.openWindow = function () {
    return refuse("there is no browser window to open in");
  };
}(self));
