//! Everything that is done with the storage, and a storage that does not answer.

use std::cell::Cell;

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use super::Shelf;
#[cfg(feature = "history")]
use super::add::adding;
#[cfg(any(feature = "outbox", feature = "guard", feature = "quota", feature = "waiting"))]
use super::change::{Decide, changing};
use super::change::{Judge, judging};
use super::database::forget;
use super::transaction::{Work, transact};
#[cfg(feature = "history")]
use crate::foreign::Js;
use crate::limit::{Limited, within};
use crate::promise::promise;

/// Longer than any answer takes, and short enough for somebody who waits for a screen.
const PATIENCE: u32 = 3_000;

/// Milliseconds between two looks whether it has.
const LOOK: u32 = 300;

thread_local! {
    /// It has kept somebody waiting in vain: nobody else has to wait, until it has answered.
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Whether it has kept somebody waiting and not answered since.
#[cfg(feature = "outbox")]
pub(crate) fn is_silent() -> bool {
    SILENT.get()
}

/// Waits until a storage that has kept somebody waiting answers, so many milliseconds at most.
pub(crate) async fn answers(patience: f64) {
    let begun = js_sys::Date::now();
    while SILENT.get() && js_sys::Date::now() - begun < patience {
        crate::limit::pause(LOOK).await;
    }
}

/// Reads, decides and writes as one step.
///
/// # Errors
/// When storage is refused or full; then nothing was changed.
#[cfg(any(feature = "page", feature = "waiting"))]
pub(crate) fn change(shelf: Shelf, decide: Decide) -> JsFuture {
    started(changing(shelf, decide)).into()
}

/// A fact, `undefined` where it is not there; nobody waits for ever.
///
/// # Errors
/// When storage is refused, or does not answer.
pub(crate) fn fact_in_time(name: &'static str) -> JsFuture {
    in_time(Work::reading(Shelf::State, "get", name.into()))
}

/// [`change`]; nobody waits for ever.
///
/// # Errors
/// When storage is refused or full, or does not answer.
#[cfg(any(feature = "outbox", feature = "guard", feature = "quota"))]
pub(crate) fn change_in_time(shelf: Shelf, decide: Decide) -> JsFuture {
    in_time(changing(shelf, decide))
}

/// The same with one fact.
///
/// # Errors
/// When storage is refused or full, or does not answer.
pub(crate) fn change_fact_in_time(name: &'static str, judge: Judge) -> JsFuture {
    in_time(judging(name, judge))
}

/// Adds a record to the log; nobody waits for ever.
///
/// # Errors
/// When storage is refused or full, or does not answer.
#[cfg(feature = "history")]
pub(crate) fn add_in_time(record: Js) -> JsFuture {
    in_time(adding(record))
}

/// A promise, and not a future: what waits for one is small, and the same for all.
pub(super) fn started(work: Work) -> Promise {
    if SILENT.get() {
        // Another connection may be answered.
        forget();
    }
    promise(async {
        let done = transact(work).await;
        SILENT.set(false);
        done
    })
}

pub(super) fn in_time(work: Work) -> JsFuture {
    let limited = promise(async {
        // A change is made all the same when nobody waits for it any more.
        let work = started(work);
        if !SILENT.get() {
            match within(&work, PATIENCE).await {
                Limited::Settled(settled) => return settled,
                Limited::TooLate => SILENT.set(true),
            }
        }
        Err("IndexedDB does not answer".into())
    });
    limited.into()
}
