// Older builds of KaiOS 2.5 tell a worker of clicks only, and not of which button: `notificationclose`
// and `action` came later (b2g/components/AlertsHelper.jsm, two revisions).
if (!SYSTEM.build.notificationClose) {
  self.addEventListener("notificationclose", function (event) { event.stopImmediatePropagation(); });
}
if (!SYSTEM.build.action) {
  Object.defineProperty(NotificationEvent.prototype, "action", { configurable: true, enumerable: true, get: function () { return ""; } });
}
