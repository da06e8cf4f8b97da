// Milliseconds from the coming of a push until the system has the notification of it.
const [scope, origin, payload] = arguments;
const alerts = Cc["@mozilla.org/alerts-service;1"].getService().wrappedJSObject;
const notifier = Cc["@mozilla.org/push/Notifier;1"].getService(Ci.nsIPushNotifier);
const principal = Services.scriptSecurityManager.createContentPrincipalFromOrigin(origin);
const id = Services.uuid.generateUUID().toString();
try {
  return await new Promise((resolve, reject) => {
    alerts.showAlert = function (alert, ...others) {
      if (alert.principal?.origin == origin) {
        resolve(ChromeUtils.now() - begun);
      }
      return Object.getPrototypeOf(alerts).showAlert.call(alerts, alert, ...others);
    };
    setTimeout(() => reject(new Error(`no notification from ${scope} in 20 s`)), 20_000);
    const begun = ChromeUtils.now();
    notifier.notifyPushWithData(scope, principal, id, payload);
  });
} finally {
  delete alerts.showAlert;
}
