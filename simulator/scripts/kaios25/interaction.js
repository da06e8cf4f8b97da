// When a worker of KaiOS 2.5 may open and focus: while `notificationclick` is dispatched; then until
// what was given to `waitUntil` settles, and without `waitUntil` not at all; about a second at most.
// Source: dom/workers/ServiceWorkerPrivate.cpp; `dom.disable_open_click_delay`.
var interaction = (function () {
  var CLICK_DELAY = 1000;
  var clicks = 0;

  // Registered first, so it sees each click before the app does.
  self.addEventListener("notificationclick", function (event) {
    var waits = 0;
    var over = false;
    var waitUntil = event.waitUntil;
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
      waitUntil.call(event, promise);
      waits += 1;
      Promise.resolve(promise).then(settled, settled);
    };
    setTimeout(function () {
      if (waits === 0) {
        end();
      }
    }, 0);
    setTimeout(end, CLICK_DELAY);
  });

  return { isAllowed: function () { return clicks > 0; } };
}());
