// kaipush in the service worker: registers the listeners, hands events to the core, and sees to it
// that every push ends in exactly one notification, whatever happens in the core or in the app's
// handler. What it hands over, and what it expects back, stands in CONTRACT.md.
//
// ES5: `let` is a syntax error in the workers of Gecko 48.

function kaipushShim(self, loadCore) {
  var kaipush = self.kaipush = self.kaipush || {};
  var warn = kaipushLog(kaipush, "warn");
  var say = kaipushLog(kaipush, "log");
  var settings = kaipushSettings(kaipush, warn);
  var Host = kaipushHosts(kaipush, settings, warn);
  // The core, and what it was given to do. There is none when it died or did not start.
  var living = null;
  try {
    living = new Core();
  } catch (error) {
    warn("core-failed", error);
  }

  // By name, whether a press of a button of it is under way: pressed again meanwhile, it is the same answer.
  var answering = {};

  // Code's own closings are written down: `notificationclose` does not tell them from the user's.
  // Where a preference has switched notifications off, there is no such class.
  var notifications = Object(self.Notification).prototype || {};
  var close = notifications.close;
  notifications.close = function () {
    var name = Object(this.data).kaipush;
    if (typeof name === "string") {
      try {
        var calls = alive().calls;
        if (calls.closing) {
          calls.closing(name);
        }
      } catch (error) {
        warn("store-failed", error);
      }
    }
    return close.call(this);
  };

  // Listeners count only if they are added in the first run of the script.
  self.addEventListener("push", onPush);
  self.addEventListener("notificationclick", onClick);
  self.addEventListener("notificationclose", onClose);
  // KaiOS 3 and 4 only; nobody else fires it.
  self.addEventListener("systemmessage", onSystemMessage);
  self.addEventListener("pushsubscriptionchange", onChange);
  self.addEventListener("install", function () {
    if (settings().skipWaiting) {
      self.skipWaiting();
    }
  });
  self.addEventListener("activate", function (event) {
    if (settings().claim) {
      event.waitUntil(self.clients.claim());
    }
  });

  function onPush(event) {
    if (settings().owns === "marked" && kaipushPayload(event).kaipush === undefined) {
      return;
    }
    var host = new Host();
    // Gecko 48 rejects a waitUntil that comes later than the event (ServiceWorkerEvents.cpp).
    event.waitUntil(
      kaipushInTime(run("push", event, host), kaipushDeadline(kaipush))
        .then(null, function (error) {
          // What takes long once that is done is no failure; a trap is.
          if (!host.finished || Object(error).stack) {
            warn("push-failed", error);
          }
        })
        .then(function () {
          // Neither shown nor dropped by the app: the core failed, or hangs.
          return host.finished ? undefined : host.fallBack(kaipushPayload(event)).then(function () {
            say("push: fallback shown");
          });
        })
        .then(afterwards)
    );
  }

  function onClick(event) {
    if (!ours(event.notification)) {
      return;
    }
    var button = kaipushPressed(event);
    // A text where the core sends answers.
    var name = event.notification.data.kaipush;
    var answers = typeof name === "string" && button.post && button.open === false;
    if (answers && answering[name]) {
      return;
    }
    var host = new Host();
    // Once: Gecko closes whatever has its tag by then (Notification::CloseInternal).
    host.close = function () {
      if (!host.closed) {
        host.closed = true;
        close.call(event.notification);
      }
    };
    // An answer that opens nothing is put into the outbox first: if the core or the worker dies before, the
    // notification still stands there, and can be answered again.
    if (answers) {
      answering[name] = true;
    } else {
      // The core writes it down, after what can't wait.
      host.close();
    }
    // A slow way to open is still on its way at a push's deadline, if that is short.
    event.waitUntil(
      Promise.race([kaipushInTime(run("notificationclick", event, host), Math.max(kaipushDeadline(kaipush), 10000)), host.dead()]).then(null, function (error) {
        warn("click-failed", error);
        // A button that opens nothing has said so.
        return host.finished || host.opened ? undefined : kaipushRescue(event, host);
      }).then(function () {
        delete answering[name];
      }).then(afterwards)
    );
  }

  function onClose(event) {
    if (ours(event.notification)) {
      tell("notificationclose", "close-failed", event);
    }
  }

  function onSystemMessage(event) {
    if (living && !living.calls.systemmessage) {
      return warn("systemmessage-failed", "this worker takes none, the full one does");
    }
    tell("systemmessage", "systemmessage-failed", event);
  }

  // An event that ends in nothing that the user would miss.
  function tell(name, failed, event, milliseconds) {
    event.waitUntil(
      kaipushInTime(run(name, event, new Host()), milliseconds || kaipushDeadline(kaipush)).then(null, function (error) {
        warn(failed, error);
      }).then(afterwards)
    );
  }

  // A plain ExtendableEvent on KaiOS: it says that the subscription is gone, and no more. Nobody waits for
  // it, and the push service may be far away.
  function onChange(event) {
    tell("pushsubscriptionchange", "renew-failed", event, 30000);
  }

  // The user has been served: now what the app's server has not been told yet, if the core keeps it.
  // Whatever comes of it, the event was handled. Events may wait for 25 s, so as not to come from all
  // phones at once.
  function afterwards() {
    return living && living.calls.replay && kaipushInTime(run("replay", null, new Host()), 35000).then(null, function () {});
  }

  // An instance of the core. An exception that leaves the core's own code, such as a trap, is its
  // death: memory may be half written, and what it promised would never settle. So all of that fails
  // at once, and the next event gets an instance of its own.
  function Core() {
    var own = this;
    own.waiting = [];
    own.calls = loadCore(self, function (error) {
      if (living === own) {
        living = null;
      }
      own.waiting.forEach(function (fail) {
        fail(error);
      });
    });
  }

  // The core, or a new one. That may fail again where the first one did; the next event tries, too.
  function alive() {
    if (!living) {
      living = new Core();
      warn("core-restarted");
    }
    return living;
  }

  // Calls the core. That it hangs is what the deadline is for.
  function run(name, event, host) {
    var core;
    var failing;
    var answer = new Promise(function (resolve, reject) {
      core = alive();
      failing = reject;
      core.waiting.push(reject);
      Promise.resolve(core.calls[name](event, host)).then(function (value) {
        host.finished = true;
        resolve(value);
      }, reject);
    });
    say(name);
    answer.then(function () {
      forget(host.shown ? "shown" : host.opened ? "opened" : "done");
    }, function () {
      forget("failed");
    });
    return answer;

    function forget(end) {
      say(name + ": " + end);
      if (core) {
        core.waiting.splice(core.waiting.indexOf(failing), 1);
      }
    }
  }

  function ours(notification) {
    return !!(notification.data && notification.data.kaipush);
  }
}
