//! Who shows a push: KaiOS 2.5 may hand it to both of its workers at the same moment, which share a
//! shelf and no memory.

use super::Memory;
use super::memory::named;
use crate::{Sink, Value};

/// What the names of such records begin with. No fact of another kind has a blank in its name.
const PREFIX: &str = "showing ";

/// Whose a push is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Taken {
    /// Ours to show. The record of [`write_take`] says so to others.
    Ours,
    /// It was handled before.
    Handled,
    /// Somebody else is about to show it, and has so many milliseconds left. Who is killed meanwhile has
    /// not shown it.
    Others(f64),
}

/// Whose the push of this id is at `now`, by the records of the shelf; `lease` is how long anybody takes one
/// for, both in milliseconds.
///
/// ```
/// use kaipush_model::{JsonSink, Sink, message::{Taken, take, write_take}};
/// let (now, lease) = (1_800_000_000_000.0, 7_000.0);
/// assert_eq!(take::<serde_json::Value>(&[], "m-1042", now, lease), Taken::Ours);
/// let record = JsonSink::empty();
/// write_take("m-1042", now + lease, &record);
/// let records = [record.finish()];
/// assert_eq!(take(&records, "m-1042", now + 1_000.0, lease), Taken::Others(6_000.0));
/// ```
pub fn take<V: Value>(records: &[V], id: &str, now: f64, lease: f64) -> Taken {
    if Memory::find(records).knows(id) {
        return Taken::Handled;
    }
    let taken = named(records, &take_name(id));
    let left = taken.and_then(|one| one.number("until")).map_or(0.0, |until| until - now);
    // Longer than anybody takes it: the clock was set back since.
    if left > 0.0 && left <= lease { Taken::Others(left) } else { Taken::Ours }
}

/// Writes down that somebody shows the push of this id, until then.
pub fn write_take<S: Sink>(id: &str, until: f64, out: &S) {
    out.set_text("id", &take_name(id));
    out.set_time("until", until);
}

/// The name of that record, to be removed when the push was handled.
pub fn take_name(id: &str) -> String {
    [PREFIX, id].concat()
}

/// The names of those that are over: whoever wrote them was killed.
pub fn over<V: Value>(records: &[V], now: f64) -> Vec<String> {
    let mut over = Vec::new();
    for record in records {
        let name = record.text("id").filter(|name| name.starts_with(PREFIX));
        if record.number("until").is_none_or(|until| until <= now) {
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

    fn taken(until: f64) -> Json {
        let record = JsonSink::empty();
        write_take("m", until, &record);
        record.finish()
    }

    #[test]
    fn it_is_the_first_ones_until_that_is_over() {
        for (until, expected) in [
            (NOW + 1.0, Taken::Others(1.0)),
            (NOW + LEASE, Taken::Others(LEASE)),
            (NOW, Taken::Ours),
            (NOW + LEASE + 1.0, Taken::Ours),
        ] {
            let records = [json!({ "id": "config" }), taken(until)];
            assert_eq!(take(&records, "m", NOW, LEASE), expected, "{until}");
            assert_eq!(take(&records, "other", NOW, LEASE), Taken::Ours);
        }
    }

    #[test]
    fn what_was_handled_is_nobodys() {
        let mut memory = Memory::default();
        memory.handled(Some("m"), true);
        let record = JsonSink::empty();
        memory.write(&record);
        let records = [taken(NOW + 1.0), record.finish()];
        assert_eq!(take(&records, "m", NOW, LEASE), Taken::Handled);
    }

    #[test]
    fn what_the_killed_left_is_found() {
        let broken = json!({ "id": "showing x", "until": "soon" });
        let records = [json!({ "id": "config" }), taken(NOW), taken(NOW + 1.0), broken];
        assert_eq!(over(&records, NOW), ["showing m", "showing x"]);
    }
}
