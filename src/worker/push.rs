//! A push becomes one notification.

use kaipush_model::Sink;
use kaipush_model::message::Payload;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::PushEvent;

use super::scope::{envelope, pages, platform};
use super::{Host, Message, handler};
use crate::foreign::Js;
use crate::Notification;

/// Event → payload → message → the app's answer → notification → record. What goes wrong on the
/// way rejects, and the shim shows its fallback.
pub(crate) async fn push(event: PushEvent, host: Host) -> Result<JsValue, JsValue> {
    let (message, warnings) = Message::read(payload(&event), &host.fallback());
    host.tell(warnings);
    let shown = handler::decide(&host, message.clone()).await;
    match &shown {
        Some(notification) => show(&host, notification).await?,
        None => host.dropped(),
    }
    // The user has seen it; from here on nothing may fail the event.
    let shown_or_not = shown.as_ref().unwrap_or(&message.notification);
    #[cfg(feature = "history")]
    record(&host, "received", shown_or_not, shown.is_some()).await;
    for page in pages().await {
        let _ =
            page.post_message(&envelope("received", "title", &shown_or_not.title.as_str().into()));
    }
    Ok(JsValue::UNDEFINED)
}

fn payload(event: &PushEvent) -> Payload<Js> {
    let Some(data) = event.data() else { return Payload::Empty };
    let text = data.text();
    match Js::parse(&text) {
        Some(json) if kaipush_model::Value::is_object(&json) => Payload::Json(json),
        _ => Payload::Text(text),
    }
}

async fn show(host: &Host, notification: &Notification) -> Result<(), JsValue> {
    let options = Js::empty();
    host.tell(notification.lower(platform().system, &options));
    #[cfg(feature = "closings")]
    crate::closing::name(&options);
    JsFuture::from(host.show(&notification.title, &options.0)).await.map(drop)
}

/// Writes down what happened, for the app's own list.
#[cfg(feature = "history")]
async fn record(host: &Host, kind: &str, what: &Notification, shown: bool) {
    let record = Js::empty();
    record.set_text("kind", kind);
    record.set_value("at", &Js(js_sys::Date::now().into()));
    record.set_text("title", &what.title);
    record.set_text_if("body", what.body.as_deref());
    record.set_text_if("tag", what.tag.as_deref());
    record.set_text_if("url", what.url.as_deref());
    record.set_flag("shown", shown);
    if let Some(data) = &what.data {
        record.set_value("data", data);
    }
    keep(host, kind, &record).await;
}

/// Stores a record; a failure is a warning.
#[cfg(feature = "history")]
pub(crate) async fn keep(host: &Host, kind: &str, record: &Js) {
    if crate::store::add(record).await.is_err() {
        host.note(kaipush_model::error::Note::StoreFailed, kind);
    }
}
