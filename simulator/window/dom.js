// Makes elements. The browser's window is XUL, the phone in it HTML.
const XHTML = "http://www.w3.org/1999/xhtml";

function h(name, attributes = {}, ...children) {
  const element = document.createElementNS(XHTML, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// A button that leaves the focus where it is: in the app.
function button(label, action, attributes = {}) {
  return h("button", { type: "button", tabindex: "-1", onmousedown: (event) => event.preventDefault(),
    onclick: action, ...attributes }, label);
}

const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const seconds = (at) => new Date(at).toLocaleTimeString("en-GB");
