//! The key in an app's js/config.js, where the template has it.

use kaipush_model::error::Note;
use kaipush_model::key::Key;
use kaipush_simulator::syntax::text_of;

use super::files::Files;

/// Where apps like the template have key and address.
pub const CONFIG: &str = "js/config.js";

/// What is written there: none where the file, or a `var config` with such a text in it, is not.
pub struct ConfigKey(Option<String>);

impl ConfigKey {
    /// Reads it.
    pub fn read(files: &Files) -> Self {
        let mut configs = files.texts(&[CONFIG]).read.into_iter();
        let config = configs.find(|(name, _)| name == CONFIG);
        Self(config.and_then(|(_, text)| text_of(&text, "config", "key")))
    }

    /// Why no phone could subscribe with it, in words.
    pub fn problem(&self) -> Option<String> {
        let key = self.0.as_deref().filter(|key| !is_empty(key))?;
        let problem = Key::parse(key).err()?;
        Some(format!("{CONFIG}: key: {problem}"))
    }

    /// What it means that there is none, in words.
    pub fn note(&self) -> Option<String> {
        let is_missing = self.0.as_deref().is_some_and(is_empty);
        is_missing.then(|| {
            format!("{CONFIG}: key: {} `kaipush keys` makes a pair.", Note::NoKey.advice())
        })
    }
}

fn is_empty(key: &str) -> bool {
    key.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::files::with;
    use super::*;

    const GOOD: &str =
        "BF7_KAxbQWoYtHwB7YnL0BlSQ-tvfmWrbp6Z9pUC_8kAdBUDv2QAZ4QScnQjwS982cpV5mqtT6QebWQLP5GpGwM";

    #[test]
    fn a_key_that_is_none_is_a_problem_and_no_key_is_a_note() {
        let read = |key: &str| {
            let config = format!("var config = {{ key: {key}, reportTo: '' }};");
            with(&[(CONFIG, &config), ("lib/js/config.js", "")], ConfigKey::read)
        };
        for (key, problem, is_noted) in [
            (format!("'{GOOD}'"), None, false),
            (format!("'{}'", &GOOD[..80]), Some("js/config.js: key: "), false),
            (
                "'4cjKnRevSuxLh6KHBEQzG9I3pzM_LFZwyxkqBsW1Kdg'".to_owned(),
                Some("js/config.js: key: This looks like the private key"),
                false,
            ),
            ("' '".to_owned(), None, true),
            ("KEY".to_owned(), None, false),
        ] {
            let found = read(&key);
            let told = found.problem();
            let is_as_told = match problem {
                Some(says) => told.as_deref().is_some_and(|told| told.starts_with(says)),
                None => told.is_none(),
            };
            assert!(is_as_told && found.note().is_some() == is_noted, "{key}: {told:?}");
        }
        let none = with(&[("js/app.js", "")], ConfigKey::read);
        assert!(none.problem().is_none() && none.note().is_none());
    }
}
