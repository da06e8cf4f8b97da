// Notes what the app itself shows while its handlers are at work, so that one push never becomes two
// notifications.
//
// What a handler shows at once is known to be its own. What it shows later can't be told from what
// others show at that time: it counts for the handler that has waited longest.
//
// ES5, like all of the worker.

function kaipushWatcher(registration) {
  var watches = [];
  var inPlace = false;
  var before;
  var show;
  var watcher = { now: null, begin: begin, end: end, past: past };

  function watched() {
    var shown = show.apply(registration, arguments);
    var watch = watcher.now || watches.filter(function (one) { return !one.own; })[0];
    if (watch) {
      watch.own = shown;
    }
    return shown;
  }

  function begin() {
    var watch = { own: null };
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

  function end(watch) {
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
