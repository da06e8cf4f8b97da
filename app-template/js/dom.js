// Makes elements. Every text goes through textContent: what a push says is never read as HTML.
var inbox = { screens: {} };

// inbox.el("p", { class: "lead", "data-kind": "x" }, "text" | element | [elements])
inbox.el = function (name, attributes, content) {
  var element = document.createElement(name);
  Object.keys(attributes || {}).forEach(function (attribute) {
    var value = attributes[attribute];
    if (value !== undefined && value !== null) element.setAttribute(attribute, value);
  });
  if (typeof content === "string") {
    element.textContent = content;
  } else if (content) {
    [].concat(content).forEach(function (child) {
      if (child) element.appendChild(child);
    });
  }
  return element;
};

inbox.clear = function (element) {
  while (element.firstChild) element.removeChild(element.firstChild);
};

// A line of "label: value"; `field` is what tests and styles find it by.
inbox.row = function (label, value, field) {
  if (value === undefined || value === null || value === "") return null;
  return inbox.el("div", { class: "row" }, [
    inbox.el("div", { class: "label" }, label),
    inbox.el("div", { class: "value", "data-field": field }, String(value))
  ]);
};
