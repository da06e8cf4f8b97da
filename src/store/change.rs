//! Reading, deciding and writing as one step, which nobody else can come between: neither another
//! page nor another instance of the worker.

use std::cell::RefCell;
use std::rc::Rc;

use kaipush_model::Value;
use wasm_bindgen::prelude::*;

use super::Shelf;
use super::transaction::Work;
#[cfg(any(feature = "page", feature = "closings", feature = "waiting"))]
use super::transaction::transact;
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
    transact(changing(shelf, "readwrite", decide)).await
}

/// The same, also for those who only read.
pub(super) fn changing(shelf: Shelf, mode: &'static str, decide: Decide) -> Work {
    let then = move |all, store: &Js| {
        for change in decide(Js(all).as_list().unwrap_or_default()) {
            match change {
                Change::Put(record) => store.call("put", &record.0)?,
                Change::Delete(id) => store.call("delete", &id.into())?,
            };
        }
        Ok(())
    };
    Work { shelf, mode, begin: ("getAll", JsValue::UNDEFINED), then: Box::new(then) }
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
