// What is missing in a page or worker of KaiOS 2.5 when manifest.webapp does not list it.
(function (grants) {
  // CheckAnyPermissions="serviceworker" (dom/webidl/Navigator.webidl).
  if (!grants.serviceWorker && self.Navigator) {
    delete Navigator.prototype.serviceWorker;
  }

  // The parent drops every message of a process without `push`, and may end that process
  // (assertPermission in dom/push/PushComponents.js): no answer, ever.
  if (!grants.push) {
    ["subscribe", "getSubscription"].forEach(function (name) {
      PushManager.prototype[name] = function () {
        warn(name + "() never answers: manifest.webapp does not list `push`");
        return new Promise(function () {});
      };
    });
  }

  if (!grants.notifications && self.Notification && Notification.requestPermission) {
    Notification.requestPermission = function (callback) {
      warn("nobody is asked: manifest.webapp does not list `desktop-notification`");
      if (typeof callback === "function") {
        setTimeout(function () { callback("default"); }, 0);
      }
      return Promise.resolve("default");
    };
  }
}(SYSTEM.grants));
