//! A storage that does not answer.

use std::cell::Cell;

use js_sys::Promise;
use kaipush_model::Value;
use wasm_bindgen::JsValue;

use super::Shelf;
use super::all::all;
use super::change::{Decide, change};
use crate::foreign::Js;
use crate::limit::{Limited, within};
use crate::promise::promise;

/// Longer than any answer takes, and short enough for somebody who waits for a screen.
const PATIENCE: u32 = 3_000;

thread_local! {
    /// It has kept somebody waiting in vain: nobody else has to wait.
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// [`all`], but nobody waits for ever.
///
/// # Errors
/// When storage is refused, or does not answer.
pub(crate) async fn all_in_time(shelf: Shelf) -> Result<Vec<Js>, JsValue> {
    let read = promise(Box::pin(async move { Ok(all(shelf).await?.into()) }));
    Ok(Js(in_time(&read).await?).as_list().unwrap_or_default())
}

/// [`change`], but nobody waits for ever.
///
/// # Errors
/// When storage is refused or full, or does not answer.
pub(crate) async fn change_in_time(shelf: Shelf, decide: Decide) -> Result<(), JsValue> {
    let changed = promise(Box::pin(async move {
        change(shelf, decide).await?;
        Ok(JsValue::UNDEFINED)
    }));
    in_time(&changed).await.map(drop)
}

/// Waits for the storage, but not for ever.
///
/// # Errors
/// As `work` does, and when there is no answer.
async fn in_time(work: &Promise) -> Result<JsValue, JsValue> {
    let silent = || Err("IndexedDB does not answer".into());
    if SILENT.get() {
        return silent();
    }
    match within(work, PATIENCE).await {
        Limited::Settled(settled) => settled,
        Limited::TooLate => {
            SILENT.set(true);
            silent()
        }
    }
}
