// kaipush in the service worker: registers the listeners, hands events to the core, and sees to it
// that every push ends in exactly one notification, whatever happens in the core or in the app's
// handler. What it hands over, and what it expects back, stands in CONTRACT.md.
//
// ES5: `let` is a syntax error in the workers of Gecko 48.

function kaipushShim(self, loadCore) {
  var kaipush = self.kaipush = self.kaipush || {};
  // What the app's name for it meant when that was looked at.
  var taken;
  setDefaults();

  var watcher = kaipushWatcher(self.registration);
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
      inTime(run("push", event, host), kaipush.deadline)
        .then(null, function (error) {
          warn("push-failed", error);
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
    var button = pressed(event);
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
      Promise.race([inTime(run("notificationclick", event, host), Math.max(kaipush.deadline, 10000)), host.dead()]).then(null, function (error) {
        warn("click-failed", error);
        // A button that opens nothing has said so.
        return host.finished || host.opened ? undefined : openWithoutCore(event, host);
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
      inTime(run(name, event, new Host()), milliseconds || kaipush.deadline).then(null, function (error) {
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
    return living && living.calls.replay && inTime(run("replay", null, new Host()), 35000).then(null, function () {});
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

  // What the core is given with each event.
  function Host() {
    settings();
    // The core takes the texts from here, so what the app left out is filled in.
    kaipush.fallback = { title: fallback("title"), body: fallback("body") };
    kaipush.home = home();
    this.settings = kaipush;
    this.shown = null;
    this.finished = false;
    this.adopted = false;
    this.opening = false;
    this.opened = false;
  }

  // Rejects when the core has not begun to open anything while that is still allowed: about a second
  // after the click on 2.5, five on 3. A core that trapped would be waited for in vain.
  Host.prototype.dead = function () {
    var host = this;
    return new Promise(function (resolve, reject) {
      self.setTimeout(function () {
        if (!host.opening && !host.finished) {
          reject({ message: "the core does not answer" });
        }
      }, self.clients.openApp ? 600 : 3000);
    });
  };

  // A way to open the app, on its way: resolves with false when it takes too long.
  Host.prototype.settles = function (promise, milliseconds) {
    var host = this;
    host.opening = true;
    return Promise.race([
      // What others have put in the browser's place may give no promise.
      Promise.resolve(promise).then(function () { return host.opened = true; }),
      new Promise(function (resolve) {
        self.setTimeout(resolve, milliseconds, false);
      })
    ]);
  };

  // The app took care of the push: no fallback, however long the rest takes.
  Host.prototype.dropped = function () {
    this.finished = true;
  };

  // The first notification counts, every later one is the same promise: never two for one push.
  Host.prototype.show = function (title, options) {
    var host = this;
    if (!host.shown) {
      // What others have put in the browser's place may throw, which no core would survive.
      host.shown = new Promise(function (resolve) {
        resolve(watcher.past(title, options));
      });
      host.shown.then(
        function () {
          host.finished = true;
        },
        function () {
          host.shown = null;
        }
      );
    }
    return host.shown;
  };

  // For when the core can't: the payload's own texts if it has any, else the app's, else ours.
  Host.prototype.fallBack = function (message) {
    var shown = kaipushShown(message, fallback);
    return this.show(shown.title, shown.options);
  };

  // The app's handler, which may throw, hang, or show a notification of its own.
  Host.prototype.ask = function (name, argument, about) {
    var host = this;
    var handler = kaipush[name];
    if (typeof handler !== "function") {
      return Promise.resolve();
    }
    var answer;
    var watch = watcher.begin(argument.tag);
    try {
      answer = handler.call(kaipush, argument, about);
    } catch (error) {
      warn("handler-failed", error);
    }
    watcher.now = null;
    return host.waits(watch, Promise.resolve(answer), name === "onpush");
  };

  // The app's handler in Rust, which is at work already.
  Host.prototype.lets = function (answer, tag, decides) {
    var watch = watcher.begin(tag);
    watcher.now = null;
    return this.waits(watch, answer, decides);
  };

  Host.prototype.waits = function (watch, answer, decides) {
    var host = this;
    watcher.ends(watch, answer);
    return host.within(answer, "handler-failed").then(function (value) {
      // An object is an answer even so; whoever gives none has answered with what was shown.
      return decides && watch.own && Object(value) !== value ? host.adopt(watch.own) : value;
    });
  };

  // The app showed one itself: ours would be the second. If it failed, ours is the first.
  Host.prototype.adopt = function (own) {
    var host = this;
    host.shown = own;
    host.finished = host.adopted = true;
    return own.then(
      function () {
        return false;
      },
      function (error) {
        warn("handler-failed", error);
        host.shown = null;
        host.finished = host.adopted = false;
      }
    );
  };

  // Half of the deadline by default, so that enough is left to show the default.
  Host.prototype.within = function (promise, note, milliseconds) {
    var host = this;
    return inTime(promise, milliseconds || kaipush.deadline / 2).then(null, function (error) {
      // A handler that was still at work when its core died has been spoken of already.
      if (!host.finished) {
        warn(note, error);
      }
    });
  };

  Host.prototype.warn = warn;

  function inTime(promise, milliseconds) {
    return new Promise(function (resolve, reject) {
      var timer = self.setTimeout(function () {
        // No `Error`, whose place would be this line, where nobody has to look.
        reject({ message: "no answer in " + milliseconds + " ms" });
      }, milliseconds);
      promise.then(
        function (value) {
          self.clearTimeout(timer);
          resolve(value);
        },
        function (error) {
          self.clearTimeout(timer);
          reject(error);
        }
      );
    });
  }

  // The launch is lost with the core that should have delivered it; the app at least comes to front, unless the button
  // was to open nothing. On 2.5 the app's own process sees its page and may not open the app, and the other one sees
  // none. A page that nobody can bring to front, such as where `focus` is missing, does that itself when it gets a
  // launch.
  function openWithoutCore(event, host) {
    var clients = self.clients;
    var button = pressed(event);
    // The core has waited already, and 2.5 lets nobody open anything a second after the click.
    var patience = clients.openApp ? 300 : 2000;
    var page;
    if (button.post) {
      warn("answer-failed", (host.closed ? "it may be lost with the core" : "press again") + ": " + button.post);
    }
    if (button.open === false) {
      return;
    }
    return inTime(clients.matchAll({ includeUncontrolled: true, type: "window" }), patience).then(function (pages) {
      page = pages.filter(function (one) {
        return one.url.indexOf(kaipush.home) === 0 && one.frameType !== "nested";
      })[0];
      return inTime(Promise.resolve(page.focus()), patience);
    }).then(null, function () {
      return host.opened ? undefined : clients.openApp ? clients.openApp({ msg: "" }) : clients.openWindow(kaipush.start || self.registration.scope);
    }).then(null, function (error) {
      warn("open-failed", error);
      return page && page.postMessage({ kaipush: "launch", launch: { id: String(Math.random()), action: "" } });
    });
  }

  // What the button of a click asks for. Without one, and on builds that do not say which, it is a click on the
  // notification.
  function pressed(event) {
    return event.action && Object(event.notification.data.actions)[event.action] || {};
  }

  function ours(notification) {
    return !!(notification.data && notification.data.kaipush);
  }

  // The folder of the app's pages: a worker with a scope of its own covers none of them. The start counts from the
  // scope here; `openWindow` would take it from the worker's script (Clients.cpp), so it gets all of it.
  function home() {
    var scope = self.registration.scope;
    try {
      if (kaipush.start) {
        kaipush.start = new self.URL(kaipush.start, scope).href;
        return new self.URL(".", kaipush.start).href;
      }
    } catch (wrong) {}
    return scope;
  }

  function fallback(name) {
    var text;
    try {
      text = kaipushText(Object(kaipush.fallback)[name]);
    } catch (unreadable) {}
    return text || { title: "New message", body: "Open the app to see it." }[name];
  }

  function setDefaults() {
    setDefault("owns", "all");
    setDefault("allow", []);
    setDefault("deadline", 10000);
    setDefault("fallback", {});
    setDefault("log", "warnings");
  }

  function setDefault(name, value) {
    if (kaipush[name] === undefined) {
      kaipush[name] = value;
    }
  }

  // As they are now; what is wrong is told once. Nothing in them may fail an event.
  function settings() {
    try {
      var given = kaipushGiven();
      if (given !== taken) {
        self.kaipush = kaipush;
        // A constant stays what it is.
        taken = kaipushGiven();
        for (var name in given) {
          kaipush[name] = given[name];
        }
        kaipushCheck(kaipush, kaipushKinds, function (name) { warn("field-wrong", name); }, "");
      }
    } catch (error) {
      warn("field-wrong", error);
    }
    setDefaults();
    return kaipush;
  }

  function warn(note, about) {
    if (kaipush.log !== "none") {
      write("warn", note + (about ? ": " + told(about) : ""));
    }
  }

  // Anything may have been thrown, also what is no text and what throws when it is read. Of an error also where it
  // was thrown; Gecko's know (MDN, Error.prototype.fileName).
  function told(error) {
    try {
      return String(error.message || error) + (error.fileName ? " (" + error.fileName + ":" + error.lineNumber + ")" : "");
    } catch (untold) {
      return typeof error;
    }
  }

  // A step on the way, for those who look for where it ends.
  function say(step) {
    if (kaipush.log === "all") {
      write("log", step);
    }
  }

  function write(level, line) {
    if (self.console) {
      self.console[level]("kaipush: " + line);
    }
  }
}
