// The system's own screens. Each one draws itself, and takes keys while it is in front.
let selected = 0;

// Names of KaiOS' keys → what the screen in front does.
function onSystemKey(key) {
  const screen = current();
  if (key == "EndCall" && screen != asking) {
    phone.view = "";
    act({ do: "close" });
    return;
  }
  screen?.keys(key);
  draw();
}

// The soft key bar of the system's screens.
function softKeys(left, centre, right) {
  const key = (name, label) => button(label, () => press(name), { class: `kp-soft kp-${name}` });
  return h("div", { class: "kp-softkeys" }, key("SoftLeft", left), key("Enter", centre), key("SoftRight", right));
}

// Moves the selection in a list of so many.
function move(key, count) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step && count) {
    selected = (selected + step + count) % count;
  }
}

const icon = (address) => (address ? h("img", { class: "kp-icon", src: address }) : h("span", { class: "kp-icon kp-bell" }));

const asking = {
  draw: () => h("div", { class: "kp-shade" }, h("div", { class: "kp-dialog", "data-what": "question" },
    h("h2", {}, phone.state.app?.name ?? ""),
    h("p", {}, "wants to show you notifications."),
    softKeys("Deny", "", "Allow"))),
  keys(key) {
    if (key == "SoftLeft" || key == "SoftRight") {
      answer(key == "SoftRight");
    }
  },
};

// `requireInteraction`: stays until it is answered.
const dialog = {
  choices: () => {
    const { seq, actions } = phone.state.dialog;
    const dismiss = { label: "Dismiss", action: { do: "dismiss", seq } };
    const own = actions.map(([action, label]) => ({ label, action: { do: "touch", seq, action } }));
    return own.length ? own : [dismiss];
  },
  draw() {
    const { seq, title, body, icon: image } = phone.state.dialog;
    const choice = ({ label, action }, index) =>
      button(label, () => act(action), { class: `kp-choice${index == selected ? " kp-selected" : ""}` });
    return h("div", { class: "kp-shade" }, h("div", { class: "kp-dialog", "data-what": "dialog" },
      h("div", { class: "kp-dialog-head", onclick: () => act({ do: "touch", seq }) }, image ? icon(image) : null,
        h("h2", {}, title), h("p", {}, body)),
      h("div", { class: "kp-choices" }, this.choices().map(choice)),
      softKeys("", "SELECT", "")));
  },
  keys(key) {
    const choices = this.choices();
    move(key, choices.length);
    if (key == "Enter") {
      act(choices[Math.min(selected, choices.length - 1)].action);
    } else if (key == "Backspace") {
      act({ do: "dismiss", seq: phone.state.dialog.seq });
    }
  },
};

const notices = {
  draw() {
    const list = phone.state.notices;
    const row = ({ seq, title, body, icon: image, at }, index) => h("li", {
      class: index == selected ? "kp-selected" : "", "data-seq": seq,
      onclick: () => this.open(seq) }, icon(image),
    h("div", {}, h("strong", {}, title), h("span", {}, body)), h("time", {}, clock(at)));
    return h("div", { class: "kp-notices", "data-what": "notices" }, h("h1", {}, "Notices"),
      list.length ? h("ul", {}, list.map(row)) : h("p", { class: "kp-empty" }, "No notices"),
      list.length ? softKeys("Dismiss", "OPEN", "Clear all") : softKeys("", "", ""));
  },
  open(seq) {
    phone.view = "";
    act({ do: "touch", seq });
  },
  keys(key) {
    const list = phone.state.notices;
    move(key, list.length);
    const seq = list[Math.min(selected, list.length - 1)]?.seq;
    if (key == "Backspace") {
      phone.view = "";
    } else if (seq && key == "Enter") {
      this.open(seq);
    } else if (seq && key == "SoftLeft") {
      act({ do: "dismiss", seq });
    } else if (seq && key == "SoftRight") {
      act({ do: "clear-notices" });
    }
  },
};

const home = {
  draw() {
    const { app, refused } = phone.state;
    const now = new Date();
    const day = now.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "long" });
    const tile = app && h("div", { class: "kp-tile", onclick: () => this.keys("Enter") },
      app.icon ? h("img", { src: app.icon }) : h("span", { class: "kp-letter" }, app.name.slice(0, 1)), h("span", {}, app.name),
      place() == "background" ? h("small", {}, "still open") : null);
    const refusal = refused && h("div", { class: "kp-refused" }, h("h2", {}, "Not installed"),
      h("p", {}, h("code", {}, refused.place)), h("p", {}, refused.text));
    return h("div", { class: "kp-home", "data-what": "home" }, h("div", { class: "kp-clock" }, clock(now), h("small", {}, day)),
      phone.busy ? h("p", { class: "kp-busy" }, phone.busy) : tile ?? refusal ?? "",
      softKeys("Notices", app ? "OPEN" : "", ""));
  },
  keys(key) {
    if (key == "SoftLeft") {
      phone.view = "notices";
      selected = 0;
    } else if (key == "Enter" && phone.state.app && !toFront()) {
      act({ do: "open" }, "Opening…");
    }
  },
};

// What lies over the app, the uppermost first; none while the app is in front.
function current() {
  if (phone.state.dialog) {
    return dialog;
  }
  if (isAsking()) {
    return asking;
  }
  if (phone.view == "notices") {
    return notices;
  }
  return place() == "front" && !phone.state.refused ? null : home;
}

const isCovered = () => current() !== null;
