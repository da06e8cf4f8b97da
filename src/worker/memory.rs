//! What became of earlier pushes, on the shelf that page and worker share.

use std::cell::Cell;
use std::rc::Rc;

use kaipush_model::Sink;
use kaipush_model::message::Memory;
#[cfg(feature = "quota")]
use kaipush_model::{
    error::Note,
    message::{QUOTA, digits, has_quota},
};

use super::Host;
use crate::foreign::Js;
#[cfg(feature = "guard")]
use crate::store::all_in_time;
use crate::store::{Change, Shelf, change_in_time};

/// Notes what became of a push. Where storage is refused nothing is remembered; the record of the
/// push fails with it and says so.
pub(crate) async fn note(host: &Host, id: Option<String>, shown: bool) {
    let silent = Rc::new(Cell::new(0));
    let counted = silent.clone();
    let written = change_in_time(
        Shelf::State,
        Box::new(move |records| {
            let mut memory = Memory::find(&records);
            let changed = memory.handled(id.as_deref().filter(|_| cfg!(feature = "guard")), shown);
            counted.set(memory.silent);
            if !changed {
                return Vec::new();
            }
            let record = Js::empty();
            memory.write(&record);
            vec![Change::Put(record)]
        }),
    );
    let written = written.await.is_ok();
    #[cfg(feature = "quota")]
    if written && !shown && has_quota(&super::scope::platform()) {
        host.note(Note::QuotaSpent, &[&digits(silent.get()), " of ", &digits(QUOTA)].concat());
    }
    #[cfg(not(feature = "quota"))]
    let _ = (written, host, silent);
}

/// Whether a push of this id was handled before.
#[cfg(feature = "guard")]
pub(crate) async fn knows(id: &str) -> bool {
    let records = all_in_time(Shelf::State).await;
    records.is_ok_and(|all| Memory::find(&all).knows(id))
}
