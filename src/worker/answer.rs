//! The answer of a button that tells the app's server.

use js_sys::Promise;
use kaipush_model::error::Note;
use kaipush_model::{Sink, Value};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCredentials, RequestInit, Response};

use super::{Host, scope};
use crate::foreign::Js;
use crate::promise::promise;

/// Sends `{action, id, tag, data}`; a failure is a warning.
pub(crate) async fn send(host: &Host, to: &str, notification: &Js, data: &Js, action: &str) {
    let body = Js::empty();
    body.set_text("action", action);
    body.set_text_if("id", data.text("id").as_deref());
    body.set_text_if("tag", notification.text("tag").filter(|tag| !tag.is_empty()).as_deref());
    if let Some(data) = data.get("data") {
        body.set_value("data", &data);
    }
    let sent = host.within(&post(to, &body.record_to_json()));
    let ok = JsFuture::from(sent).await.unwrap_or_default();
    if !ok.is_truthy() {
        host.note(Note::AnswerFailed, to);
    }
}

/// Posts JSON; resolves with whether the server took it.
fn post(to: &str, json: &str) -> Promise {
    let (request, headers) = (RequestInit::new(), Js::empty());
    headers.set_text("Content-Type", "application/json");
    request.set_method("POST");
    request.set_body(&json.into());
    request.set_headers(&headers.0);
    // What browsers do by themselves since Firefox 61.
    request.set_credentials(RequestCredentials::SameOrigin);
    let asked: Promise = scope::scope().fetch_with_str_and_init(to, &request).unchecked_into();
    promise(Box::pin(async move {
        let response: Response = JsFuture::from(asked).await?.unchecked_into();
        Ok(JsValue::from(response.ok()))
    }))
}
