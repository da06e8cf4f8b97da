// What the core is given with each event. CONTRACT.md says what it may ask of it.
//
// ES5, like all of the worker.

function kaipushHosts(kaipush, settings, warn) {
  var watcher = kaipushWatcher(self.registration);

  function Host() {
    this.settings = kaipushFilled(settings());
  }

  Host.prototype = {
    shown: null,
    finished: false,
    adopted: false,
    opening: false,
    opened: false,

    // Rejects when the core has not begun to open anything while that is still allowed: about a second
    // after the click on 2.5, five on 3. A core that trapped would be waited for in vain.
    dead: function () {
      var host = this;
      return new Promise(function (resolve, reject) {
        self.setTimeout(function () {
          if (!host.opening && !host.finished) {
            reject({ message: "the core does not answer" });
          }
        }, self.clients.openApp ? 600 : 3000);
      });
    },

    // A way to open the app, on its way: resolves with false when it takes too long.
    settles: function (promise, milliseconds) {
      var host = this;
      host.opening = true;
      return Promise.race([
        // What others have put in the browser's place may give no promise.
        Promise.resolve(promise).then(function () { return host.opened = true; }),
        new Promise(function (resolve) {
          self.setTimeout(resolve, milliseconds, false);
        })
      ]);
    },

    // The app took care of the push: no fallback, however long the rest takes.
    dropped: function () {
      this.finished = true;
    },

    // The first notification counts, every later one is the same promise: never two for one push.
    show: function (title, options) {
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
    },

    // For when the core can't: the payload's own texts if it has any, else the app's, else ours.
    fallBack: function (message) {
      // A handler may have taken them away.
      var shown = kaipushShown(message, kaipushFilled(kaipush).fallback);
      return this.show(shown.title, shown.options);
    },

    // The app's handler, which may throw, hang, or show a notification of its own.
    ask: function (name, argument, about) {
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
    },

    // The app's handler in Rust, which is at work already.
    lets: function (answer, tag, decides) {
      var watch = watcher.begin(tag);
      watcher.now = null;
      return this.waits(watch, answer, decides);
    },

    waits: function (watch, answer, decides) {
      var host = this;
      watcher.ends(watch, answer);
      return host.within(answer, "handler-failed").then(function (value) {
        // Who has shown one himself has answered with that, unless he says what to show besides.
        return decides && watch.own && !kaipushSays(value) ? host.adopt(watch.own) : value;
      });
    },

    // The app showed one itself: ours would be the second. If it failed, ours is the first.
    adopt: function (own) {
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
    },

    // Half of the deadline by default, so that enough is left to show the default.
    within: function (promise, note, milliseconds) {
      var host = this;
      return kaipushInTime(promise, milliseconds || kaipushDeadline(kaipush) / 2).then(null, function (error) {
        // A handler that was still at work when its core died has been spoken of already.
        if (!host.finished) {
          warn(note, error);
        }
      });
    },

    warn: warn
  };

  return Host;
}

// Whether an answer has words. What else a handler's promise may end in has none, such as the list of a `Promise.all`,
// or the server's answer to a request.
function kaipushSays(answer) {
  try {
    return kaipushText(answer.title) || kaipushText(answer.body);
  } catch (nothing) {}
}
