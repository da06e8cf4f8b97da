//! Which worker shows a push: KaiOS 2.5 may hand it to two at the same moment.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Promise};
use kaipush_model::message::{self, Begun, Taken};
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;

use super::Host;
use crate::foreign::Js;
use crate::limit::{Limited, pause, within};
use crate::promise::promise;
use crate::seen::new_id;
use crate::settings::Settings;
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

/// A push that is ours to show.
pub(crate) struct Held {
    /// It is known that nobody else has it: false without storage.
    pub(crate) known: bool,
    /// Somebody was killed at another one, and may have shown it; the app's server wants to hear of that.
    #[cfg_attr(not(feature = "reports"), expect(dead_code))]
    pub(crate) untold: bool,
}

/// How long one is taken for, in milliseconds.
pub(crate) fn lease(host: &Host) -> f64 {
    LEASE * Js(host.settings()).number("deadline").unwrap_or_default()
}

/// Takes the push of this id; `None` where it was handled before, here or in another worker, which may be
/// about to show it.
pub(crate) async fn take(host: &Host, id: &str) -> Option<Held> {
    let lease = lease(host);
    loop {
        let taken = Rc::new(RefCell::new((Taken::Ours(None), false)));
        let mut decided = None;
        let read = Promise::new(&mut |resolve, _| decided = Some(resolve));
        let (found, id) = (taken.clone(), id.to_owned());
        let decide = move |records: Vec<Js>| {
            let at = js_sys::Date::now();
            let mut whose = message::take(&records, &id, at, lease);
            let mut changes = Vec::new();
            if let Taken::Ours(key) = &mut whose {
                let record = Js::empty();
                let key = key.take().unwrap_or_else(new_id);
                Begun { key, at }.write(&id, &record);
                changes.extend(message::over(&records, at).into_iter().map(Change::Delete));
                changes.push(Change::Put(record));
            }
            let untold = message::died(&records, at, lease) && Settings::tells_events(&records);
            found.replace((whose, untold));
            // Nobody else reads before this is written, so nobody has to wait until it is on disk.
            let _ = decided.filter(|_| !FULL.get()).map(|d| d.call0(&JsValue::UNDEFINED));
            changes
        };
        let written = promise(async {
            // Settles, too, where the storage is refused.
            let refused = change_in_time(Shelf::State, Box::new(decide)).await.is_err();
            FULL.set(refused);
            Ok(refused.into())
        });
        let asked = within(&Promise::race(&Array::of2(&read, &written)), PATIENCE).await;
        match taken.replace((Taken::Handled, false)) {
            // An answer that comes later is none for this one: it is being shown, as a possible repeat.
            (Taken::Ours(_), untold) => {
                let known =
                    matches!(asked, Limited::Settled(settled) if settled != Ok(JsValue::TRUE));
                return Some(Held { known, untold });
            }
            (Taken::Handled, _) => return None,
            (Taken::Others(left), _) => pause(left.min(PAUSE) as u32).await,
        }
    }
}
