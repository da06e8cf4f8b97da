//! What page and worker both have to know, in IndexedDB: the one storage that they share.
//!
//! Written with request callbacks only. Before Firefox 60 a promise's callback ran after the
//! transaction had closed (Bugzilla 1193394), so nothing may be awaited inside one.

#[cfg(feature = "history")]
mod add;
#[cfg(feature = "outbox")]
mod all;
mod change;
mod database;
mod in_time;
mod transaction;

#[cfg(feature = "page")]
pub(crate) use all::all;
#[cfg(feature = "outbox")]
pub(crate) use all::all_in_time;
#[cfg(any(
    feature = "page",
    feature = "outbox",
    feature = "guard",
    feature = "quota",
    feature = "waiting"
))]
pub(crate) use change::Change;
#[cfg(feature = "history")]
pub(crate) use in_time::add_in_time;
pub(crate) use in_time::answers;
#[cfg(any(feature = "page", feature = "waiting"))]
pub(crate) use in_time::change;
#[cfg(any(feature = "outbox", feature = "guard", feature = "quota"))]
pub(crate) use in_time::change_in_time;
#[cfg(feature = "outbox")]
pub(crate) use in_time::is_silent;
pub(crate) use in_time::{change_fact_in_time, fact_in_time};
use transaction::{result, settled};

/// Has the database opened while something else is done. Without storage whoever needs it finds out.
#[cfg(feature = "guard")]
pub(crate) fn open_ahead() {
    drop(database::connection());
}

/// A kind of records, kept apart from the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shelf {
    /// What happened, for the app to list; numbered by the browser.
    Log,
    /// Facts that hold until they change, each under its name (`id`).
    State,
    /// What the app's server has to be told, each operation under its `id`.
    Outbox,
}

impl Shelf {
    const fn name(self) -> &'static str {
        match self {
            Shelf::Log => "log",
            Shelf::State => "state",
            Shelf::Outbox => "outbox",
        }
    }
}
