// Opens the app after a click where the core can't.
//
// ES5, like all of the worker.

// The launch is lost with the core that should have delivered it; the app at least comes to front, unless the button
// was to open nothing. On 2.5 the app's own process sees its page and may not open the app, and the other one sees
// none. A page that nobody can bring to front, such as where `focus` is missing, does that itself when it gets a
// launch.
function kaipushRescue(event, host) {
  var clients = self.clients;
  var button = kaipushPressed(event);
  // The core has waited already, and 2.5 lets nobody open anything a second after the click.
  var patience = clients.openApp ? 300 : 2000;
  var page;
  if (button.post) {
    host.warn("answer-failed", (host.closed ? "it may be lost with the core" : "press again") + ": " + button.post);
  }
  if (button.open === false) {
    return;
  }
  return kaipushInTime(clients.matchAll({ includeUncontrolled: true, type: "window" }), patience).then(function (pages) {
    page = pages.filter(function (one) {
      return one.url.indexOf(host.settings.home) === 0 && one.frameType !== "nested";
    })[0];
    return kaipushInTime(Promise.resolve(page.focus()), patience);
  }).then(null, function () {
    return host.opened ? undefined : clients.openApp ? clients.openApp({ msg: "" }) : clients.openWindow(host.settings.start || self.registration.scope);
  }).then(null, function (error) {
    host.warn("open-failed", error);
    return page && page.postMessage({ kaipush: "launch", launch: { id: String(Math.random()), action: "" } });
  });
}

// What the button of a click asks for. Without one, and on builds that do not say which, it is a click on the
// notification.
function kaipushPressed(event) {
  return event.action && Object(event.notification.data.actions)[event.action] || {};
}
