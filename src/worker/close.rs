//! A notification was closed.

use kaipush_model::click::How;
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::Host;
use crate::foreign::Js;

/// Tells the app's `onclose` how it ended and writes it down. Older builds of 2.5 never come here.
pub(crate) async fn close(event: Js, host: Host) -> Result<JsValue, JsValue> {
    let closed = event.get("notification").unwrap_or_else(Js::empty);
    #[cfg(feature = "closings")]
    let Some(how) = super::traces::ended(&host, &closed).await else {
        return Ok(JsValue::UNDEFINED);
    };
    #[cfg(not(feature = "closings"))]
    let how = How::Unknown;
    #[cfg(feature = "reports")]
    super::reports::closed(&closed, how).await;
    told(&host, &closed, how, "").await;
    Ok(JsValue::UNDEFINED)
}

/// Tells the app of the end of a notification, which may have come by a button, and writes it down
/// where there is a history.
pub(crate) async fn told(host: &Host, closed: &Js, how: How, action: &str) {
    let argument = described(closed, action);
    #[cfg(feature = "history")]
    let record = {
        let record = described(closed, action);
        record.set_text("kind", "closed");
        record.set_value("at", &Js(js_sys::Date::now().into()));
        record.set_flag("shown", true);
        record.set_text("how", how.as_str());
        record
    };
    let _ = JsFuture::from(host.ask_about("onclose", &argument.0, how.as_str())).await;
    #[cfg(feature = "history")]
    super::push::keep(host, "closed", record).await;
}

fn described(closed: &Js, action: &str) -> Js {
    let object = Js::empty();
    for name in ["title", "body", "tag"] {
        object.copy(name, closed);
    }
    if let Some(data) = closed.get("data") {
        object.copy("data", &data);
    }
    if !action.is_empty() {
        object.set_text("action", action);
    }
    object
}
