// The phone's keys. Whatever is in front gets them: a screen of the system's own, else the app, as
// trusted events with KaiOS' names, down and up as long as the key is held.
const processor = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
const NAMES = { F1: "SoftLeft", F2: "SoftRight", F3: "Call", F4: "EndCall", Escape: "Backspace" };
const REPEAT = { after: 500, every: 100 };
let sending = false;
let held = null;

function send(kind, key, repeat = false) {
  // Each time anew: text input elsewhere may have taken it.
  if (!processor.beginInputTransactionForTests(window)) {
    return;
  }
  gBrowser.selectedBrowser.focus();
  sending = true;
  try {
    processor[kind](new KeyboardEvent("", { key, repeat }));
  } finally {
    sending = false;
  }
}

function keyDown(key) {
  keyUp();
  if (place() != "front" || isCovered()) {
    onSystemKey(key);
    return;
  }
  send("keydown", key);
  held = { key, timer: null };
  const again = () => {
    send("keydown", key, true);
    held.timer = setTimeout(again, REPEAT.every);
  };
  held.timer = setTimeout(again, REPEAT.after);
}

function keyUp() {
  if (held) {
    clearTimeout(held.timer);
    const { key } = held;
    held = null;
    send("keyup", key);
  }
}

function press(key) {
  keyDown(key);
  keyUp();
}

// The computer's keyboard: F1 and F2 are the soft keys, and the system's screens hear it first. What
// is typed into the panel stays there.
window.addEventListener("keydown", (event) => {
  if (sending || event.ctrlKey || event.altKey || event.metaKey || panel.contains(event.target)) {
    return;
  }
  const key = NAMES[event.key] ?? event.key;
  const system = place() != "front" || isCovered();
  if (!system && key == event.key) {
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (system) {
    onSystemKey(key);
  } else {
    // Not within an event of the keyboard's own: the processor refuses that.
    setTimeout(() => {
      send("keydown", key);
      send("keyup", key);
    }, 0);
  }
}, true);

// A key that the app has not used is the system's: it leaves the app. The page is in another
// process, so that is where it is looked at, after the app.
const UNUSED = `addEventListener("keydown", (event) => {
  const { key, target, defaultPrevented } = event;
  const typing = target.isContentEditable || /^(input|textarea)$/i.test(target.localName);
  if (["Backspace", "GoBack", "EndCall"].includes(key) && !defaultPrevented && !(typing && key != "EndCall")) {
    sendAsyncMessage("kaipush:unused-key", key);
  }
}, { mozSystemGroup: true });`;
window.messageManager.loadFrameScript(`data:application/javascript,${encodeURIComponent(UNUSED)}`, true);
window.messageManager.addMessageListener("kaipush:unused-key", ({ data }) => {
  phone.notes.push(`${data} was not used by the app: the phone leaves it`);
  act({ do: "close" });
});
