//! Reading, deciding and writing as one step, which nobody else can come between: neither another
//! page nor another instance of the worker.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbObjectStore, IdbRequest, IdbTransactionMode};

use super::{Database, Shelf, transaction};
use crate::foreign::Js;

/// What becomes of one record of a shelf whose records have names.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Change {
    /// Writes it, in the place of the one of the same `id`.
    Put(Js),
    /// Removes the one of this `id`.
    Delete(String),
}

/// What decides: from all records of a shelf to what becomes of them.
pub(crate) type Decide = Box<dyn FnOnce(Vec<Js>) -> Vec<Change>>;

/// Gives all records of a shelf to `decide` and carries its changes out.
///
/// # Errors
/// When storage is refused or full; then nothing was changed.
#[cfg(any(feature = "page", feature = "closings", feature = "waiting"))]
pub(crate) async fn change(shelf: Shelf, decide: Decide) -> Result<(), JsValue> {
    step(shelf, IdbTransactionMode::Readwrite, decide).await
}

/// The same, also for those who only read.
pub(super) async fn step(
    shelf: Shelf,
    mode: IdbTransactionMode,
    decide: Decide,
) -> Result<(), JsValue> {
    let database = Database::open().await?;
    let done = transaction(&database, shelf, mode, |store| {
        let request = store.get_all()?;
        let (read, store) = (request.clone(), store.clone());
        let write = Closure::once_into_js(move |_: JsValue| {
            let carried_out =
                decide(records(&read)).into_iter().try_for_each(|change| carry_out(&store, change));
            if carried_out.is_err() {
                // All or nothing; the promise rejects with it.
                let _ = store.transaction().abort();
            }
        });
        request.set_onsuccess(Some(write.unchecked_ref()));
        Ok(JsValue::UNDEFINED)
    });
    JsFuture::from(done).await.map(drop)
}

/// What decides to change nothing, and where it puts what it was given.
pub(super) fn reading() -> (Rc<RefCell<Vec<Js>>>, Decide) {
    let found = Rc::new(RefCell::new(Vec::new()));
    let read = found.clone();
    let decide = Box::new(move |records| {
        read.replace(records);
        Vec::new()
    });
    (found, decide)
}

fn records(read: &IdbRequest) -> Vec<Js> {
    let all = read.result().map(JsValue::unchecked_into::<Array>);
    all.map(|all| all.iter().map(Js).collect()).unwrap_or_default()
}

fn carry_out(store: &IdbObjectStore, change: Change) -> Result<(), JsValue> {
    let request = match change {
        Change::Put(record) => store.put(&record.0)?,
        Change::Delete(id) => store.delete(&id.into())?,
    };
    drop(request);
    Ok(())
}
