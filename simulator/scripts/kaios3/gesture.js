// Who may ask the user, in a page of KaiOS 3 and 4: only a gesture of the user's, and a while after it.
// Soft keys, Call and arrows are none: Enter is one, and keys that type. Firefox has become more
// generous since. Source: CanUserGestureActivateTarget in widget/TextEvents.h of kaiostech/gecko-b2g;
// `dom.user_activation.transient.timeout`.
(function () {
  var LASTS = 5000;
  var last = { key: "no key at all", gesture: -LASTS };
  var now = performance.now.bind(performance);

  function isGesture(event) {
    return event.key === "Enter" || Array.from(event.key).length === 1 && !(event.ctrlKey || event.altKey || event.metaKey);
  }

  function note(event, key, gesture) {
    if (event.isTrusted) {
      last = { key: key, gesture: gesture ? now() : last.gesture };
    }
  }

  self.addEventListener("keydown", function (event) { note(event, event.key, isGesture(event)); }, true);
  self.addEventListener("mousedown", function (event) { note(event, "a click", true); }, true);

  // Whether nobody is asked, though Firefox would.
  function isRefused() {
    if (Notification.permission !== "default" || now() - last.gesture < LASTS) {
      return false;
    }
    warn("the permission was asked for in " + last.key + ": on KaiOS 3 and 4 only Enter and keys that type " +
      "are a user's gesture, for five seconds; nobody is asked, and the answer is \"default\"");
    return true;
  }

  var requestPermission = Notification.requestPermission;
  Notification.requestPermission = function (callback) {
    if (!isRefused()) {
      return requestPermission.apply(this, arguments);
    }
    if (typeof callback === "function") {
      setTimeout(function () { callback("default"); }, 0);
    }
    return Promise.resolve("default");
  };

  // It asks as well.
  var subscribe = PushManager.prototype.subscribe;
  PushManager.prototype.subscribe = function () {
    if (isRefused()) {
      return reject("NotAllowedError", "User denied permission to use the Push API.");
    }
    return subscribe.apply(this, arguments);
  };
}());
