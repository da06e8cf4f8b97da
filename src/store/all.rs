//! Reading a whole shelf.

use kaipush_model::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::Shelf;
use super::in_time::in_time;
#[cfg(feature = "page")]
use super::in_time::started;
use super::transaction::Work;
use crate::foreign::Js;

/// All records of a shelf, by their keys: the log's oldest first.
///
/// # Errors
/// When storage is refused.
#[cfg(feature = "page")]
pub(crate) async fn all(shelf: Shelf) -> Result<Vec<Js>, JsValue> {
    list(started(reading(shelf)).into()).await
}

/// The same; nobody waits for ever.
///
/// # Errors
/// When storage is refused, or does not answer.
pub(crate) async fn all_in_time(shelf: Shelf) -> Result<Vec<Js>, JsValue> {
    list(in_time(reading(shelf))).await
}

fn reading(shelf: Shelf) -> Work {
    Work::reading(shelf, "getAll", JsValue::UNDEFINED)
}

async fn list(all: JsFuture) -> Result<Vec<Js>, JsValue> {
    Ok(Js(all.await?).as_list().unwrap_or_default())
}
