// The form for a push, and for a system message of KaiOS 3 and 4.
const KINDS = [["notification", "Notification"], ["text", "Text"], ["json", "JSON"], ["empty", "Empty"], ["system", "System"]];
const FIELDS = [["title", "Title", "Ada"], ["body", "Body", "Tea at eight?"], ["tag", "Tag", ""], ["url", "Link", ""],
  ["actions", "Actions", "", "reply=Reply, later=Later"], ["vibration", "Vibration", "", "30, 200, 30"],
  ["sound", "Sound", "", "/sounds/bell.ogg"]];
const FLAGS = ["requireInteraction", "silent", "noscreen", "noclear", "showOnlyOnce"];
const PLACEHOLDERS = { text: "any text", json: '{ "title": "Ada", "data": { "chat": 7 } }', system: 'alarm { "id": 7 }' };
let kind = "notification";

const text = h("textarea", { rows: "9", spellcheck: "false", name: "text" });
const fields = h("div", { class: "kp-fields" },
  FIELDS.map(([name, label, value, placeholder]) =>
    h("label", {}, h("span", {}, label), h("input", { name, value, placeholder, spellcheck: "false" }))),
  h("div", { class: "kp-flags" }, FLAGS.map((name) =>
    h("label", {}, h("input", { type: "checkbox", name }), h("span", {}, name)))));
const kinds = h("div", { class: "kp-kinds" }, KINDS.map(([name, label]) =>
  button(label, () => choose(name), { "data-kind": name })));
const form = h("section", { class: "kp-send" }, h("h2", {}, "Send a push"), kinds, fields, text,
  button("Send", () => act(kind == "system" ? systemMessage() : { do: "send", push: push() }), { class: "kp-primary", "data-do": "send" }));

function choose(name) {
  kind = name;
  for (const one of kinds.children) {
    one.classList.toggle("kp-chosen", one.dataset.kind == name);
  }
  fields.hidden = name != "notification";
  text.hidden = !(name in PLACEHOLDERS);
  text.placeholder = PLACEHOLDERS[name] ?? "";
}

// Its name, and behind that its data.
function systemMessage() {
  const [, name, data] = text.value.trim().match(/^(\S*)\s*([^]*)$/);
  return { do: "system-message", name, data };
}

function push() {
  if (kind != "notification") {
    return kind == "empty" ? { kind } : { kind, text: text.value };
  }
  const said = { kind };
  for (const { type, name, value, checked } of fields.querySelectorAll("input")) {
    said[name] = type == "checkbox" ? checked : value;
  }
  return said;
}

choose("notification");
