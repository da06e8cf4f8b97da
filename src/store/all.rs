//! Reading.

use wasm_bindgen::JsValue;
use web_sys::IdbTransactionMode;

use super::Shelf;
use super::change::{reading, step};
use crate::foreign::Js;

/// All records of a shelf, by their keys: the log's oldest first.
pub(crate) async fn all(shelf: Shelf) -> Result<Vec<Js>, JsValue> {
    let (found, decide) = reading();
    step(shelf, IdbTransactionMode::Readonly, decide).await?;
    Ok(found.take())
}
