//! Which worker shows a push: KaiOS 2.5 may hand it to two at the same moment.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Promise};
use kaipush_model::message::{self, Taken};
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;

use super::Host;
use crate::foreign::Js;
use crate::limit::{Limited, pause, within};
use crate::promise::promise;
use crate::store::{Change, Shelf, change_in_time};

/// Of the deadline, what somebody may take a push for: its handler has half of it, and a page in front a
/// quarter at most. Who waits for that in vain has the rest.
const LEASE: f64 = 0.75;

/// Milliseconds in which a storage says whose it is: one that does not answer must not cost a part of the quota,
/// which is what three seconds without a notification do.
const PATIENCE: u32 = 1_000;

/// Milliseconds after which it is looked at again.
const PAUSE: f64 = 200.0;

thread_local! {
    /// The disk was full the last time, so that who reads does not know who else has read.
    static FULL: Cell<bool> = const { Cell::new(false) };
}

/// Takes the push of this id; `None` where it was handled before, here or in another worker, which may be
/// about to show it. False without storage: then nobody knows of the other.
pub(crate) async fn take(host: &Host, id: &str) -> Option<bool> {
    let lease = LEASE * Js(host.settings()).number("deadline").unwrap_or_default();
    loop {
        let taken = Rc::new(Cell::new(Taken::Ours));
        let mut decided = None;
        let read = Promise::new(&mut |resolve, _| decided = Some(resolve));
        let (found, id) = (taken.clone(), id.to_owned());
        let decide = move |records: Vec<Js>| {
            let now = js_sys::Date::now();
            found.set(message::take(&records, &id, now, lease));
            // Nobody else reads before this is written, so nobody has to wait until it is on disk.
            let _ = decided.filter(|_| !FULL.get()).map(|d| d.call0(&JsValue::UNDEFINED));
            if found.get() != Taken::Ours {
                return Vec::new();
            }
            let record = Js::empty();
            message::write_take(&id, now + lease, &record);
            let left = message::over(&records, now).into_iter().map(Change::Delete);
            left.chain([Change::Put(record)]).collect()
        };
        let written = promise(async {
            // Settles, too, where the storage is refused.
            let refused = change_in_time(Shelf::State, Box::new(decide)).await.is_err();
            FULL.set(refused);
            Ok(refused.into())
        });
        let asked = within(&Promise::race(&Array::of2(&read, &written)), PATIENCE).await;
        match taken.get() {
            // An answer that comes later changes nothing: it is being shown, as a possible repeat.
            Taken::Ours => {
                return Some(
                    matches!(asked, Limited::Settled(settled) if settled != Ok(JsValue::TRUE)),
                );
            }
            Taken::Handled => return None,
            Taken::Others(left) => pause(left.min(PAUSE) as u32).await,
        }
    }
}
