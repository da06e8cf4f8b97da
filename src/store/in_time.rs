//! A storage that does not answer.

use std::cell::Cell;

use js_sys::Promise;
use wasm_bindgen::JsValue;

use crate::limit::{Limited, within};

/// Longer than any answer takes, and short enough for somebody who waits for a screen.
const PATIENCE: u32 = 3_000;

thread_local! {
    /// It has kept somebody waiting in vain: nobody else has to wait.
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Waits for the storage, but not for ever.
///
/// # Errors
/// As `work` does, and when there is no answer.
pub(crate) async fn in_time(work: &Promise) -> Result<JsValue, JsValue> {
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
