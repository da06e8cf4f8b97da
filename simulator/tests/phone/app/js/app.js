// Keeps the keys it got, asks for permission on 5 and on Call, leaves Backspace to the phone, and has alarms on KaiOS 3.
window.keys = [];
window.permission = "";
addEventListener("keydown", function (event) {
  keys.push(event.key + (event.repeat ? " again" : "") + (event.isTrusted ? "" : " (made up)"));
  if (event.key === "5" || event.key === "Call") {
    Notification.requestPermission().then(function (answer) { permission = answer; });
  }
});
navigator.serviceWorker.register("/sw.js").then(function (registration) {
  if (registration.systemMessageManager) {
    registration.systemMessageManager.subscribe("alarm").then(function () { window.subscribed = true; });
  }
});
if (navigator.mozSetMessageHandler) {
  navigator.mozSetMessageHandler("serviceworker-notification", function (message) { window.launched = message.msg; });
}
