//! The answer of a button that tells the app's server.

use js_sys::Promise;
use kaipush_model::error::Note;
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::{Host, scope};
use crate::foreign::Js;

/// Sends `{action, id, tag, data}`; a failure is a warning.
pub(crate) async fn send(host: &Host, to: &str, notification: &Js, data: &Js, action: &str) {
    let body = Js::empty();
    body.set_text("action", action);
    body.copy("id", data);
    if notification.text("tag").is_some_and(|tag| !tag.is_empty()) {
        body.copy("tag", notification);
    }
    body.copy("data", data);
    let sent = host.within(&post(to, &body.record_to_json()), Note::AnswerFailed.as_str(), 0);
    let answer = Js(JsFuture::from(sent).await.unwrap_or_default());
    if answer.flag("ok") != Some(true) {
        host.note(Note::AnswerFailed, to);
    }
}

fn post(to: &str, json: &str) -> Promise {
    let (request, headers) = (Js::empty(), Js::empty());
    headers.set_text("Content-Type", "application/json");
    request.set_text("method", "POST");
    request.set_text("body", json);
    request.set_object("headers", headers);
    // What browsers do by themselves since Firefox 61.
    request.set_text("credentials", "same-origin");
    let asked = scope::scope().fetch_with_str_and_init(to, request.0.unchecked_ref());
    asked.unchecked_into()
}
