// `navigator.mozApps` of KaiOS 2.5: DOMRequest as in Firefox OS.
navigator.mozApps = {
  getSelf: function () {
    var request = { readyState: "pending", result: null, error: null, onsuccess: null, onerror: null };
    setTimeout(function () {
      request.readyState = "done";
      request.result = {
        manifest: SYSTEM.manifest,
        manifestURL: location.origin + "/manifest.webapp",
        origin: location.origin,
        launch: function () { report({ kind: "launch", id: String(Math.random()) }); }
      };
      if (request.onsuccess) {
        request.onsuccess({ target: request });
      }
    }, 0);
    return request;
  }
};
