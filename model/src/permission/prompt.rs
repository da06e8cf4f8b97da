//! When an app may put its own question, before the system puts its one.
//!
//! The system asks once: who says no there has to find the phone's Settings. So an app asks first
//! itself, where "not now" costs nothing, and not on every start.

use super::Answer;
use crate::clock;
use crate::value::whole;
use crate::{Sink, Value};

const DAY: u32 = 24 * 60 * 60;
/// Milliseconds in which nobody reads and closes a dialog. Firefox answers a question that comes
/// outside of a user's gesture at once and by itself, with `default`.
const HUMAN: f64 = 250.0;
/// More refusals than any rule counts, or none would end.
const KEEP: usize = 100;

/// The app's rule for its own question. By default it may be put at the first visit, and when it was
/// put off, again after 7 days, then after 30 more, then never.
///
/// ```
/// use kaipush_model::permission::Ask;
/// let patient = Ask::new().visits(3).after(60).again([14]);
/// assert_ne!(patient, Ask::new());
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    visits: u32,
    after: u32,
    again: Vec<u32>,
}

impl Default for Ask {
    fn default() -> Self {
        Self { visits: 1, after: 0, again: vec![7, 30] }
    }
}

impl Ask {
    /// The members that JavaScript may give.
    pub const MEMBERS: &[&str] = &["visits", "after", "again"];

    /// The default rule.
    pub fn new() -> Self {
        Self::default()
    }
    /// Not before the app's start of this number; 1 by default. A reload is no new start.
    #[must_use]
    pub fn visits(self, visits: u32) -> Self {
        Self { visits, ..self }
    }
    /// Not before so many seconds have passed since the first start; 0 by default.
    #[must_use]
    pub fn after(self, seconds: u32) -> Self {
        Self { after: seconds, ..self }
    }
    /// Days to wait after the first "not now", after the second, and so on; `[7, 30]` by default.
    /// After the last of them, and after the 99th, the question is never put again.
    #[must_use]
    pub fn again(self, days: impl IntoIterator<Item = u32>) -> Self {
        Self { again: days.into_iter().take(KEEP - 1).collect(), ..self }
    }

    /// Reads the rule as JavaScript gives it.
    ///
    /// # Errors
    /// The name of the field that is wrong.
    pub fn read<V: Value>(object: &V) -> Result<Self, &'static str> {
        if !object.is_object() {
            return Err("ask");
        }
        let rule = Self::default();
        let number = |name, place, default| match object.get(name) {
            Some(value) => value.as_number().and_then(whole).ok_or(place),
            None => Ok(default),
        };
        let again = match object.get("again") {
            Some(days) => {
                let days = days.as_list().ok_or("ask.again")?;
                let days = days.iter().map(|day| day.as_number().and_then(whole)).take(KEEP - 1);
                days.collect::<Option<_>>().ok_or("ask.again")?
            }
            None => rule.again,
        };
        Ok(Self {
            visits: number("visits", "ask.visits", rule.visits)?,
            after: number("after", "ask.after", rule.after)?,
            again,
        })
    }

    /// Whether this is a good moment, after all that was. Times are seconds since 1970.
    ///
    /// ```
    /// use kaipush_model::permission::{Ask, Past};
    /// let past = Past::default().visited(1_000);
    /// assert!(Ask::new().may(&past, 1_000));
    /// let past = past.postponed(1_000);
    /// assert!(!Ask::new().may(&past, 1_000 + 6 * 86_400));
    /// assert!(Ask::new().may(&past, 1_000 + 7 * 86_400));
    /// ```
    pub fn may(&self, past: &Past, now: u32) -> bool {
        let noes = past.postponed.len() + past.refused.len();
        let rested = match past.last_no() {
            Some(last) => {
                let days = noes.checked_sub(1).and_then(|at| self.again.get(at));
                days.is_some_and(|days| since(last, now) >= days.saturating_mul(DAY))
            }
            None => true,
        };
        past.visits >= self.visits && self.left(past, now) == 0 && rested
    }

    /// Seconds that are left of those that have to pass since the first start.
    pub fn left(&self, past: &Past, now: u32) -> u32 {
        self.after.saturating_sub(since(past.first, now))
    }
}

/// Seconds since then; none where the clock was set in between.
fn since(time: u32, now: u32) -> u32 {
    if clock::comparable(time.into(), now.into()) { now.saturating_sub(time) } else { 0 }
}

/// What the page remembers of the user and the question. Times are seconds since 1970.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Past {
    visits: u32,
    first: u32,
    postponed: Vec<u32>,
    refused: Vec<u32>,
}

impl Past {
    /// The app was started.
    #[must_use]
    pub fn visited(mut self, now: u32) -> Self {
        if self.visits == 0 {
            self.first = now;
        }
        self.visits = self.visits.saturating_add(1);
        // A phone that was without power may have been in another year: nothing lies in the future, or the
        // question would wait until then; what was when the clock was not set begins now; and while it is not,
        // nothing is known of what was before.
        if clock::is_set(now.into()) {
            let noes = self.postponed.iter_mut().chain(&mut self.refused);
            for time in noes.chain([&mut self.first]) {
                *time = if clock::is_set((*time).into()) { now.min(*time) } else { now };
            }
        }
        self
    }

    /// The user said "not now".
    #[must_use]
    pub fn postponed(mut self, now: u32) -> Self {
        keep(&mut self.postponed, now);
        self
    }

    /// The system's question was answered so, after so many milliseconds. A dialog that was closed
    /// without an answer is a "not now"; who allows it has not refused any more.
    #[must_use]
    pub fn answered(mut self, answer: Answer, took: f64, now: u32) -> Self {
        match answer {
            Answer::Granted => {
                self.postponed.clear();
                self.refused.clear();
            }
            Answer::Denied => keep(&mut self.refused, now),
            Answer::Default if took >= HUMAN => keep(&mut self.postponed, now),
            Answer::Default => {}
        }
        self
    }

    fn last_no(&self) -> Option<u32> {
        self.postponed.iter().chain(&self.refused).max().copied()
    }

    /// Reads what was written; what others left in its place counts as nothing.
    pub fn read<V: Value>(object: &V) -> Self {
        let number = |name| object.number(name).and_then(whole).unwrap_or_default();
        let times = |name| {
            let list = object.list(name).unwrap_or_default();
            list.iter().filter_map(|time| time.as_number().and_then(whole)).take(KEEP).collect()
        };
        Self {
            visits: number("visits"),
            first: number("first"),
            postponed: times("postponed"),
            refused: times("refused"),
        }
    }

    /// Writes it for the next start.
    pub fn write<S: Sink>(&self, out: &S) {
        out.set_number("visits", self.visits);
        out.set_number("first", self.first);
        out.set_numbers("postponed", &self.postponed);
        out.set_numbers("refused", &self.refused);
    }
}

fn keep(times: &mut Vec<u32>, now: u32) {
    if times.len() >= KEEP {
        times.remove(0);
    }
    times.push(now);
}

#[cfg(test)]
mod tests;
