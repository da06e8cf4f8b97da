// The least that a worker can do with a push: read it and show it.
self.addEventListener("push", function (event) {
  var message = event.data.json();
  event.waitUntil(self.registration.showNotification(message.title, { body: message.body, tag: message.id }));
});
self.addEventListener("fetch", function () {});
