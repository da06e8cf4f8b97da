// Shows what it gets, and opens the app in the way that the phone has.
addEventListener("install", function () { skipWaiting(); });
addEventListener("activate", function (event) { event.waitUntil(clients.claim()); });
addEventListener("push", function (event) {
  var options = event.data ? event.data.json() : { title: "Empty" };
  event.waitUntil(registration.showNotification(options.title, options));
});
addEventListener("notificationclick", function (event) {
  var action = event.action;
  event.notification.close();
  event.waitUntil(clients.matchAll({ type: "window", includeUncontrolled: true }).then(function (pages) {
    if (pages.length) {
      return pages[0].focus();
    }
    return clients.openApp ? clients.openApp({ msg: action || "body" }) : clients.openWindow("/index.html");
  }));
});
addEventListener("systemmessage", function (event) {
  event.waitUntil(registration.showNotification(event.name + " " + event.data.json().id));
});
