//! A notification was closed.

use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::NotificationEvent;

use super::Host;
use super::push::record;
use crate::Notification;
use crate::foreign::Js;

/// Tells the app's `onclose` and writes it down.
///
/// It does not mean that the user dismissed it: Firefox fires `notificationclose` also for a
/// notification that code closed or a newer one replaced. Older builds of 2.5 never fire it.
pub(crate) async fn close(event: NotificationEvent, host: Host) -> Result<JsValue, JsValue> {
    let closed = Js(event.notification().into());
    let data = closed.get("data").and_then(|data| data.get("data"));
    let argument = Js::empty();
    for name in ["title", "body", "tag"] {
        argument.set_text_if(name, closed.text(name).as_deref());
    }
    if let Some(data) = &data {
        argument.set_value("data", data);
    }
    let (mut notification, _) = Notification::read(&argument, "");
    notification.data = data;
    JsFuture::from(host.ask("onclose", &argument.0)).await?;
    record(&host, "closed", &notification, true).await;
    Ok(JsValue::UNDEFINED)
}
