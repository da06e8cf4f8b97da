// The phone's own names, in pages and workers. What the app's server sees is Firefox' own header.
(function (prototype) {
  Object.defineProperty(prototype, "userAgent", { configurable: true, enumerable: true, get: function () { return SYSTEM.userAgent; } });
  Object.defineProperty(prototype, "appVersion", { configurable: true, enumerable: true, get: function () { return "5.0 (Mobile)"; } });
}(Object.getPrototypeOf(navigator)));
