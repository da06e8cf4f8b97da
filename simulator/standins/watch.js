// Tells the test what the worker asks the browser for, exactly as it was given. Firefox keeps
// nothing of options it does not know, `mozbehavior` for one.
(function (self) {
  function watch(prototype, name, describe) {
    var original = prototype[name];
    prototype[name] = function () {
      var report = describe.apply(null, arguments);
      report.kind = name;
      self.kaipushReport(report);
      return original.apply(this, arguments);
    };
  }

  // `fetch` of its own, so that an app that replaces the global one changes nothing here.
  var fetch = self.fetch;
  self.kaipushReport = function (report) {
    return fetch("/__report", { method: "POST", body: JSON.stringify(report), keepalive: true });
  };

  watch(ServiceWorkerRegistration.prototype, "showNotification", function (title, options) {
    return { title: title, options: options };
  });
  watch(Clients.prototype, "openWindow", function (url, options) {
    return { url: String(url), options: options };
  });
}(self));
