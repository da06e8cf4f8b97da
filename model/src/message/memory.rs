//! What the worker remembers of the pushes that it handled.

use crate::platform::{AppType, Platform};
use crate::{Sink, Value};

/// How many ids are kept: a repeat comes soon or never.
const KEEP: usize = 50;

/// The ids of pushes that were handled, and how many have shown nothing.
///
/// ```
/// use kaipush_model::message::Memory;
/// let mut memory = Memory::default();
/// assert!(memory.handled(Some("m-1042"), true));
/// assert!(memory.knows("m-1042"));
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Memory {
    /// One in a line, the oldest first: smaller than a list, in storage and in the worker's core.
    seen: String,
    /// Pushes that have shown nothing, since the app was opened last. One that shows something gives none of
    /// them back: only a visit does, when the next push comes (`PushRecord.jsm`, `updateQuota`).
    pub silent: u32,
    /// The app was opened since.
    visited: bool,
}

impl Memory {
    /// The name of its record.
    pub const NAME: &'static str = "pushes";

    /// Its record among those of a shelf; nothing is remembered where there is none.
    pub fn find<V: Value>(records: &[V]) -> Self {
        let Some(record) = named(records, Self::NAME) else { return Self::default() };
        Self {
            seen: record.text("seen").unwrap_or_default(),
            silent: record.number("silent").unwrap_or_default() as u32,
            visited: record.flag("visited") == Some(true),
        }
    }

    /// Writes its record.
    pub fn write<S: Sink>(&self, out: &S) {
        out.set_text("id", Self::NAME);
        out.set_text("seen", &self.seen);
        out.set_number("silent", self.silent);
        out.set_flag("visited", self.visited);
    }

    /// Whether a push of this id was handled before. KaiOS 2.5 may deliver one twice, and 3 drops
    /// repeats by a number that no app sees.
    pub fn knows(&self, id: &str) -> bool {
        self.seen.as_bytes().split(is_end).any(|seen| seen == id.as_bytes())
    }

    /// The app is opened; false when that changes nothing.
    pub fn visited(&mut self) -> bool {
        self.silent > 0 && !std::mem::replace(&mut self.visited, true)
    }

    /// Notes what became of a push; false when that changes nothing.
    pub fn handled(&mut self, id: Option<&str>, shown: bool) -> bool {
        let before = (self.silent, self.visited);
        if std::mem::take(&mut self.visited) {
            self.silent = 0;
        }
        self.silent = self.silent.saturating_add(u32::from(!shown));
        let Some(id) = id.filter(|id| !self.knows(id)) else {
            return (self.silent, self.visited) != before;
        };
        if self.seen.bytes().filter(is_end).count() >= KEEP {
            let first = self.seen.bytes().position(|byte| is_end(&byte)).unwrap_or(0);
            self.seen = self.seen.get(first + 1..).unwrap_or("").to_owned();
        }
        self.seen.push_str(id);
        self.seen.push('\n');
        true
    }
}

/// The record of this name.
pub(super) fn named<'a, V: Value>(records: &'a [V], name: &str) -> Option<&'a V> {
    records.iter().find(|one| one.text("id").as_deref() == Some(name))
}

fn is_end(byte: &u8) -> bool {
    *byte == b'\n'
}

/// Whether pushes that show nothing cost the app something: packages are exempt on 3, and 2.5
/// fills the quota up with every push (`PushRecord.jsm` of each).
pub fn has_quota(platform: &Platform) -> bool {
    platform.app_type == AppType::Pwa
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JsonSink;
    use serde_json::json;

    #[test]
    fn fifty_ids_are_known_the_newest() {
        let mut memory = Memory::default();
        for number in 0..60 {
            assert!(memory.handled(Some(&number.to_string()), true));
        }
        assert!(!memory.knows("9") && memory.knows("10") && memory.knows("59"));
    }

    #[test]
    fn silence_is_counted_until_the_app_is_opened() {
        let mut memory = Memory::default();
        assert!(!memory.handled(None, true) && !memory.visited(), "nothing to write");
        assert!(memory.handled(None, false) && memory.handled(Some("a"), false));
        assert_eq!(memory.silent, 2);
        assert!(memory.handled(Some("a"), false), "a repeat shows nothing, too");
        assert!(!memory.handled(Some("a"), true));
        assert_eq!(memory.silent, 3, "what is shown gives nothing back");
        // The app can still see what it was, until the next push.
        assert!(memory.visited() && !memory.visited());
        assert_eq!(memory.silent, 3);
        assert!(memory.handled(None, false));
        assert_eq!(memory.silent, 1);
        assert!(memory.visited() && memory.handled(None, true));
        assert_eq!(memory.silent, 0);
    }

    #[test]
    fn it_survives_its_record() {
        let mut memory = Memory::default();
        memory.handled(Some("a b"), false);
        memory.visited();
        let record = JsonSink::empty();
        memory.write(&record);
        let records = [json!({ "id": "subscription" }), record.finish()];
        assert_eq!(Memory::find(&records), memory);
        assert_eq!(Memory::find(&records[..1]), Memory::default());
        let foreign = [json!({ "id": "pushes", "seen": [1], "silent": "x" })];
        assert_eq!(Memory::find(&foreign), Memory::default());
    }
}
