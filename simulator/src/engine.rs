//! The engines of KaiOS, and how Firefox plays them: what they lack is taken away.

use crate::syntax;

const GONE: &str = include_str!("../scripts/gone.js");
const REACTIONS: &str = include_str!("../scripts/reactions48.js");
const IDB: &str = include_str!("../scripts/idb48.js");
const WAIT_UNTIL: &str = include_str!("../scripts/waituntil48.js");
const LISTENERS: &str = include_str!("../scripts/listeners48.js");

/// Preferences of Firefox behind which it keeps what KaiOS' fork has (dom/webidl/Notification.webidl of
/// 2.5 and 3). Their defaults differ by Firefox' channel and by the computer's system, so each is set.
pub const PREFERENCES: &[(&str, bool)] = &[
    ("dom.webnotifications.actions.enabled", true),
    ("dom.webnotifications.requireinteraction.enabled", true),
    ("dom.webnotifications.silent.enabled", true),
];

/// A version of Gecko that KaiOS descends from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// KaiOS 2.5.
    Gecko48,
    /// KaiOS 3.0 to 3.2.
    Gecko84,
    /// KaiOS 4.0.
    Gecko123,
}

impl Engine {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Gecko48, Self::Gecko84, Self::Gecko123];

    /// The version, of Gecko and of the Firefox around it.
    pub const fn firefox(self) -> u16 {
        match self {
            Self::Gecko48 => 48,
            Self::Gecko84 => 84,
            Self::Gecko123 => 123,
        }
    }

    /// What stands in front of everything else in a page or a worker, to make Firefox the engine.
    ///
    /// After it, names that are younger than the engine are gone. On Gecko 48, a promise's callbacks
    /// also come too late for an IndexedDB transaction and for `waitUntil`, and a listener has no options.
    pub fn prelude(self) -> String {
        let gone = GONE.replace("/*TABLE*/", self.table());
        match self {
            // One function: the others use what the first has.
            Self::Gecko48 => format!(
                "{gone}\n(function (self) {{\n{REACTIONS}\n{IDB}\n{WAIT_UNTIL}\n{LISTENERS}\n}}(self));\n"
            ),
            Self::Gecko84 | Self::Gecko123 => gone,
        }
    }

    /// The names it lacks: `cargo xtask engines` writes them.
    const fn table(self) -> &'static str {
        match self {
            Self::Gecko48 => include_str!("../engines/firefox48.json"),
            Self::Gecko84 => include_str!("../engines/firefox84.json"),
            Self::Gecko123 => include_str!("../engines/firefox123.json"),
        }
    }

    /// Whether it can read a script; see [`syntax::check`].
    ///
    /// # Errors
    /// With the place and the reason, where it can't.
    pub fn reads(
        self,
        name: &str,
        source: &str,
        kind: syntax::Kind,
    ) -> Result<(), syntax::Refused> {
        syntax::check(name, source, self, kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_of_its_engine() {
        for engine in Engine::ALL {
            let table: serde_json::Value = serde_json::from_str(engine.table()).unwrap();
            assert_eq!(table["firefox"], engine.firefox());
            assert!(table["globals"].as_array().unwrap().len() > 50);
        }
    }

    #[test]
    fn preludes_are_whole() {
        let old = Engine::Gecko48.prelude();
        assert!(old.contains("\"WebAssembly\"") && old.contains("TransactionInactiveError"));
        assert!(!old.contains("/*TABLE*/"));
        assert!(!Engine::Gecko84.prelude().contains("TransactionInactiveError"));
    }
}
