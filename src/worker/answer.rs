//! The answer of a button that tells the app's server.

use kaipush_model::error::Note;
use kaipush_model::{Sink, Value};
use wasm_bindgen_futures::JsFuture;

use super::Host;
use crate::foreign::Js;
use crate::http;

/// Sends `{action, id, tag, data}`; a failure is a warning.
pub(crate) async fn send(host: &Host, to: &str, notification: &Js, data: &Js, action: &str) {
    let body = Js::empty();
    body.set_text("action", action);
    body.copy("id", data);
    if notification.text("tag").is_some_and(|tag| !tag.is_empty()) {
        body.copy("tag", notification);
    }
    body.copy("data", data);
    let headers = Js::empty();
    headers.set_text("Content-Type", "application/json");
    let posted = http::send("POST", to, &headers, &body.record_to_json());
    let sent = host.within(&posted, Note::AnswerFailed.as_str(), 0);
    let answer = Js(JsFuture::from(sent).await.unwrap_or_default());
    if answer.flag("ok") != Some(true) {
        host.note(Note::AnswerFailed, to);
    }
}
