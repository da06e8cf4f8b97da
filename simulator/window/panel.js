// Beside the phone: which phone it is, what can be done to it, what happened.
const MAX_LINES = 500;
const profiles = h("select", { class: "kp-profile", onchange: (event) =>
  act({ do: "profile", name: event.target.value }, "Another phone…") });
const facts = h("p", { class: "kp-facts" });
const effects = h("p", { class: "kp-effects" });
const log = h("ol", { class: "kp-log" });
const offline = button("Offline", () => act({ do: "offline", offline: !phone.state.offline }), { "data-do": "offline",
  title: "Take the phone's network away, or give it back" });
const permission = button("Forbid", () => act({ do: "permission", allow: phone.state.withdrawn }), { "data-do": "permission",
  title: "Forbid notifications in the settings, or allow them again" });
const open = button("Open", () => toFront() || act({ do: "open" }, "Opening…"), { "data-do": "open",
  title: "Open the app, or bring it to front" });
const pause = button("Background", () => act({ do: "background" }), { "data-do": "background",
  title: "Go to the home screen; the app stays open" });
const close = button("Close", () => act({ do: "close" }), { "data-do": "close", title: "End the app" });

function command(label, name, title, busy = "") {
  return button(label, () => act({ do: name }, busy), { "data-do": name, title });
}

const panel = h("div", { class: "kp-panel" },
  h("header", {}, h("h1", {}, "kaipush phone"), profiles, facts),
  h("div", { class: "kp-controls" },
    h("section", {}, h("h2", {}, "App"), h("div", { class: "kp-buttons" }, open, pause, close, command("Update", "update", "Install it again as its folder is now", "Installing…"))),
    h("section", {}, h("h2", {}, "Phone and subscription"), h("div", { class: "kp-buttons kp-three" }, offline,
      command("Kill worker", "kill-worker", "Stop the service worker, as the system does when it idles"),
      button("Notices", () => { phone.view = phone.view ? "" : "notices"; selected = 0; draw(); }, { "data-do": "notices",
        title: "The list of notifications" }),
      command("Expire", "expire", "The push service forgets this phone: its subscriptions are void"),
      command("New key", "rekey", "The app's server gets another VAPID key", "Making a key…"),
      permission)),
    form),
  h("section", { class: "kp-happened" }, h("h2", {}, "What happened"), effects, log));

function drawPanel() {
  const { profile, profiles: names, app, offline: isOffline } = phone.state;
  if (profiles.length != names.length) {
    profiles.replaceChildren(...names.map((name) => h("option", { value: name }, name)));
  }
  if (profiles.value != profile && document.activeElement != profiles) {
    profiles.value = profile;
  }
  facts.textContent = app ? `${app.facts}` : "not installed";
  offline.classList.toggle("kp-chosen", Boolean(isOffline));
  offline.textContent = isOffline ? "Go online" : "Offline";
  permission.textContent = phone.state.withdrawn ? "Allow" : "Forbid";
  permission.classList.toggle("kp-chosen", Boolean(phone.state.withdrawn));
  permission.disabled = !app;
  open.disabled = !app;
  pause.disabled = place() != "front";
  close.disabled = place() == "closed";
}

// Follows the log unless somebody has scrolled up to read.
function addLines(lines) {
  const follows = log.scrollHeight - log.scrollTop - log.clientHeight < 24;
  log.append(...lines.map(({ at, kind: of, text: told }) => h("li", { class: `kp-${of}` },
    h("time", {}, seconds(at)), h("b", {}, of), h("span", {}, told))));
  while (log.children.length > MAX_LINES) {
    log.firstChild.remove();
  }
  if (follows) {
    log.scrollTop = log.scrollHeight;
  }
}
