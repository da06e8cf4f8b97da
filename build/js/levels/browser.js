// A page or worker for the old engines, after globals.js: no more than it takes to start a core and to
// show one notification. ES5.
var listeners = {};

self.addEventListener = function (name, listener) {
  (listeners[name] = listeners[name] || []).push(listener);
};
self.removeEventListener = function () {};
self.location = self.location || { href: "https://app.example/", origin: "https://app.example", protocol: "https:", host: "app.example", hostname: "app.example", pathname: "/", search: "", hash: "" };
self.navigator = self.navigator || { userAgent: "" };
self.clients = { matchAll: function () { return Promise.resolve([]); } };
self.registration = {
  scope: "https://app.example/",
  getNotifications: function () { return Promise.resolve([]); },
  // Of the options only the icon, which no fallback has: it tells that a core did this.
  showNotification: function (title, options) {
    say("shown " + title + ", icon " + (options && options.icon));
    return Promise.resolve();
  }
};

// Node has these; cjs has them under other names.
if (typeof self.setTimeout === "undefined") {
  self.setTimeout = function (callback, milliseconds) {
    return imports.mainloop.timeout_add(milliseconds || 0, function () {
      callback();
      return false;
    });
  };
  self.clearTimeout = function (id) {
    imports.mainloop.source_remove(id);
  };
}
// Warnings too: Node writes them elsewhere, and they say what went wrong.
self.console = self.console || {};
self.console.log = self.console.warn = say;
var errors = 0;
self.console.error = function (line) {
  errors++;
  say(line);
};

// One of the lines that begin with `shown` is the answer; all others are for whoever reads a failure.
function say(line) {
  if (typeof print === "function") print(line);
  else process.stdout.write(line + "\n");
}

// After all that was started has ended.
function finish() {
  self.setTimeout(function () {
    say("end");
    if (typeof process === "object") process.exit(0);
    imports.mainloop.quit();
  }, 1500);
  if (typeof imports === "object") imports.mainloop.run();
}

// A push with JSON inside, as the browser hands it to a worker.
function push(title, icon) {
  var text = JSON.stringify({ title: title, body: "body", icon: icon, kaipush: 1 });
  var event = {
    type: "push",
    data: {
      text: function () { return text; },
      json: function () { return JSON.parse(text); }
    },
    waitUntil: function (promise) {
      promise.then(null, function (error) { say("rejected: " + error); });
    }
  };
  (listeners.push || []).forEach(function (listener) { listener.call(self, event); });
}
