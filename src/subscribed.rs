//! The browser's push subscription, as page and worker read it.

use kaipush_model::Value;
use kaipush_model::subscription::{Keys, Subscription};
use wasm_bindgen::JsValue;

use crate::foreign::Js;

/// Reads endpoint and keys back; `None` for a subscription without keys, to which nothing can be
/// sent.
pub(crate) fn read(subscription: &JsValue) -> Option<Subscription> {
    let plain = Js::parse(&Js(subscription.clone()).to_json())?;
    let keys = plain.object("keys")?;
    Some(Subscription {
        endpoint: plain.text("endpoint")?,
        keys: Keys { auth: keys.text("auth")?, p256dh: keys.text("p256dh")? },
    })
}
