// `navigator.mozApps` of KaiOS 2.5, and DOMRequest as in Firefox OS (dom/webidl/DOMRequest.webidl).
navigator.mozApps = {
  getSelf: function () {
    var request = new EventTarget();
    request.readyState = "pending";
    request.result = request.error = request.onsuccess = request.onerror = null;
    var done = new Promise(function (resolve) {
      request.addEventListener("success", function () { resolve(request.result); });
    });
    request.then = function (fulfilled, rejected) { return done.then(fulfilled, rejected); };
    setTimeout(function () {
      request.readyState = "done";
      request.result = {
        manifest: SYSTEM.manifest,
        manifestURL: location.origin + "/manifest.webapp",
        origin: location.origin,
        launch: function () { report({ kind: "launch", id: String(Math.random()) }); }
      };
      if (typeof request.onsuccess === "function") {
        request.addEventListener("success", request.onsuccess);
      }
      request.dispatchEvent(new Event("success"));
    }, 0);
    return request;
  }
};
