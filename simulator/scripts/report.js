// Tells the site what happens here. It has a `fetch` of its own, so that an app that replaces the
// global one, or a table of what an old engine lacks, changes nothing. A test may listen in.
self.kaipushReport = (function (fetch, stringify) {
  // What outlives its page has to be small: <https://fetch.spec.whatwg.org/#http-network-or-cache-fetch>.
  var KEPT = 60000;
  return function (what) {
    var body = stringify(what);
    return fetch("/__report", { method: "POST", body: body, keepalive: body.length < KEPT });
  };
}(self.fetch.bind(self), JSON.stringify));

function report(what) {
  return self.kaipushReport(what);
}

// What the phone would let pass without a word, though it does not do what it seems to.
function warn(text) {
  report({ kind: "warning", text: text });
}

function reject(name, text) {
  return Promise.reject(new DOMException(text, name));
}
