// Between kaipush and the template: reports each launch that the app's own handler is told of. `history()` refuses
// one that it knows, and so never shows that a handler was told twice.
(function (self) {
  "use strict";
  // A scenario may have taken kaipush away; and without the simulator nobody hears of it.
  var Push = self.kaipush && self.kaipush.Push;
  if (!Push || !self.kaipushReport) return;

  function telling(push) {
    var own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(push), "onlaunch");
    Object.defineProperty(push, "onlaunch", {
      configurable: true,
      set: function (handler) {
        own.set.call(push, handler && function (launch) {
          var what = { id: launch.id, title: launch.title, via: launch.via };
          self.kaipushReport({ kind: "launched", launch: what });
          return handler.apply(this, arguments);
        });
      }
    });
    return push;
  }

  var create = Push.create;
  Push.create = function () {
    return create.apply(this, arguments).then(telling);
  };
})(self);
