//! Reading.

use wasm_bindgen::JsValue;

use super::Shelf;
use super::change::{changing, reading};
use super::transaction::transact;
use crate::foreign::Js;

/// All records of a shelf, by their keys: the log's oldest first.
pub(crate) async fn all(shelf: Shelf) -> Result<Vec<Js>, JsValue> {
    let (found, decide) = reading();
    transact(changing(shelf, "readonly", decide)).await?;
    Ok(found.take())
}
