//! What the page remembers for the app's own question ([`Ask`]); in memory where there is no storage.

use std::cell::{Cell, RefCell};

use gloo::timers::callback::Timeout;
use kaipush_model::Sink;
use kaipush_model::permission::{Answer, Ask, Past};

use super::changes::suspect;
use crate::apart::named;
use crate::foreign::Js;
use crate::local::{session, storage};

const NAME: &str = "kaipush.asked";
/// Seconds that an app is open at the most, as far as anybody waits for it.
const LONGEST: u32 = 86_400;
/// In the storage of the session, which a reload does not end.
const VISIT: &str = "kaipush.visit";

thread_local! {
    /// What the storage did not take.
    static PAST: RefCell<Option<Past>> = const { RefCell::new(None) };
    static VISITED: Cell<bool> = const { Cell::new(false) };
}

/// Counts this start of the app, once.
pub(crate) fn visit() {
    if VISITED.replace(true) {
        return;
    }
    let past = past();
    let session = session();
    let is_reload =
        session.as_ref().is_some_and(|session| session.get_item(&named(VISIT)) != Ok(None));
    if is_reload && past != Past::default() {
        return;
    }
    if let Some(session) = session {
        // Refused, it only means that a reload counts.
        let _ = session.set_item(&named(VISIT), "1");
    }
    keep(past.visited(now()));
}

/// Whether this is a good moment for the app's own question.
pub(crate) fn may(rule: &Ask) -> bool {
    rule.may(&past(), now())
}

/// Has the state looked at anew when the time has come that the rule asks for, where that may be while the app is
/// still open.
pub(crate) fn when_due(rule: &Ask) {
    let left = rule.left(&past(), now());
    if (1..=LONGEST).contains(&left) {
        // Seconds of the clock may end a moment after those of a timer.
        Timeout::new(left * 1000 + 1000, suspect).forget();
    }
}

/// The user said "not now" to the app's own question.
pub(crate) fn postponed() {
    keep(past().postponed(now()));
}

/// The system's question was answered so, after so many milliseconds.
pub(crate) fn answered(answer: Answer, took: f64) {
    keep(past().answered(answer, took, now()));
}

/// From the storage each time: another page of the app may be open, and may have asked the user meanwhile.
fn past() -> Past {
    PAST.with_borrow(Clone::clone).or_else(stored).unwrap_or_default()
}

fn stored() -> Option<Past> {
    let text = storage()?.get_item(&named(NAME)).ok()??;
    Js::parse(&text).map(|record| Past::read(&record))
}

fn keep(past: Past) {
    let record = Js::empty();
    past.write(&record);
    let kept = storage().is_some_and(|s| s.set_item(&named(NAME), &record.to_json()).is_ok());
    // A storage that is full or gone only means that other pages and the next start know nothing of it.
    PAST.set((!kept).then_some(past));
}

/// Seconds since 1970.
fn now() -> u32 {
    (js_sys::Date::now() / 1000.0) as u32
}
