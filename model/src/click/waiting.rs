//! Launches that wait in storage, because a message to the app may get lost on its way.

/// So many wait at most; a user does not click more often before the app is open.
const KEEP: usize = 5;
/// Milliseconds. What is older was not taken by the app that it opened, and would only puzzle the user.
const FRESH: f64 = 60_000.0;

/// Whether a launch of this time should still be delivered.
///
/// ```
/// use kaipush_model::click::is_fresh;
/// assert!(is_fresh(1_000.0, 60_999.0));
/// assert!(!is_fresh(1_000.0, 61_000.0));
/// assert!(!is_fresh(90_000.0, 1_000.0)); // the clock was set back: nobody knows
/// ```
pub fn is_fresh(at: f64, now: f64) -> bool {
    let age = now - at;
    (0.0..FRESH).contains(&age)
}

/// Which of those that wait, by their times, must go when one more comes: all that are not fresh, and
/// the oldest where it is too many.
///
/// ```
/// use kaipush_model::click::crowded_out;
/// assert_eq!(crowded_out(&[80_000.0, 5_000.0], 90_000.0), [1]);
/// assert_eq!(crowded_out(&[3.0, 2.0, 4.0, 5.0, 6.0], 7.0), [1]);
/// ```
pub fn crowded_out(waiting: &[f64], now: f64) -> Vec<usize> {
    let mut gone: Vec<usize> = Vec::new();
    let mut oldest = None;
    for (index, at) in waiting.iter().enumerate() {
        if !is_fresh(*at, now) {
            gone.push(index);
        } else if oldest.is_none_or(|(_, time)| *at < time) {
            oldest = Some((index, *at));
        }
    }
    if waiting.len() - gone.len() >= KEEP {
        gone.extend(oldest.map(|(index, _)| index));
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_more_than_five_wait() {
        let mut waiting: Vec<f64> = Vec::new();
        for now in 0..20 {
            let now = f64::from(now);
            let gone = crowded_out(&waiting, now);
            waiting =
                (0..waiting.len()).filter(|at| !gone.contains(at)).map(|at| waiting[at]).collect();
            waiting.push(now);
        }
        assert_eq!(waiting, [15.0, 16.0, 17.0, 18.0, 19.0]);
        assert_eq!(crowded_out(&waiting, 1e9), [0, 1, 2, 3, 4]);
        assert_eq!(crowded_out(&[f64::NAN], 1.0), [0]);
        // Five, of which one is too old: none else has to go.
        assert_eq!(crowded_out(&[1.0, 70_000.0, 70_001.0, 70_002.0, 70_003.0], 80_000.0), [0]);
        // The first of two that are as old.
        assert_eq!(crowded_out(&[3.0, 2.0, 2.0, 4.0, 5.0], 6.0), [1]);
    }
}
