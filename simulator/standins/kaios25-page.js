// What the pages of KaiOS 2.5 have and Firefox lacks, and the other way round. `SYSTEM` is what the
// system knows: the app's manifest, and the messages that wait for this page.
// Sources: dom/messages/SystemMessageInternal.js of the Gecko of KaiOS 2.5; DOMRequest as in Firefox OS.
(function (SYSTEM) {
  var handlers = {};
  var pending = SYSTEM.pending;

  // Gecko 48 has none.
  delete window.WebAssembly;

  function report(what) {
    fetch("/__report", { method: "POST", body: JSON.stringify(what), keepalive: true });
  }

  // Pages are matched by exact type and address.
  function declares(type) {
    return (SYSTEM.manifest.messages || []).some(function (entry) {
      return entry[type] !== undefined && new URL(entry[type], location.origin).pathname === location.pathname;
    });
  }

  function deliver(entry) {
    if (!handlers[entry.type]) {
      return false;
    }
    report({ kind: "taken", id: entry.id });
    setTimeout(function () { handlers[entry.type](entry.message); }, 0);
    return true;
  }

  // The last handler wins; messages that came before it are delivered to it.
  navigator.mozSetMessageHandler = function (type, handler) {
    if (!declares(type)) {
      return;
    }
    handlers[type] = handler;
    pending = pending.filter(function (entry) { return !deliver(entry); });
  };

  navigator.mozHasPendingMessage = function (type) {
    return pending.some(function (entry) { return entry.type === type; });
  };

  // The system's side: a message for a page that is open.
  window.kaipushSystemMessage = function (entry) {
    if (!deliver(entry)) {
      pending.push(entry);
    }
  };

  navigator.mozApps = {
    getSelf: function () {
      var request = { readyState: "pending", result: null, error: null, onsuccess: null, onerror: null };
      setTimeout(function () {
        request.readyState = "done";
        request.result = { manifest: SYSTEM.manifest, launch: function () { report({ kind: "launch", id: String(Math.random()) }); } };
        if (request.onsuccess) {
          request.onsuccess({ target: request });
        }
      }, 0);
      return request;
    }
  };
}(/*SYSTEM*/));
