//! What the page remembers for the app's own question ([`Ask`]); in memory where there is no storage.

use std::cell::RefCell;

use kaipush_model::Sink;
use kaipush_model::permission::{Answer, Ask, Past};

use crate::foreign::Js;
use crate::local::storage;

const NAME: &str = "kaipush.asked";
/// In the storage of the session, which a reload does not end.
const VISIT: &str = "kaipush.visit";

thread_local! {
    static PAST: RefCell<Option<Past>> = const { RefCell::new(None) };
}

/// Counts this start of the app, once.
pub(crate) fn visit() {
    if PAST.with_borrow(Option::is_some) {
        return;
    }
    let stored = storage().and_then(|storage| storage.get_item(NAME).ok()?);
    let past = stored.and_then(|text| Js::parse(&text)).map(|record| Past::read(&record));
    let past = past.unwrap_or_default();
    let session = web_sys::window().and_then(|window| window.session_storage().ok()?);
    let is_reload = session.as_ref().is_some_and(|session| session.get_item(VISIT) != Ok(None));
    if is_reload && past != Past::default() {
        return PAST.set(Some(past));
    }
    if let Some(session) = session {
        // Refused, it only means that a reload counts.
        let _ = session.set_item(VISIT, "1");
    }
    keep(past.visited(now()));
}

/// Whether this is a good moment for the app's own question.
pub(crate) fn may(rule: &Ask) -> bool {
    rule.may(&past(), now())
}

/// The user said "not now" to the app's own question.
pub(crate) fn postponed() {
    keep(past().postponed(now()));
}

/// The system's question was answered so, after so many milliseconds.
pub(crate) fn answered(answer: Answer, took: f64) {
    keep(past().answered(answer, took, now()));
}

fn past() -> Past {
    PAST.with_borrow(Clone::clone).unwrap_or_default()
}

fn keep(past: Past) {
    let record = Js::empty();
    past.write(&record);
    PAST.set(Some(past));
    if let Some(storage) = storage() {
        // A storage that is full or gone only means that the next start knows nothing of it.
        let _ = storage.set_item(NAME, &record.to_json());
    }
}

/// Seconds since 1970.
fn now() -> u32 {
    (js_sys::Date::now() / 1000.0) as u32
}
