// What a push brings, as far as it is shown without the core.
//
// ES5, like all of the worker.

// A text in JSON is what that text is; text that is no JSON is a body, unless it was to be JSON: `[CI] failed` was not.
function kaipushPayload(event) {
  var text;
  var payload;
  try {
    payload = event.data.text();
    while (typeof payload === "string") {
      payload = JSON.parse(text = payload);
    }
  } catch (notJson) {}
  return typeof payload === "object" && !Array.isArray(payload) ? Object(payload) : /\S/.test(text) && !/^\s*(\{|\[\s*["[{\]])/.test(text) ? { body: text } : {};
}

// The payload has one of the three shapes that the core knows (model/src/message/mod.rs); `texts` are for where it
// has none.
function kaipushShown(message, texts) {
  var inner = kaipushInner(message);
  var id = kaipushText(message.id) || kaipushText(inner.id);
  var data = inner.data === undefined ? message.data : inner.data;
  return {
    title: kaipushText(inner.title) || texts.title,
    options: {
      body: kaipushText(inner.body) || texts.body,
      tag: kaipushText(inner.tag) || id,
      data: {
        kaipush: String(Math.random()),
        id: id || undefined,
        data: data === undefined ? null : data,
        url: kaipushText(inner.url) || kaipushText(inner.navigate) || undefined
      }
    }
  };
}

// One without texts, beside some, is something of the app's.
function kaipushInner(message) {
  var inner = message.notification;
  return Object(inner) === inner && (kaipushSpeaks(inner) || !kaipushSpeaks(message)) ? inner : message;
}

function kaipushSpeaks(one) {
  return ["title", "body", "title_loc_key", "body_loc_key"].some(function (name) { return one[name] != null; });
}

function kaipushText(value) {
  return typeof value === "string" ? value : "";
}
