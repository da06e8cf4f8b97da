// Notes what the app itself shows while its handlers are at work, so that one push never becomes two
// notifications, and none is lost.
//
// What a handler shows at once is its own. What is shown later is the one's who is alone at work. Of several, it
// is the one's whose push has its tag, if all their pushes have tags, and no other this one; else the one's who
// ends in the same run of promises in which it is known to be shown, as whoever returns that promise does. In
// doubt it is nobody's, and the default comes beside it: better two than none. Who took too long is still at
// work, and may show its own.
//
// ES5, like all of the worker.

function kaipushWatcher(registration) {
  var watches = [];
  var inPlace = false;
  var before;
  var show;
  // Nobody's, and known to be shown in this run of promises.
  var loose = null;
  var watcher = { now: null, begin: begin, ends: ends, past: past };

  function watched(title, options) {
    // Who gives no promise has shown it all the same.
    var shown = Promise.resolve(show.apply(registration, arguments));
    var watch = watcher.now || author(Object(options).tag);
    if (watch) {
      watch.own = shown;
    } else {
      // We are the first to hear of it.
      shown.then(known, known);
    }
    return shown;

    function known() {
      loose = shown;
      pass(99);
    }
  }

  function author(tag) {
    if (watches.length < 2) {
      return watches[0];
    }
    var possible = watches.filter(function (one) { return !one.tag || one.tag === tag; });
    return possible.length === 1 && possible[0].tag ? possible[0] : null;
  }

  // Further than from a notification to the end of whoever returns it, and still before anything else happens.
  function pass(steps) {
    Promise.resolve().then(function () {
      if (steps) {
        pass(steps - 1);
      } else {
        loose = null;
      }
    });
  }

  function begin(tag) {
    var watch = { own: null, tag: tag };
    if (!inPlace) {
      inPlace = true;
      before = Object.getOwnPropertyDescriptor(registration, "showNotification");
      show = registration.showNotification;
      registration.showNotification = watched;
    }
    watches.push(watch);
    watcher.now = watch;
    return watch;
  }

  // It ends with this promise, however that settles.
  function ends(watch, promise) {
    promise.then(end, end);

    function end() {
      if (!watch.own) {
        watch.own = loose;
        loose = null;
      }
      watches.splice(watches.indexOf(watch), 1);
      // Under a function that others have put on top by now, ours has to stay.
      if (watches.length || registration.showNotification !== watched) {
        return;
      }
      inPlace = false;
      if (before) {
        Object.defineProperty(registration, "showNotification", before);
      } else {
        delete registration.showNotification;
      }
    }
  }

  // Shows something that is no handler's own.
  function past(title, options) {
    watcher.now = { own: null };
    try {
      return registration.showNotification(title, options);
    } finally {
      watcher.now = null;
    }
  }

  return watcher;
}
