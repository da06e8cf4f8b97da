// `registration.systemMessageManager` of KaiOS 3, in pages and workers.
// Sources: dom/webidl/{SystemMessageManager,SystemMessageEvent}.webidl, dom/b2g/messages/ of
// kaiostech/gecko-b2g.
(function () {
  // Message → the grant it takes, if any (SystemMessageService.cpp); all others are the system's own.
  var NEEDS = { activity: "", alarm: "alarms", "media-button": "" };

  Object.defineProperty(ServiceWorkerRegistration.prototype, "systemMessageManager", {
    configurable: true, enumerable: true,
    get: function () {
      return {
        subscribe: function (name) {
          var needs = NEEDS[name];
          if (needs === undefined || (needs && !SYSTEM.grants[needs])) {
            warn("systemMessageManager.subscribe(\"" + name + "\") is refused" + (needs ? ": the manifest does not list `" + needs + "`" : ""));
            return reject("SecurityError", "no permission for " + name);
          }
          return report({ kind: "subscribe", id: String(Math.random()), name: name }).then(function () {});
        }
      };
    }
  });
}());
