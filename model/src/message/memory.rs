//! What the worker remembers of the pushes that it handled.

use crate::platform::{AppType, Platform};
use crate::{Sink, Value};

/// How many ids are kept: a repeat comes soon or never.
const KEEP: usize = 50;
/// Pushes without a notification until a KaiOS 3 web app loses its subscription
/// (`dom.push.maxQuotaPerSubscription`).
pub const QUOTA: u32 = 16;

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
    /// Pushes since the last one that showed something.
    pub silent: u32,
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
        }
    }

    /// Writes its record.
    pub fn write<S: Sink>(&self, out: &S) {
        out.set_text("id", Self::NAME);
        out.set_text("seen", &self.seen);
        out.set_number("silent", self.silent);
    }

    /// Whether a push of this id was handled before. KaiOS 2.5 may deliver one twice, and 3 drops
    /// repeats by a number that no app sees.
    pub fn knows(&self, id: &str) -> bool {
        self.seen.as_bytes().split(is_end).any(|seen| seen == id.as_bytes())
    }

    /// Notes what became of a push; false when that changes nothing.
    pub fn handled(&mut self, id: Option<&str>, shown: bool) -> bool {
        let before = self.silent;
        self.silent = if shown { 0 } else { before.saturating_add(1) };
        let Some(id) = id.filter(|id| !self.knows(id)) else { return self.silent != before };
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
    fn silence_is_counted_until_something_shows() {
        let mut memory = Memory::default();
        assert!(!memory.handled(None, true), "nothing to write");
        assert!(memory.handled(None, false) && memory.handled(Some("a"), false));
        assert_eq!(memory.silent, 2);
        assert!(memory.handled(Some("a"), false), "a repeat shows nothing, too");
        assert_eq!(memory.silent, 3);
        assert!(memory.handled(Some("a"), true));
        assert_eq!(memory.silent, 0);
    }

    #[test]
    fn it_survives_its_record() {
        let mut memory = Memory::default();
        memory.handled(Some("a b"), false);
        let record = JsonSink::empty();
        memory.write(&record);
        let records = [json!({ "id": "subscription" }), record.finish()];
        assert_eq!(Memory::find(&records), memory);
        assert_eq!(Memory::find(&records[..1]), Memory::default());
        let foreign = [json!({ "id": "pushes", "seen": [1], "silent": "x" })];
        assert_eq!(Memory::find(&foreign), Memory::default());
    }
}
