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

// Lists are of texts. Numbers that timers don't take are themselves, such as 0.
function kaipushType(value) {
  return Array.isArray(value) ? value.every(kaipushText) ? "l" : "-"
    : typeof value === "number" && !(value >= 1 && value <= 2147483647) ? "" + value
    : (typeof value)[0];
}

// Also where the app has given the name to another object, by `var` or `const`, which is no member of `self`.
function kaipushGiven() {
  return kaipush;
}
