//! A system message of KaiOS 3 and 4: alarms, activities and others.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::Host;
use crate::foreign::Js;

/// What the system says.
#[derive(Clone, PartialEq, Debug)]
pub struct SystemMessage {
    /// Its name, such as `alarm`.
    pub name: String,
    /// What it is about.
    pub data: Option<Js>,
    /// Of an `activity`: KaiOS' `WebActivityRequestHandler`, which takes the answer.
    pub handler: Option<Js>,
}

/// Lives as long as the worker.
type Handler = &'static dyn Fn(SystemMessage) -> Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// Set once when the worker starts; a plain cell for the reason given in handler.rs.
    static HANDLER: Cell<Option<Handler>> = const { Cell::new(None) };
}

/// Lets the app handle system messages that a page has subscribed to. Call it when the worker's
/// wasm starts. KaiOS 2.5 has none in workers.
///
/// ```no_run
/// use kaipush::worker;
/// worker::on_system_message(|message| async move {
///     if message.name == "alarm" { /* … */ }
/// });
/// ```
pub fn on_system_message<F, A>(handler: F)
where
    F: Fn(SystemMessage) -> A + 'static,
    A: Future<Output = ()> + 'static,
{
    HANDLER.set(Some(Box::leak(Box::new(move |message| Box::pin(handler(message)) as _))));
}

/// Hands the message to the app, which may take half of the deadline.
pub(crate) async fn system_message(event: Js, host: Host) -> Result<JsValue, JsValue> {
    let told = event.get("data");
    let name = event.text("name").unwrap_or_default();
    let handler = told.as_ref().filter(|_| name == "activity");
    // Reading data that is no JSON throws, as does asking for a handler where there is none.
    let call = |told: &Js, method| told.call(method, &JsValue::UNDEFINED).ok().map(Js);
    let some = |given: &Js| !given.0.is_undefined() && !given.0.is_null();
    let message = SystemMessage {
        data: told.as_ref().and_then(|told| call(told, "json")).filter(some),
        handler: handler.and_then(|told| call(told, "webActivityRequestHandler")).filter(some),
        name,
    };
    let done = match HANDLER.get() {
        Some(handler) => host.lets_work(handler(message), ""),
        None => {
            let argument = Js::empty();
            argument.set_text("name", &message.name);
            if let Some(data) = &message.data {
                argument.set_value("data", data);
            }
            if let Some(handler) = &message.handler {
                argument.set_value("handler", handler);
            }
            host.ask("onsystemmessage", &argument.0)
        }
    };
    JsFuture::from(done).await
}
