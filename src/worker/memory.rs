//! What became of earlier pushes, on the shelf that page and worker share.

use std::cell::Cell;
use std::rc::Rc;

#[cfg(feature = "guard")]
use js_sys::{Array, Promise};
use kaipush_model::Sink;
#[cfg(feature = "guard")]
use kaipush_model::Value;
use kaipush_model::message::Memory;
#[cfg(feature = "guard")]
use kaipush_model::message::{Taken, over, take as take_push, take_name, write_take};
#[cfg(feature = "quota")]
use kaipush_model::{
    error::Note,
    message::{QUOTA, digits, has_quota},
};

#[cfg(feature = "guard")]
use wasm_bindgen::JsValue;
#[cfg(feature = "guard")]
use wasm_bindgen_futures::JsFuture;

use super::Host;
use crate::foreign::Js;
#[cfg(feature = "guard")]
use crate::limit::pause;
#[cfg(feature = "guard")]
use crate::promise::promise;
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
    if written && !shown && has_quota(&super::scope::platform()) {
        host.note(Note::QuotaSpent, &[&digits(silent.get()), " of ", &digits(QUOTA)].concat());
    }
    #[cfg(not(feature = "quota"))]
    let _ = (written, host, silent);
}

/// Of the deadline, what somebody may take a push for: its handler has half of it, and a page in front a
/// second. Who waits for that in vain has the rest.
#[cfg(feature = "guard")]
const LEASE: f64 = 0.7;

/// Milliseconds after which it is looked at again.
#[cfg(feature = "guard")]
const PAUSE: f64 = 200.0;

/// Takes the push of this id; false where it was handled before, here or in another worker, which may be
/// about to show it. Without storage nobody knows of the other.
#[cfg(feature = "guard")]
pub(crate) async fn take(host: &Host, id: &str) -> bool {
    let lease = LEASE * Js(host.settings()).number("deadline").unwrap_or_default();
    loop {
        let taken = Rc::new(Cell::new(Taken::Ours));
        let mut decided = None;
        let read = Promise::new(&mut |resolve, _| decided = Some(resolve));
        let (found, id) = (taken.clone(), id.to_owned());
        let decide = move |records: Vec<Js>| {
            let now = js_sys::Date::now();
            found.set(take_push(&records, &id, now, lease));
            // Nobody else reads before this is written, so nobody has to wait until it is on disk.
            let _ = decided.map(|decided| decided.call0(&JsValue::UNDEFINED));
            if found.get() != Taken::Ours {
                return Vec::new();
            }
            let record = Js::empty();
            write_take(&id, now + lease, &record);
            let left = over(&records, now).into_iter().map(Change::Delete);
            left.chain([Change::Put(record)]).collect()
        };
        let written = promise(Box::pin(async {
            // Settles, too, where the storage is refused.
            let _ = change_in_time(Shelf::State, Box::new(decide)).await;
            Ok(JsValue::UNDEFINED)
        }));
        let _ = JsFuture::from(Promise::race(&Array::of2(&read, &written))).await;
        match taken.get() {
            Taken::Ours => return true,
            Taken::Handled => return false,
            Taken::Others(left) => pause(left.min(PAUSE) as u32).await,
        }
    }
}
