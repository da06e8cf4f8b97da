// System messages in a page of KaiOS 2.5. `SYSTEM.pending` are those that wait for this page.
// Source: dom/messages/SystemMessageInternal.js.
(function () {
  var handlers = {};
  var handling = 0;
  var pending = SYSTEM.pending;

  // Pages are matched by exact type and address.
  function declares(type) {
    return SYSTEM.messages.some(function (entry) {
      return entry[0] === type && new URL(entry[1], location.origin).pathname === location.pathname;
    });
  }

  function deliver(entry) {
    if (!handlers[entry.type]) {
      return false;
    }
    report({ kind: "taken", id: entry.id });
    setTimeout(function () {
      handling += 1;
      try {
        handlers[entry.type](entry.message);
      } finally {
        handling -= 1;
      }
    }, 0);
    return true;
  }

  // The last handler wins; messages that came before it are delivered to it.
  navigator.mozSetMessageHandler = function (type, handler) {
    if (!declares(type)) {
      warn("mozSetMessageHandler(\"" + type + "\") in " + location.pathname + " hears nothing: manifest.webapp names another page for it, or none");
      return;
    }
    handlers[type] = handler;
    pending = pending.filter(function (entry) { return !deliver(entry); });
  };

  navigator.mozHasPendingMessage = function (type) {
    return pending.some(function (entry) { return entry.type === type; });
  };

  // Keeps a closed app awake until the promise settles; for the time of a handler only. Apps are never
  // put to sleep here.
  navigator.mozSetMessageHandlerPromise = function (promise) {
    if (!(promise instanceof Promise)) {
      throw new TypeError("Argument 1 of Navigator.mozSetMessageHandlerPromise is not a Promise.");
    }
    if (handling === 0) {
      warn("mozSetMessageHandlerPromise outside of a handler: nothing keeps the app awake");
    }
  };

  // The system's side: a message for a page that is open.
  window.kaipushSystemMessage = function (entry) {
    if (!deliver(entry)) {
      pending.push(entry);
    }
  };
}());
