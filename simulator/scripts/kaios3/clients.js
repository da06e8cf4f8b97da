// `Clients.openWindow(USVString url, optional ClientWindowOptions)` of KaiOS 3.
// Source: dom/webidl/Clients.webidl of kaiostech/gecko-b2g.
(function () {
  var openWindow = Clients.prototype.openWindow;
  var DISPOSITIONS = ["window", "inline", "attention"];
  Clients.prototype.openWindow = function (url, options) {
    var disposition = options ? options.disposition : undefined;
    if (disposition !== undefined && DISPOSITIONS.indexOf(String(disposition)) < 0) {
      return Promise.reject(new TypeError("'" + disposition + "' is not a valid value for enumeration ClientWindowDisposition."));
    }
    report({ kind: "openWindow", url: String(url), options: options });
    return openWindow.call(this, url);
  };
}());
