// Subscribes at once, and shows by what it was opened.
function bytes(text) {
  var letters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return new Uint8Array(letters.split("").map(function (letter) { return letter.charCodeAt(0); }));
}
function rung() { document.body.dataset.rung = "yes"; }

navigator.serviceWorker.register("/sw.js");
navigator.serviceWorker.ready.then(function (registration) {
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(KEY) });
}).then(function (subscription) {
  // A real app posts it to its server.
  document.body.dataset.subscription = JSON.stringify(subscription);
});
addEventListener("load", function () {
  if (location.hash === "#rung") rung();
});
if (navigator.mozSetMessageHandler) {
  navigator.mozSetMessageHandler("serviceworker-notification", rung);
}
