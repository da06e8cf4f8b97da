// Notifications as the system's own dictionary has them: what it does not know never gets through,
// and the simulator hears of all of it, `mozbehavior` too, which no system gives back.
// Source: dom/webidl/Notification.webidl of the Gecko of each KaiOS.
(function () {
  var original = ServiceWorkerRegistration.prototype.showNotification;

  function isObject(value) {
    return value !== null && (typeof value === "object" || typeof value === "function");
  }

  function behavior(given) {
    if (given === undefined || given === null) {
      return;
    }
    if (!isObject(given)) {
      throw new TypeError("'mozbehavior' member of NotificationOptions can't be converted to a dictionary.");
    }
    var pattern = given.vibrationPattern;
    if (pattern !== undefined && !(isObject(pattern) && typeof pattern[Symbol.iterator] === "function")) {
      throw new TypeError("'vibrationPattern' member of NotificationBehavior can't be converted to a sequence.");
    }
    if (pattern && pattern.length > 0 && !(pattern[0] > 0)) {
      warn("vibrationPattern begins with " + pattern[0] + ": the phone vibrates as always (notification_toaster)");
    }
    unknown(given, SYSTEM.behavior, "mozbehavior.");
  }

  function unknown(given, known, prefix) {
    Object.keys(given).forEach(function (name) {
      if (known.indexOf(name) < 0) {
        warn(prefix + name + " does nothing on " + SYSTEM.name);
      }
    });
  }

  function supported(options) {
    var kept = {};
    SYSTEM.options.forEach(function (name) {
      if (name in options && name !== "mozbehavior") {
        kept[name] = options[name];
      }
    });
    return kept;
  }

  ServiceWorkerRegistration.prototype.showNotification = function (title, options) {
    report({ kind: "showNotification", title: title, options: options });
    if (!isObject(options)) {
      return original.apply(this, arguments);
    }
    try {
      behavior(options.mozbehavior);
    } catch (error) {
      return Promise.reject(error);
    }
    unknown(options, SYSTEM.options, "");
    if (options.actions && options.actions.length > 2) {
      warn("only the first two of " + options.actions.length + " actions are shown (Notification.maxActions)");
    }
    return original.call(this, title, supported(options));
  };
}());
