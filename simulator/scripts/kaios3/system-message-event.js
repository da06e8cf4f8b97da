// `systemmessage` in a worker of KaiOS 3. Firefox can't be made to fire it, so it comes in a push of
// the simulator's own, which nobody else hears: that starts a worker and keeps it alive like any other.
(function () {
  function event(name, data) {
    var made = new ExtendableEvent("systemmessage");
    made.name = name;
    made.data = {
      json: function () { return data; },
      webActivityRequestHandler: function () {
        throw new DOMException("the simulator plays no activities", "NotSupportedError");
      }
    };
    return made;
  }

  self.addEventListener("push", function (push) {
    var text = push.data ? push.data.text() : "";
    if (text.indexOf(SYSTEM.secret) !== 0) {
      return;
    }
    push.stopImmediatePropagation();
    var message = JSON.parse(text.slice(SYSTEM.secret.length));
    var made = event(message.name, message.data);
    made.waitUntil = function (promise) { push.waitUntil(promise); };
    self.dispatchEvent(made);
    if (typeof self.onsystemmessage === "function") {
      self.onsystemmessage(made);
    }
  });
}());
