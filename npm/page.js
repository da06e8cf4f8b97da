// kaipush in the page: the global `kaipush` for JavaScript, around a core. Types and words are in
// index.d.ts.

(function (self) {
  var core = null;
  // Why there is none, once that is known.
  var broken = null;
  var early = [];
  var container = self.navigator.serviceWorker;

  // A launch may come before a fetched core is there; what was heard is handed over with it.
  function hear(event) {
    early.push(event.data);
  }
  if (container) {
    container.addEventListener("message", hear);
  }

  var ready = new Promise(function (resolve, reject) {
    kaipushLoadCore(
      self,
      function (exports, name) {
        nameCore(exports.Push.prototype, name);
        exports.begin(early);
        core = exports;
        resolve(exports);
      },
      function (error) {
        broken = failure("core-failed", "kaipush could not start. Check that all its files are there and of one version. (" + (error && error.message) + ")", error);
        reject(broken);
      }
    );
  });
  // Whoever calls `create` hears of it; without a call it is nobody's unhandled rejection.
  ready.then(stopHearing, stopHearing);

  function stopHearing() {
    if (container) {
      container.removeEventListener("message", hear);
    }
  }

  // Which core runs is the loader's knowledge; `platform` tells it with the rest.
  function nameCore(prototype, name) {
    var platform = Object.getOwnPropertyDescriptor(prototype, "platform").get;
    Object.defineProperty(prototype, "platform", {
      get: function () {
        var seen = platform.call(this);
        seen.core = name;
        return seen;
      }
    });
  }

  function failure(code, text, cause) {
    var error = new Error(text);
    error.name = "KaipushError";
    error.code = code;
    error.retryable = code === "core-loading";
    error.cause = cause;
    return error;
  }

  self.kaipush = {
    Push: {
      create: function (config) {
        return ready.then(function (core) {
          return core.Push.create(config);
        });
      }
    },
    urlB64ToUint8Array: function (text) {
      if (!core) {
        throw broken || failure("core-loading", "kaipush is still loading its core. Call this when the promise of `Push.create` has resolved.");
      }
      return core.urlB64ToUint8Array(text);
    }
  };
})(self);
