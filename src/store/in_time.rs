//! A storage that does not answer.

use std::cell::Cell;

use wasm_bindgen::JsValue;

use super::Shelf;
#[cfg(feature = "history")]
use super::add::adding;
use super::change::{Decide, changing, reading};
use super::transaction::{Work, transact};
use crate::foreign::Js;
use crate::limit::{Limited, within};
use crate::promise::promise;

/// Longer than any answer takes, and short enough for somebody who waits for a screen.
const PATIENCE: u32 = 3_000;

thread_local! {
    /// It has kept somebody waiting in vain: nobody else has to wait, until it has answered.
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Reads all records of a shelf; nobody waits for ever.
///
/// # Errors
/// When storage is refused, or does not answer.
pub(crate) async fn all_in_time(shelf: Shelf) -> Result<Vec<Js>, JsValue> {
    let (found, decide) = reading();
    in_time(changing(shelf, "readonly", decide)).await?;
    Ok(found.take())
}

/// Reads, decides and writes as one step; nobody waits for ever.
///
/// # Errors
/// When storage is refused or full, or does not answer.
pub(crate) async fn change_in_time(shelf: Shelf, decide: Decide) -> Result<(), JsValue> {
    in_time(changing(shelf, "readwrite", decide)).await
}

/// Adds a record to the log; nobody waits for ever.
///
/// # Errors
/// When storage is refused or full, or does not answer.
#[cfg(feature = "history")]
pub(crate) async fn add_in_time(record: Js) -> Result<(), JsValue> {
    in_time(adding(record)).await
}

async fn in_time(work: Work) -> Result<(), JsValue> {
    // A change is made all the same when nobody waits for it any more.
    let work = promise(Box::pin(async {
        let done = transact(work).await;
        SILENT.set(false);
        done.map(|()| JsValue::UNDEFINED)
    }));
    if !SILENT.get() {
        match within(&work, PATIENCE).await {
            Limited::Settled(settled) => return settled.map(drop),
            Limited::TooLate => SILENT.set(true),
        }
    }
    Err("IndexedDB does not answer".into())
}
