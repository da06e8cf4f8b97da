//! Clocks that stand in 1970, as those of phones do that were without power, until the network sets them.

/// Seconds since 1970 that every clock is past that was set since kaipush is there.
const SET: f64 = 1_700_000_000.0;

/// Whether the time between these, in seconds since 1970, is known: whether the clock was set for both, or for
/// neither.
pub(crate) fn of_one(a: f64, b: f64) -> bool {
    is_set(a) == is_set(b)
}

/// Whether a clock that shows this was set.
pub(crate) fn is_set(seconds: f64) -> bool {
    seconds >= SET
}
