//! What became of earlier pushes, on the shelf that page and worker share.

use std::cell::Cell;
use std::rc::Rc;

use kaipush_model::Sink;
use kaipush_model::message::Memory;
#[cfg(feature = "guard")]
use kaipush_model::message::take_name;
#[cfg(feature = "quota")]
use kaipush_model::{
    error::Note,
    message::{digits, has_quota},
};

use super::Host;
use crate::foreign::Js;
use crate::promise::{Work, whole};
use crate::store::{Change, Shelf, change_in_time};

/// Gecko's `dom.push.quotaUpdateDelay`: so long after a push has come it looks whether anything is shown, and
/// takes one off if not.
#[cfg(feature = "quota")]
const QUOTA_DELAY: f64 = 3_000.0;

/// Whether a push that took so many milliseconds until it was shown has cost the app something all the same.
#[cfg(feature = "quota")]
pub(crate) fn is_late(took: f64) -> bool {
    took > QUOTA_DELAY && has_quota(&super::scope::platform())
}

/// Notes what became of a push. Where storage is refused nothing is remembered; the record of the
/// push fails with it and says so.
pub(crate) fn note(host: &Host, id: Option<String>, shown: bool) -> Work<'_, ()> {
    whole(async move {
        let silent = Rc::new(Cell::new(0));
        let counted = silent.clone();
        let written = change_in_time(
            Shelf::State,
            Box::new(move |records| {
                let mut memory = Memory::find(&records);
                let id = id.as_deref().filter(|_| cfg!(feature = "guard"));
                let changed = memory.handled(id, shown);
                counted.set(memory.silent);
                let mut changes = Vec::new();
                #[cfg(feature = "guard")]
                changes.extend(id.map(|id| Change::Delete(take_name(id))));
                if changed {
                    let record = Js::empty();
                    memory.write(&record);
                    changes.push(Change::Put(record));
                }
                changes
            }),
        );
        let written = written.await.is_ok();
        #[cfg(feature = "quota")]
        if !shown && has_quota(&super::scope::platform()) {
            // The system has counted it also where nobody here can.
            let count = if written { digits(silent.get()) } else { String::new() };
            host.note(Note::QuotaSpent, &count);
        }
        #[cfg(not(feature = "quota"))]
        let _ = (written, host, silent);
    })
}
