//! What the page subscribed with and who knows of it, remembered across starts of page and worker.

use kaipush_model::subscription::Remembered;
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;

use crate::foreign::Js;
use crate::store::{self, Change, Shelf};

/// The record's name among the facts.
const NAME: &str = "subscription";

/// # Errors
/// When storage is refused.
pub(crate) async fn load() -> Result<Option<Remembered>, JsValue> {
    let facts = store::all(Shelf::State).await?;
    let ours = facts.iter().map(Js).find(|fact| fact.text("id").as_deref() == Some(NAME));
    Ok(ours.and_then(|record| read(&record)))
}

/// # Errors
/// When storage is refused or full.
pub(crate) async fn save(remembered: &Remembered) -> Result<(), JsValue> {
    let record = write(remembered);
    store::change(Shelf::State, move |_| vec![Change::Put(record)]).await
}

/// # Errors
/// When storage is refused.
pub(crate) async fn forget() -> Result<(), JsValue> {
    store::change(Shelf::State, |_| vec![Change::Delete(NAME.into())]).await
}

pub(crate) fn read(record: &Js) -> Option<Remembered> {
    Some(Remembered {
        endpoint: record.text("endpoint")?,
        key: record.text("key"),
        reported_to: record.text("reportedTo"),
        replaces: record.text("replaces"),
    })
}

pub(crate) fn write(remembered: &Remembered) -> Js {
    let record = Js::empty();
    record.set_text("id", NAME);
    record.set_text("endpoint", &remembered.endpoint);
    record.set_text_if("key", remembered.key.as_deref());
    record.set_text_if("reportedTo", remembered.reported_to.as_deref());
    record.set_text_if("replaces", remembered.replaces.as_deref());
    record
}
