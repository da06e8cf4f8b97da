// The constructor of a worker's PushManager asks for `push`, that of a page's does not
// (dom/push/PushManager.cpp of kaiostech/gecko-b2g).
if (!SYSTEM.grants.push) {
  Object.defineProperty(ServiceWorkerRegistration.prototype, "pushManager", {
    configurable: true, enumerable: true,
    get: function () {
      warn("pushManager can't be reached in the worker: b2g_features has no `permissions`");
      throw new DOMException("User denied permission to use the Push API.", "NotAllowedError");
    }
  });
}
