//! Reading the log; the page does.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{IdbRequest, IdbTransactionMode};

use super::{finish, open, transaction};

/// All records, oldest first.
pub(crate) async fn all() -> Result<Array, JsValue> {
    let database = open().await?;
    let done = transaction(&database, IdbTransactionMode::Readonly, |store| {
        store.get_all().map(JsValue::from)
    });
    let request: IdbRequest = finish(database, done).await?.unchecked_into();
    request.result().map(JsValue::unchecked_into)
}
