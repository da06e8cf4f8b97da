// When a worker of KaiOS 2.5 may open and focus: while `notificationclick` is dispatched; then until
// what was given to `waitUntil` settles, and without `waitUntil` not at all; about a second at most.
// Source: dom/workers/ServiceWorkerPrivate.cpp; `dom.disable_open_click_delay`.
var interaction = (function () {
  var CLICK_DELAY = 1000;
  var clicks = [];
  // Gecko 48 runs a promise's callback when the dispatch is over, this Firefox between two listeners.
  var inReaction = self.kaipushInReaction;
  delete self.kaipushInReaction;

  // Registered first, so it sees each click before the app does.
  self.addEventListener("notificationclick", function (event) {
    var click = { event: event, waits: 0 };
    var waitUntil = event.waitUntil;
    clicks.push(click);
    function end() {
      clicks = clicks.filter(function (one) { return one !== click; });
    }
    function settled() {
      click.waits -= 1;
      if (click.waits === 0) {
        end();
      }
    }
    event.waitUntil = function (promise) {
      waitUntil.call(event, promise);
      click.waits += 1;
      Promise.resolve(promise).then(settled, settled);
    };
    setTimeout(function () {
      if (click.waits === 0) {
        end();
      }
    }, 0);
    setTimeout(end, CLICK_DELAY);
  });

  function allows(click) {
    return click.waits > 0 || click.event.eventPhase !== 0 && !inReaction();
  }

  return { isAllowed: function () { return clicks.some(allows); } };
}());
