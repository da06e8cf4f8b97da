//! A notification was closed.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use kaipush_model::click::How;
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::Host;
use crate::foreign::Js;

/// A notification that has ended.
#[derive(Clone, PartialEq, Debug)]
pub struct Closed {
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
    /// Its tag; empty where it had none.
    pub tag: String,
    /// The app's own data.
    pub data: Option<Js>,
    /// The button that ended it; empty for none.
    pub action: String,
    /// What ended it.
    pub how: How,
}

/// Lives as long as the worker.
type Handler = &'static dyn Fn(Closed) -> Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// Set once when the worker starts; a plain cell for the reason given in handler.rs.
    static HANDLER: Cell<Option<Handler>> = const { Cell::new(None) };
}

/// Tells the app how each notification ended. Call it when the worker's wasm starts. It may take half of
/// the deadline. Older builds of KaiOS 2.5 tell of no end.
///
/// ```no_run
/// use kaipush::{model::click::How, worker};
/// worker::on_close(|closed| async move {
///     if closed.how == How::User { /* … */ }
/// });
/// ```
pub fn on_close<F, A>(handler: F)
where
    F: Fn(Closed) -> A + 'static,
    A: Future<Output = ()> + 'static,
{
    HANDLER.set(Some(Box::leak(Box::new(move |closed| Box::pin(handler(closed)) as _))));
}

/// Tells the app's `onclose` how it ended and writes it down. Older builds of 2.5 never come here.
pub(crate) async fn close(event: Js, host: Host) -> Result<JsValue, JsValue> {
    let closed = event.get("notification").unwrap_or_else(Js::empty);
    #[cfg(feature = "closings")]
    let how = super::traces::ended(&closed).await;
    #[cfg(feature = "reports")]
    super::reports::closed(&host, &closed, how).await;
    #[cfg(feature = "closings")]
    let Some(how) = how else { return Ok(JsValue::UNDEFINED) };
    #[cfg(not(feature = "closings"))]
    let how = How::Unknown;
    told(&host, &closed, how, "").await;
    Ok(JsValue::UNDEFINED)
}

/// Tells the app of the end of a notification, which may have come by a button, and writes it down
/// where there is a history.
pub(crate) async fn told(host: &Host, closed: &Js, how: How, action: &str) {
    let argument = described(closed, action);
    let text = |name| argument.text(name).unwrap_or_default();
    #[cfg(feature = "history")]
    let record = {
        let record = described(closed, action);
        record.set_text("kind", "closed");
        record.set_value("at", &Js(js_sys::Date::now().into()));
        record.set_flag("shown", true);
        record.set_text("how", how.as_str());
        record
    };
    let asked = match HANDLER.get() {
        Some(handler) => {
            let (title, body, tag) = (text("title"), text("body"), text("tag"));
            let (data, action) = (argument.get("data"), action.to_owned());
            let closed = Closed { title, body, tag, data, action, how };
            host.lets_work(handler(closed), &text("tag"))
        }
        None => host.ask_about("onclose", &argument.0, how.as_str()),
    };
    let _ = JsFuture::from(asked).await;
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
