// Shows each push, and opens the app in the way that the phone has.
addEventListener("push", function (event) {
  var bell = event.data.json();
  event.waitUntil(registration.showNotification(bell.title, { body: bell.body }));
});
addEventListener("notificationclick", function (event) {
  event.notification.close();
  event.waitUntil(clients.openApp ? clients.openApp({ msg: "rung" }) : clients.openWindow("/index.html#rung"));
});
// KaiOS 3 offers to install a site only with this listener.
addEventListener("fetch", function () {});
