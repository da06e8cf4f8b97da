//! Who shows a push: KaiOS 2.5 may hand it to both of its workers at the same moment, which share a
//! shelf and no memory.

use super::Memory;
use super::memory::named;
use crate::outbox::DAY;
use crate::{Sink, Value};

/// What the names of such records begin with. Those of launches that wait begin with `launch ` (src/kept.rs), the
/// others have no blank.
const PREFIX: &str = "showing ";

/// Whose a push is.
#[derive(Clone, PartialEq, Debug)]
pub enum Taken {
    /// Ours to show. A [`Begun`] among the records says so to others. With the key of one who was killed at it.
    Ours(Option<String>),
    /// It was handled before.
    Handled,
    /// Somebody else is about to show it, and has so many milliseconds left. Who is killed meanwhile may not have
    /// shown it.
    Others(f64),
}

/// What somebody has begun to show and is not done with.
#[derive(Clone, PartialEq, Debug)]
pub struct Begun {
    /// By which the app's server knows the report that it arrived, whoever comes to make that.
    pub key: String,
    /// When it was taken, in milliseconds since 1970.
    pub at: f64,
}

impl Begun {
    /// What the records of the shelf say of the push of this id.
    pub fn find<V: Value>(records: &[V], id: &str) -> Option<Self> {
        Self::read(named(records, &take_name(id))?)
    }

    fn read<V: Value>(record: &V) -> Option<Self> {
        Some(Self { key: record.text("key")?, at: record.number("at")? })
    }

    /// How many milliseconds whoever took it has left at `now`, of the `lease` that it was taken for; 0 where nobody is
    /// at it any more.
    pub fn left(&self, now: f64, lease: f64) -> f64 {
        let left = self.at + lease - now;
        // Longer than anybody takes it: the clock was set back since.
        if left > 0.0 && left <= lease { left } else { 0.0 }
    }

    /// Writes down that somebody has begun with the push of this id.
    pub fn write<S: Sink>(&self, id: &str, out: &S) {
        out.set_text("id", &take_name(id));
        out.set_text("key", &self.key);
        out.set_time("at", self.at);
    }
}

/// Whose the push of this id is at `now`, by the records of the shelf; `lease` is how long anybody takes one
/// for, both in milliseconds.
///
/// ```
/// use kaipush_model::{JsonSink, Sink, message::{Begun, Taken, take}};
/// let (now, lease) = (1_800_000_000_000.0, 7_000.0);
/// assert_eq!(take::<serde_json::Value>(&[], "m-1042", now, lease), Taken::Ours(None));
/// let record = JsonSink::empty();
/// Begun { key: "7f3a".into(), at: now }.write("m-1042", &record);
/// let records = [record.finish()];
/// assert_eq!(take(&records, "m-1042", now + 1_000.0, lease), Taken::Others(6_000.0));
/// assert_eq!(take(&records, "m-1042", now + 7_000.0, lease), Taken::Ours(Some("7f3a".into())));
/// ```
pub fn take<V: Value>(records: &[V], id: &str, now: f64, lease: f64) -> Taken {
    if Memory::find(records).knows(id) {
        return Taken::Handled;
    }
    let Some(begun) = Begun::find(records, id) else { return Taken::Ours(None) };
    let left = begun.left(now, lease);
    if left > 0.0 { Taken::Others(left) } else { Taken::Ours(Some(begun.key)) }
}

/// Whether somebody was killed at another push.
pub fn died<V: Value>(records: &[V], now: f64, lease: f64) -> bool {
    let begun = |record: &&V| record.text("id").is_some_and(|name| name.starts_with(PREFIX));
    let mut begun = records.iter().filter(begun).filter_map(Begun::read);
    begun.any(|one| one.left(now, lease) == 0.0)
}

/// The name of its record, to be removed when the push was handled.
pub fn take_name(id: &str) -> String {
    [PREFIX, id].concat()
}

/// The names of those that nobody comes back to: for a day, whoever took them may have shown them without telling
/// the app's server.
pub fn over<V: Value>(records: &[V], now: f64) -> Vec<String> {
    let mut over = Vec::new();
    for record in records {
        let name = record.text("id").filter(|name| name.starts_with(PREFIX));
        if record.number("at").is_none_or(|at| at + DAY <= now) {
            over.extend(name);
        }
    }
    over
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JsonSink;
    use serde_json::{Value as Json, json};

    const NOW: f64 = 1_800_000_000_000.0;
    const LEASE: f64 = 7_000.0;

    fn taken(at: f64) -> Json {
        let record = JsonSink::empty();
        Begun { key: "k".into(), at }.write("m", &record);
        record.finish()
    }

    #[test]
    fn it_is_the_first_ones_until_that_is_over() {
        let left = || Taken::Ours(Some("k".into()));
        for (at, expected) in [
            (NOW + 1.0 - LEASE, Taken::Others(1.0)),
            (NOW, Taken::Others(LEASE)),
            (NOW - LEASE, left()),
            (NOW + 1.0, left()),
        ] {
            let records = [json!({ "id": "config" }), taken(at)];
            assert_eq!(take(&records, "m", NOW, LEASE), expected, "{at}");
            assert_eq!(take(&records, "other", NOW, LEASE), Taken::Ours(None));
        }
    }

    #[test]
    fn what_was_handled_is_nobodys() {
        let mut memory = Memory::default();
        memory.handled(Some("m"), true);
        let record = JsonSink::empty();
        memory.write(&record);
        let records = [taken(NOW), record.finish()];
        assert_eq!(take(&records, "m", NOW, LEASE), Taken::Handled);
    }

    #[test]
    fn what_the_killed_left_is_found_for_a_day() {
        let broken = json!({ "id": "showing x", "at": "soon" });
        let records = [json!({ "id": "config", "key": "k", "at": 0 }), taken(NOW), broken];
        assert_eq!(Begun::find(&records, "m"), Some(Begun { key: "k".into(), at: NOW }));
        assert_eq!((Begun::find(&records, "x"), Begun::find(&records, "config")), (None, None));
        assert!(died(&records, NOW + LEASE, LEASE) && !died(&records, NOW + 1.0, LEASE));
        assert!(!died(&records[..1], NOW, LEASE));
        assert_eq!(over(&records, NOW + DAY - 1.0), ["showing x"]);
        assert_eq!(over(&records, NOW + DAY), ["showing m", "showing x"]);
    }
}
