// The phone around the screen: status bar, what lies over the app, and the keys.
const KEYPAD = [["1", ""], ["2", "abc"], ["3", "def"], ["4", "ghi"], ["5", "jkl"], ["6", "mno"],
  ["7", "pqrs"], ["8", "tuv"], ["9", "wxyz"], ["*", ""], ["0", "+"], ["#", ""]];

function key(name, label, hint = "") {
  return h("button", { type: "button", tabindex: "-1", class: "kp-key", "data-key": name,
    title: hint ? `${name} (${hint})` : name,
    onmousedown: (event) => {
      // The focus stays in the app.
      event.preventDefault();
      if (event.button == 0) {
        keyDown(name);
      }
    } }, label);
}
// Wherever the mouse has gone meanwhile.
window.addEventListener("mouseup", () => keyUp(), true);

const statusbar = h("div", { class: "kp-status" });
const stage = h("div", { class: "kp-over" });
const toast = h("div", { class: "kp-toast", "data-what": "toast", hidden: true });
const frame = h("div", { class: "kp-frame" },
  h("div", { class: "kp-waves kp-left" }), h("div", { class: "kp-waves kp-right" }),
  h("div", { class: "kp-body" }, h("div", { class: "kp-speaker" }), h("div", { class: "kp-brand" }, "kaipush"),
    h("div", { class: "kp-keys" },
      h("div", { class: "kp-nav" },
        h("div", { class: "kp-side" }, key("SoftLeft", "–", "F1"), key("Call", "Call", "F3")),
        h("div", { class: "kp-dpad" }, key("ArrowUp", "▴"), key("ArrowLeft", "◂"), key("Enter", ""),
          key("ArrowRight", "▸"), key("ArrowDown", "▾")),
        h("div", { class: "kp-side" }, key("SoftRight", "–", "F2"), key("EndCall", "End", "F4"))),
      key("Backspace", "Back", "Esc"),
      h("div", { class: "kp-digits" }, KEYPAD.map(([digit, letters]) =>
        key(digit, h("span", {}, digit, letters ? h("small", {}, letters) : "")))))));
const screen = h("div", { class: "kp-screen" }, statusbar, stage, toast);

function drawStatus() {
  const { app, notices: list, offline, fullscreen } = phone.state;
  const inFront = place() == "front" && !phone.view;
  statusbar.hidden = Boolean(fullscreen) && inFront && !isCovered();
  statusbar.style.backgroundColor = inFront ? app?.color ?? "" : "";
  statusbar.replaceChildren(
    h("span", { class: `kp-signal${offline ? " kp-off" : ""}`, title: offline ? "offline" : "connected" },
      h("i"), h("i"), h("i"), h("i")),
    h("span", { class: "kp-net" }, offline ? "offline" : "4G"),
    h("span", { class: "kp-gap" }),
    list.length ? h("span", { class: "kp-count", title: `${list.length} notices` }, String(list.length)) : "",
    h("time", {}, clock(Date.now())),
    h("span", { class: "kp-battery" }));
}

function drawToast() {
  const shown = phone.state.toast;
  // The open list has it already.
  toast.hidden = !shown || current() == notices;
  if (shown) {
    toast.replaceChildren(icon(shown.icon), h("div", {}, h("strong", {}, shown.title), h("span", {}, shown.body)));
    toast.onclick = () => act({ do: "touch", seq: shown.seq });
    toast.dataset.seq = shown.seq;
  }
}

function drawOver() {
  const shown = current();
  // Behind a dialog is the home screen, unless it is the app.
  const below = shown && place() != "front" ? [home] : [];
  stage.hidden = !shown;
  stage.replaceChildren(...new Set([...below, shown].filter(Boolean)).keys().map((one) => one.draw()));
  stage.querySelector(".kp-notices .kp-selected")?.scrollIntoView({ block: "nearest" });
}

// Milliseconds on, off, on…: waves beside the phone.
function buzz(pattern) {
  let at = 0;
  pattern.forEach((length, index) => {
    if (index % 2 == 0) {
      setTimeout(() => frame.classList.add("kp-buzz"), at);
      setTimeout(() => frame.classList.remove("kp-buzz"), at + length);
    }
    at += length;
  });
}
