// kaipush in the page: the global `kaipush` for JavaScript, around a core. Types and words are in
// index.d.ts.

(function (self) {
  var core = null;
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
        reject(noCore(error));
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

  function noCore(cause) {
    return failure("kaipush could not start. Check that all its files are there and of one version. (" + (cause && cause.message) + ")", false, cause);
  }

  function failure(text, retryable, cause) {
    var error = new Error(text);
    error.name = "KaipushError";
    error.code = "core-failed";
    error.retryable = retryable;
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
        throw failure("kaipush is still loading its core. Call this after Push.create.", true);
      }
      return core.urlB64ToUint8Array(text);
    }
  };
})(self);
