//! What page and worker both have to know, in IndexedDB: the one storage that they share.
//!
//! Written with request callbacks only. Before Firefox 60 a promise's callback ran after the
//! transaction had closed (Bugzilla 1193394), so nothing may be awaited inside one.

#[cfg(feature = "history")]
mod add;
#[cfg(feature = "page")]
mod all;
mod change;
mod database;
mod in_time;
mod transaction;

#[cfg(feature = "page")]
pub(crate) use all::all;
pub(crate) use change::Change;
#[cfg(any(feature = "page", feature = "closings", feature = "waiting"))]
pub(crate) use change::change;
use database::Database;
#[cfg(feature = "history")]
pub(crate) use in_time::add_in_time;
pub(crate) use in_time::{all_in_time, change_in_time};
use transaction::settled;

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
