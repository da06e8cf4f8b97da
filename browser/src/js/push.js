const [scope, origin, kind, payload] = arguments;
const notifier = Cc["@mozilla.org/push/Notifier;1"].getService(Ci.nsIPushNotifier);
const principal = Services.scriptSecurityManager.createContentPrincipalFromOrigin(origin);
const id = Services.uuid.generateUUID().toString();
if (kind == "change") {
  notifier.notifySubscriptionChange(scope, principal, null);
} else if (payload) {
  notifier.notifyPushWithData(scope, principal, id, payload);
} else {
  notifier.notifyPush(scope, principal, id);
}
