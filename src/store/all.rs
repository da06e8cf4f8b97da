//! Reading the log; the page does.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{IdbRequest, IdbTransactionMode};

use super::{finish, open, transaction};
use crate::foreign::Js;

/// All records, oldest first.
pub(crate) async fn all() -> Result<Vec<Js>, JsValue> {
    let database = open().await?;
    let done = transaction(&database, IdbTransactionMode::Readonly, |store| {
        store.get_all().map(JsValue::from)
    });
    let request: IdbRequest = finish(database, done).await?.unchecked_into();
    let records: Array = request.result()?.unchecked_into();
    Ok(records.iter().map(Js).collect())
}
