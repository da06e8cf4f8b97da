//! What the page subscribed with and who knows of it, remembered across starts.

use kaipush_model::subscription::Remembered;
use kaipush_model::{Sink, Value};
use web_sys::Storage;

use crate::foreign::Js;

const NAME: &str = "kaipush.subscription";

/// The page's storage; `None` where it is switched off, which makes the getter throw.
pub(crate) fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

pub(crate) fn load() -> Option<Remembered> {
    let record = Js::parse(&storage()?.get_item(NAME).ok()??)?;
    Some(Remembered {
        endpoint: record.text("endpoint")?,
        key: record.text("key"),
        reported_to: record.text("reportedTo"),
        replaces: record.text("replaces"),
    })
}

/// What is remembered is a fact to compare with, never a wish: first what the browser gave, then,
/// when it has answered, that the server knows.
pub(crate) fn save(remembered: &Remembered) {
    let record = Js::empty();
    record.set_text("endpoint", &remembered.endpoint);
    record.set_text_if("key", remembered.key.as_deref());
    record.set_text_if("reportedTo", remembered.reported_to.as_deref());
    record.set_text_if("replaces", remembered.replaces.as_deref());
    if let Some(storage) = storage() {
        // A full storage only means that the report is made again at the next start.
        let _ = storage.set_item(NAME, &record.to_json());
    }
}

pub(crate) fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(NAME);
    }
}
