//! Texts in the user's language.

use js_sys::Object;
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsCast;

use super::{Host, Message};
use crate::foreign::Js;
use crate::seen::global;

/// Puts the app's texts (`kaipush.texts`) in the place of the keys that the payload names.
pub(crate) fn localise(host: &Host, message: &mut Message) {
    if !message.names_texts() {
        return;
    }
    let settings = Js(host.settings());
    let tables = settings.object("texts").unwrap_or_else(Js::empty);
    let first = || Object::keys(tables.0.unchecked_ref::<Object>()).get(0).as_string();
    let default = settings.text("language").or_else(first).unwrap_or_default();
    // On a phone it is the language of the system.
    let language = global("navigator").and_then(|navigator| navigator.text("language"));
    host.tell(message.localise(&tables, &language.unwrap_or_default(), &default));
}
