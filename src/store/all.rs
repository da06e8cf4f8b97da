//! Reading.

use crate::promise::JsFuture;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{IdbRequest, IdbTransactionMode};

use super::{Database, Shelf, transaction};

/// All records of a shelf, by their keys: the log's oldest first.
pub(crate) async fn all(shelf: Shelf) -> Result<Array, JsValue> {
    let database = Database::open().await?;
    let read = transaction(&database, shelf, IdbTransactionMode::Readonly, |store| {
        store.get_all().map(JsValue::from)
    });
    let request: IdbRequest = JsFuture::from(read).await?.unchecked_into();
    request.result().map(JsValue::unchecked_into)
}
