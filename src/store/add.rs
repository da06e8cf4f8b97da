//! Writing to the log; the worker does.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbKeyRange, IdbTransactionMode};

use super::{Database, Shelf, transaction};
use crate::foreign::Js;

/// How many records are kept. Keys count up, so the bound is a key range and needs no cursor.
const KEEP: f64 = 50.0;

/// Adds a record and forgets those that are too old.
pub(super) async fn add(record: Js) -> Result<(), JsValue> {
    let database = Database::open().await?;
    let done = transaction(&database, Shelf::Log, IdbTransactionMode::Readwrite, |store| {
        let request = store.add(&record.0)?;
        let (added, log) = (request.clone(), store.clone());
        let trim = Closure::once_into_js(move |_: JsValue| {
            if let Some(key) = added.result().ok().and_then(|key| key.as_f64()) {
                let old = IdbKeyRange::upper_bound(&(key - KEEP).into());
                let _ = old.and_then(|range| log.delete(&range));
            }
        });
        request.set_onsuccess(Some(trim.unchecked_ref()));
        Ok(JsValue::UNDEFINED)
    });
    JsFuture::from(done).await.map(drop)
}
