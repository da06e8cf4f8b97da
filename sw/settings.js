// What the app has set in `kaipush`, looked at with the worker's first event: by then its script is through.
//
// ES5, like all of the worker.

// What each member may be: the first letter of a type, one of some texts, or an object of such members (or `true`,
// `false`).
var kaipushKinds = {
  onpush: "f",
  onclose: "f",
  onsystemmessage: "f",
  onrequest: "f",
  owns: ["all", "marked"],
  fallback: { title: "s", body: "s" },
  allow: "l",
  start: "s",
  log: ["none", "warnings", "all"],
  deadline: "n",
  content: "s",
  foreground: ["always", "hidden", "ask"],
  flood: { seconds: "n0", most: "n0", text: "s" },
  quiet: { from: "s", to: "s" },
  unread: "s",
  texts: "o",
  language: "s",
  skipWaiting: "b",
  claim: "b",
  // The shim's own.
  home: "s"
};

// Takes out what is wrong, and tells it. `null` is as good as nothing, but no deadline.
function kaipushCheck(given, kinds, tell, owner) {
  for (var name in given) {
    var value = given[name];
    var kind = kinds[name];
    if (!kind) {
      tell(owner + name);
    } else if (value !== undefined && (value !== null || kind === "n")) {
      var may = kind.indexOf ? kind : "ob";
      if (may.indexOf(may.pop ? value : kaipushType(value)) < 0) {
        tell(owner + name);
        given[name] = undefined;
      } else if (may !== kind) {
        kaipushCheck(value, kind, tell, owner + name + ".");
      }
    }
  }
}

// The one list is of addresses. Numbers that timers don't take are themselves, such as 0.
function kaipushType(value) {
  return Array.isArray(value) ? value.every(kaipushAddress) ? "l" : "-"
    : typeof value === "number" && !(value >= 1 && value <= 2147483647) ? "" + value
    : (typeof value)[0];
}

function kaipushAddress(value) {
  return /^\s*[\w+.-]+:\/\/./.test(kaipushText(value));
}

// Events hang on it, and a handler may set it to anything.
function kaipushDeadline(kaipush) {
  return kaipushType(kaipush.deadline) === "n" ? kaipush.deadline : 10000;
}

// Also where the app has given the name to another object, by `var` or `const`, which is no member of `self`.
function kaipushGiven() {
  return kaipush;
}

// Gives a function that looks at them, as they are then; what is wrong is told once. Nothing in them may fail an event.
function kaipushSettings(kaipush, warn) {
  // What the app's name for it meant when that was looked at.
  var taken;
  setDefaults();
  return settings;

  function settings() {
    try {
      var given = kaipushGiven();
      var first = given !== taken;
      self.kaipush = kaipush;
      // A constant stays what it is, and is looked at each time.
      taken = kaipushGiven();
      if (first || taken !== kaipush) {
        for (var name in given) {
          kaipush[name] = given[name];
        }
        kaipushCheck(kaipush, kaipushKinds, function (name) { return first && warn("field-wrong", name); }, "");
      }
    } catch (error) {
      warn("field-wrong", error);
    }
    setDefaults();
    // What is wrong in it was told the first time.
    kaipush.deadline = kaipushDeadline(kaipush);
    return kaipush;
  }

  function setDefaults() {
    var defaults = { owns: "all", allow: [], deadline: 10000, fallback: {}, log: "warnings" };
    for (var name in defaults) {
      if (kaipush[name] === undefined) {
        kaipush[name] = defaults[name];
      }
    }
  }
}

// For the core, which takes the texts and the app's place from here: what the app left out is filled in.
function kaipushFilled(kaipush) {
  kaipush.fallback = { title: text("title", "New message"), body: text("body", "Open the app to see it.") };
  kaipush.home = home();
  return kaipush;

  function text(name, otherwise) {
    try {
      return kaipushText(Object(kaipush.fallback)[name]) || otherwise;
    } catch (unreadable) {
      return otherwise;
    }
  }

  // The folder of the app's pages: a worker with a scope of its own covers none of them. The start counts from the
  // scope here; `openWindow` would take it from the worker's script (Clients.cpp), so it gets all of it. A package of
  // KaiOS 3 and 4 has no page at a folder's own address (api-daemon, vhost_handler.rs).
  function home() {
    var scope = self.registration.scope;
    try {
      if (!kaipush.start && /\.localhost$/.test(self.location.hostname)) {
        kaipush.start = "index.html";
      }
      if (kaipush.start) {
        kaipush.start = new self.URL(kaipush.start, scope).href;
        return new self.URL(".", kaipush.start).href;
      }
    } catch (wrong) {}
    return scope;
  }
}
