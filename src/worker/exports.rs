//! The contract with the shim: what `sw/shim.js` calls.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::{Host, click, close, push, renew};
use crate::promise::promise;

/// Handles `push`; settles when the notification is shown, rejects when it is not.
#[wasm_bindgen(js_name = push)]
pub fn handle_push(event: JsValue, host: Host) -> Promise {
    // Now: the work itself begins after the event, and an engine without WebAssembly first has to compile it.
    #[cfg(feature = "guard")]
    crate::store::open_ahead();
    promise(push::push(event.into(), host))
}

/// Handles `notificationclick`; settles when the app is open.
#[wasm_bindgen(js_name = notificationclick)]
pub fn handle_click(event: JsValue, host: Host) -> Promise {
    promise(click::click(event.into(), host))
}

/// Handles `systemmessage` of KaiOS 3 and 4; settles when the app's handler is done.
#[cfg(feature = "system-messages")]
#[wasm_bindgen(js_name = systemmessage)]
pub fn handle_system_message(event: JsValue, host: Host) -> Promise {
    promise(super::system_message::system_message(event.into(), host))
}

/// Writes down that code closes the notification of this name.
#[cfg(feature = "closings")]
#[wasm_bindgen(js_name = closing)]
pub fn note_closing(name: String) -> Promise {
    crate::closing::note(name, false)
}

/// Handles `notificationclose`.
#[wasm_bindgen(js_name = notificationclose)]
pub fn handle_close(event: JsValue, host: Host) -> Promise {
    promise(close::close(event.into(), host))
}

/// Handles `pushsubscriptionchange`; settles when there is a subscription again.
#[wasm_bindgen(js_name = pushsubscriptionchange)]
pub fn handle_change(_event: JsValue, host: Host) -> Promise {
    promise(renew::renew(host))
}

/// Sends what waits in the outbox; the shim calls it when an event has been handled.
#[cfg(feature = "outbox")]
#[wasm_bindgen(js_name = replay)]
pub fn handle_rest(_event: wasm_bindgen::JsValue, host: Host) -> Promise {
    promise(super::replay::replay(host))
}
