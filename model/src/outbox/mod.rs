//! What the app's server still has to be told, in the order it happened, until it knows.
//!
//! Recorded first, sent then: whoever dies in between, page, worker or browser, leaves the operation
//! to the next. So each arrives at least once, and the server's handling of each is idempotent
//! (docs/server.md).

mod check;
mod claim;
mod event;
mod operation;
mod outcome;
mod queue;
mod request;
mod retry;
mod settle;

pub use check::{Check, REFRESH, Start};
pub use claim::{Claim, claim};
pub use event::{Event, Fate};
pub use operation::{Kind, Lane, Operation};
pub use outcome::{Outcome, REDIRECT, outcome};
pub use queue::{Full, Step, enqueue, hurry, outdated, tell};
pub use request::{body, method};
pub use retry::{backoff, retry_after};
pub use settle::{Answer, settle};

/// A day in milliseconds: nothing waits longer.
pub const DAY: f64 = 86_400_000.0;
