// One screen for every state but "subscribed": a picture, a heading, a sentence or two, and what can be done.
//
// `more`: { words, text, code, note, warnings, left, center, right }, all optional; `words` names the texts where
// one state has two.
inbox.screens.status = function (name, more) {
  var key = more.words || name;
  var words = inbox.texts.hasOwnProperty(key) ? inbox.texts[key] : inbox.texts.unknown;
  var text = (words.advice && more.text) || words.text || more.text;
  var content = [
    words.figure === "busy"
      ? inbox.el("div", { class: "spinner", role: "progressbar" })
      : inbox.el("img", { class: "figure", src: "icons/" + words.figure + ".svg", alt: "" }),
    inbox.el("h2", { "data-field": "heading" }, words.heading),
    text && inbox.el("p", { "data-field": "text" }, text),
    more.note && inbox.el("p", { class: "note", "data-field": "note" }, more.note),
    more.code && inbox.el("p", { class: "code", "data-field": "code" }, more.code)
  ];
  return {
    name: name,
    title: "Push Inbox",
    look: "message" + (more.code ? " long" : ""),
    content: content.concat(inbox.warnings(more.warnings)),
    left: more.left && { label: more.left.label || words.action, run: more.left.run },
    center: more.center && { label: words.action, run: more.center.run },
    right: more.right
  };
};

// kaipush's warnings: what works, but not as well as it could.
inbox.warnings = function (warnings) {
  return (warnings || []).map(function (warning) {
    return inbox.el("p", { class: "warning", "data-code": warning.code }, warning.text || warning.code);
  });
};
