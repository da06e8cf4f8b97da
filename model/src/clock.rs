//! Clocks that stand in 1970, as those of phones do that were without power, until the network sets them.

/// Seconds since 1970 that every clock is past that was set since kaipush is there.
const SET: f64 = 1_700_000_000.0;

/// Whether it is known which of these, in seconds since 1970, was first: the clock was set for both, or, as far as
/// anybody can tell, for neither.
pub(crate) fn comparable(a: f64, b: f64) -> bool {
    is_set(a) == is_set(b)
}

/// Whether a clock that shows this was set.
pub(crate) fn is_set(seconds: f64) -> bool {
    seconds >= SET
}
