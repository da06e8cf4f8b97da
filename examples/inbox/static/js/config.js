// Yours: the public VAPID key of your server, and where it takes subscriptions.
var config = { key: "", reportTo: "" };
