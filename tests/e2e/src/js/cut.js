// Before all other scripts of a page or worker: lets so many steps be taken, and none after them, as if the page
// had died between two. A step is whatever outlives the page: a write to a storage, a request, a subscription, a
// notification, a window.
// What is being written at that moment is undone, as a database does with what a dead page has not finished.
// The simulator's own requests are no steps, and none of the reads is.
(function (scope) {
  "use strict";
  var cut = (scope.kaipushCut = { steps: [], most: MOST, dead: false });
  var writing = [];

  function dies(step) {
    if (!cut.dead && cut.steps.length === cut.most) {
      cut.dead = true;
      scope.kaipushReport({ kind: "cut", dead: true, steps: cut.steps });
      writing.forEach(function (transaction) {
        try {
          transaction.abort();
        } catch (finished) {}
      });
    }
    if (!cut.dead) cut.steps.push(step);
    return cut.dead;
  }

  function wrap(type, name, step) {
    if (!scope[type]) return;
    var owner = scope[type].prototype;
    var real = owner[name];
    // Not every system has it.
    if (!real) return;
    owner[name] = function () {
      return dies(step) ? new Promise(function () {}) : real.apply(this, arguments);
    };
  }

  wrap("PushManager", "subscribe", "subscribe");
  wrap("PushSubscription", "unsubscribe", "unsubscribe");
  wrap("ServiceWorkerContainer", "register", "register");
  wrap("ServiceWorkerRegistration", "showNotification", "show");
  wrap("Notification", "close", "close");
  wrap("Clients", "openApp", "open");
  wrap("Clients", "openWindow", "open");
  wrap("WindowClient", "focus", "focus");
  wrap("Storage", "setItem", "keep");
  wrap("Storage", "removeItem", "keep no more");
  wrap("BroadcastChannel", "postMessage", "tell pages");
  wrap("ServiceWorker", "postMessage", "tell the worker");
  wrap("Client", "postMessage", "tell a page");

  var transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode) {
    var writes = mode === "readwrite";
    if (writes ? dies("write " + stores) : cut.dead) throw new Error("dead");
    var begun = transaction.apply(this, arguments);
    if (writes) writing.push(begun);
    return begun;
  };

  var fetch = scope.fetch;
  scope.fetch = function (request) {
    var url = String((request && request.url) || request);
    if (url.indexOf("/__") >= 0) return fetch.apply(scope, arguments);
    return dies("fetch") ? new Promise(function () {}) : fetch.apply(scope, arguments);
  };
})(self);
