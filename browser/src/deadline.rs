//! Waiting with an end.

use std::time::{Duration, Instant};

/// When a condition is looked at again: at first sooner than a push takes to arrive, then less and
/// less often, for each look costs the browser time that the awaited thing needs.
const FIRST: Duration = Duration::from_millis(15);
const LONGEST: Duration = Duration::from_millis(120);

/// A moment after which waiting is given up.
#[derive(Debug)]
pub(crate) struct Deadline {
    end: Instant,
    pause: Duration,
}

impl Deadline {
    /// The moment `timeout` from now.
    pub(crate) fn after(timeout: Duration) -> Self {
        Self { end: Instant::now() + timeout, pause: FIRST }
    }

    /// Waits a little; false when the time is up.
    pub(crate) async fn pause(&mut self) -> bool {
        let left = self.end.saturating_duration_since(Instant::now());
        tokio::time::sleep(self.pause.min(left)).await;
        self.pause = LONGEST.min(self.pause * 3 / 2);
        !left.is_zero()
    }
}
