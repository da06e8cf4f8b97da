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

  // The flag is read and refused (dom/permission/Permissions.cpp of Geckos as old); today's
  // Firefox does not look at it.
  if (self.Permissions) {
    var query = Permissions.prototype.query;
    Permissions.prototype.query = function (descriptor) {
      if (descriptor && descriptor.name === "push" && descriptor.userVisible) {
        warn("permissions.query: `userVisible` of push is not implemented");
        return reject("NS_ERROR_NOT_IMPLEMENTED", "userVisible is not implemented");
      }
      return query.apply(this, arguments);
    };
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
