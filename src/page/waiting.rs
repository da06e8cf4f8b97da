//! Launches that the app has not taken yet, kept over a reload: a page may redirect itself before it
//! listens, and the click must not be lost with it. In the storage of this page alone: another page of
//! the app must not take them, too.

use js_sys::Array;
use kaipush_model::Value;
use kaipush_model::click::{Via, is_fresh};

use super::history::{describe, stored};
use super::launches::Launched;
use crate::foreign::Js;
use crate::local::session;
use crate::{Launch, apart};

const WAITING: &str = "kaipush.waiting";
/// The same before there is a [`Push`](super::Push) that says whose they are.
const EARLY: &str = "kaipush.early";

fn name() -> String {
    if apart::is_set() { apart::named(WAITING) } else { EARLY.into() }
}

/// They are somebody's now.
pub(crate) fn placed() {
    if let Some(storage) = session() {
        let _ = storage.remove_item(EARLY);
    }
}

/// What an earlier page of the app left behind.
pub(crate) fn left() -> Vec<Launched> {
    let now = js_sys::Date::now();
    let read = |record: Js| {
        let at = record.number("at").filter(|at| is_fresh(*at, now))?;
        Some(Launched {
            launch: Launch::read(&record)?,
            via: Via::parse(&record.text("via")?)?,
            at,
        })
    };
    stored(session(), &name()).iter().map(Js).filter_map(read).collect()
}

/// Keeps these, and no others.
pub(crate) fn keep(waiting: &[Launched]) {
    let Some(storage) = session() else { return };
    // A storage that is full or gone only means that a reload loses them.
    let _ = if waiting.is_empty() {
        storage.remove_item(&name())
    } else {
        let records = waiting.iter().filter_map(|one| Js::parse(&describe(one).record_to_json()));
        let list: Array = records.map(|record| record.0).collect();
        storage.set_item(&name(), &Js(list.into()).to_json())
    };
}
