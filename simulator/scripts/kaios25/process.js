// Which process this worker stands for: the app's own or the parent, each with an instance of it.
// Sources: dom/push/PushNotifier.cpp, b2g/components/AlertsHelper.jsm.
//
// A click goes to the process that showed the notification, if it still runs: the simulator says
// which one that is. A push goes to the app's, where that is open; so does what a page says.
var process = (function () {
  var fetchText = self.fetch.bind(self);
  var waitUntil = ExtendableEvent.prototype.waitUntil;
  var click = Promise.resolve("");
  // Clicks that are under way, and events of any kind.
  var clicks = 0;
  var events = 0;

  ExtendableEvent.prototype.waitUntil = function (promise) {
    waitUntil.call(this, promise);
    events += 1;
    function settled() { events -= 1; }
    Promise.resolve(promise).then(settled, settled);
  };

  self.addEventListener("notificationclick", function (event) {
    var own = fetchText("/__system/click").then(function (answer) { return answer.ok ? answer.text() : ""; });
    var id = String(Math.random());
    var waits = 1;
    var waitUntilCounted = event.waitUntil;
    click = own;
    process.click = id;
    clicks += 1;
    function settled() {
      waits -= 1;
      if (waits === 0) {
        clicks -= 1;
        own.then(function (name) {
          // What else goes on here would be lost with this instance.
          report({ kind: "clicked", id: id, process: name, busy: events > 0 });
        });
      }
    }
    event.waitUntil = function (promise) {
      waitUntilCounted.call(event, promise);
      waits += 1;
      Promise.resolve(promise).then(settled, settled);
    };
    setTimeout(settled, 0);
  });

  ["push", "message", "pushsubscriptionchange"].forEach(function (name) {
    self.addEventListener(name, function () {
      if (clicks === 0) {
        click = Promise.resolve("");
      }
    });
  });

  return {
    // The last click, for the simulator.
    click: "",
    // "parent" or "content" in a click, else nothing. The simulator numbers the clicks.
    ofClick: function () { return click.then(function (name) { return name.split(" ")[0]; }); }
  };
}());
