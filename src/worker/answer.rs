//! The answer of a button that tells the app's server.

use js_sys::Promise;
use kaipush_model::notification::MARKER;
use kaipush_model::outbox::{Kind, Operation};
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;

use crate::foreign::Js;
use crate::outbox::{now, tell};
use crate::promise::promise;
use crate::seen::new_id;

/// Puts `{action, id, tag, data}` into the outbox, which sends it with its key when the event is done. Begun at
/// once: an app that opens may cost the worker its life. A button's answer is one, also where the user has pressed
/// it twice before the notification was closed.
pub(crate) fn answer(to: &str, notification: &Js, data: &Js, action: &str) -> Promise {
    let body = Js::empty();
    body.set_text("action", action);
    body.copy("id", data);
    body.set_text_if("tag", notification.said("tag").as_deref());
    body.copy("data", data);
    let key = match data.text(MARKER) {
        Some(name) => [&name, " ", action].concat(),
        None => new_id(),
    };
    let operation =
        Operation { body: body.record_to_json(), ..Operation::new(Kind::Answer, key, to, now()) };
    promise(async {
        tell(operation).await;
        Ok(JsValue::UNDEFINED)
    })
}
