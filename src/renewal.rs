//! One renewal at a time: two pages and a worker that start at once must not undo each other's.

use std::cell::Cell;
use std::rc::Rc;

use kaipush_model::{Sink, Value};

use crate::foreign::Js;
use crate::store::change_fact_in_time;

/// The record's name among the facts.
const NAME: &str = "renewal";

/// How long one may take, in milliseconds, where each of its steps has so many: the worker, the push service, and
/// twice the subscription.
pub(crate) fn lease(timeout: u32) -> f64 {
    f64::from(timeout) * 4.0
}

/// Takes it for so many milliseconds, and gives what [`end`] wants; also from somebody who has it for longer
/// than that. Without storage nobody knows of the other.
///
/// # Errors
/// How many milliseconds somebody else has it for.
pub(crate) async fn begin(milliseconds: f64) -> Result<Held, f64> {
    let left = Rc::new(Cell::new(None));
    let taken = left.clone();
    let now = js_sys::Date::now();
    let until = now + milliseconds;
    let asked = change_fact_in_time(
        NAME,
        Box::new(move |renewal| {
            let ends = renewal.as_ref().and_then(|renewal| renewal.number("until"));
            // Longer than anybody takes it: the clock was set back since, or we wait no more.
            taken.set(ends.filter(|ends| *ends > now && *ends <= until).map(|ends| ends - now));
            if taken.get().is_some() {
                return renewal;
            }
            let record = Js::empty();
            record.set_time("until", until);
            Some(record)
        }),
    );
    match (asked.await, left.get()) {
        (Ok(_), Some(left)) => Err(left),
        _ => Ok(Held(until)),
    }
}

/// The right to renew, until this time.
pub(crate) struct Held(f64);

/// Gives it back, unless it was over and somebody else has it now.
pub(crate) async fn end(Held(until): Held) {
    let ours = move |renewal: &Js| renewal.number("until") == Some(until);
    // Where it is refused there is nothing to give back.
    let _ =
        change_fact_in_time(NAME, Box::new(move |renewal| renewal.filter(|one| !ours(one)))).await;
}
