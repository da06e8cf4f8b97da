//! One transaction.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::{IdbObjectStore, IdbTransactionMode};

use super::{Database, Shelf};

/// Runs `work` in one transaction. The promise settles when the data is on disk, with what `work`
/// gave.
pub(super) fn transaction(
    database: &Database,
    shelf: Shelf,
    mode: IdbTransactionMode,
    work: impl FnOnce(&IdbObjectStore) -> Result<JsValue, JsValue>,
) -> Promise {
    let begin = || {
        let transaction = database.0.transaction_with_str_and_mode(shelf.name(), mode)?;
        let value = work(&transaction.object_store(shelf.name())?)?;
        Ok::<_, JsValue>(Promise::new(&mut |resolve, reject| {
            let done = resolve.bind1(&JsValue::UNDEFINED, &value);
            transaction.set_oncomplete(Some(done.unchecked_ref()));
            transaction.set_onabort(Some(&reject));
            transaction.set_onerror(Some(&reject));
        }))
    };
    begin().unwrap_or_else(|error| Promise::reject(&error))
}
