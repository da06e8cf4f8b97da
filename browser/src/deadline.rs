//! Waiting with an end.

use std::time::{Duration, Instant};

/// How often a condition is looked at: less than a push takes to arrive.
const PAUSE: Duration = Duration::from_millis(20);

/// A moment after which waiting is given up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    /// The moment `timeout` from now.
    pub(crate) fn after(timeout: Duration) -> Self {
        Self(Instant::now() + timeout)
    }

    /// Waits a little; false when the time is up.
    pub(crate) async fn pause(self) -> bool {
        let left = self.0.saturating_duration_since(Instant::now());
        tokio::time::sleep(PAUSE.min(left)).await;
        !left.is_zero()
    }
}
