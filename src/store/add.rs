//! Writing to the log; the worker does.

use super::Shelf;
use super::change::writing;
use super::transaction::Work;
use crate::foreign::Js;
use crate::seen::global;

/// How many records are kept: fifty pushes, and the end of each. Keys count up, so the bound is a key range and
/// needs no cursor.
const KEEP: f64 = 100.0;

/// Adds a record and forgets those that are too old.
pub(super) fn adding(record: Js) -> Work {
    let then = |key: Js, log: &Js| {
        if let (Some(key), Some(range)) = (key.0.as_f64(), global("IDBKeyRange")) {
            let old = range.call("upperBound", &(key - KEEP).into())?;
            log.call("delete", &old)?;
        }
        Ok(())
    };
    writing(Shelf::Log, ("add", record.0), Box::new(then))
}
