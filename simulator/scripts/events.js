// What a worker hears, for who looks on. It stands behind what takes events away, and adds nothing to
// their time: what it reports outlives them.
["push", "notificationclick", "notificationclose", "pushsubscriptionchange"].forEach(function (name) {
  self.addEventListener(name, function (event) {
    report({ kind: "event", name: name, action: event.action });
  });
});
