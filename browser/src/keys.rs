//! Real key events.

use anyhow::Result;
use serde_json::{Value, json};

use crate::command::Request;
use crate::page::Page;

/// WebDriver's code points for named keys, <https://www.w3.org/TR/webdriver2/#keyboard-actions>.
const NAMED: [(&str, char); 28] = [
    ("Backspace", '\u{E003}'),
    ("Tab", '\u{E004}'),
    ("Enter", '\u{E007}'),
    ("Escape", '\u{E00C}'),
    ("PageUp", '\u{E00E}'),
    ("PageDown", '\u{E00F}'),
    ("End", '\u{E010}'),
    ("Home", '\u{E011}'),
    ("ArrowLeft", '\u{E012}'),
    ("ArrowUp", '\u{E013}'),
    ("ArrowRight", '\u{E014}'),
    ("ArrowDown", '\u{E015}'),
    ("Insert", '\u{E016}'),
    ("Delete", '\u{E017}'),
    ("F1", '\u{E031}'),
    ("F2", '\u{E032}'),
    ("F3", '\u{E033}'),
    ("F4", '\u{E034}'),
    ("F5", '\u{E035}'),
    ("F6", '\u{E036}'),
    ("F7", '\u{E037}'),
    ("F8", '\u{E038}'),
    ("F9", '\u{E039}'),
    ("F10", '\u{E03A}'),
    ("F11", '\u{E03B}'),
    ("F12", '\u{E03C}'),
    ("Shift", '\u{E008}'),
    ("Control", '\u{E009}'),
];

impl Page {
    /// Presses and releases a key by its DOM name: a character (`"1"`, `"#"`), a
    /// name of a desktop key (`"Enter"`, `"ArrowDown"`), or one that only phones
    /// have (`"SoftLeft"`, `"MicrophoneToggle"`, `"Call"`). The events are trusted.
    ///
    /// For Firefox, Enter, space and characters are user gestures; F1 and the
    /// phone's keys are not.
    pub async fn press(&self, key: &str) -> Result<()> {
        let Some(value) = desktop_key(key) else {
            self.focus().await?;
            self.session.chrome(include_str!("js/key.js"), &[json!(key)]).await?;
            return Ok(());
        };
        self.command(Request::post("actions", strokes(value))).await?;
        Ok(())
    }

    /// Types a text, key by key.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        let requests = text.chars().map(|key| Request::post("actions", strokes(key)));
        self.session.tab_commands(&self.handle, requests).await?;
        Ok(())
    }
}

fn desktop_key(key: &str) -> Option<char> {
    let mut chars = key.chars();
    if let (Some(character), None) = (chars.next(), chars.next()) {
        return Some(character);
    }
    NAMED.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
}

fn strokes(key: char) -> Value {
    json!({"actions": [{"type": "key", "id": "keyboard", "actions": [
        {"type": "keyDown", "value": key},
        {"type": "keyUp", "value": key},
    ]}]})
}

#[cfg(test)]
mod tests {
    use super::desktop_key;

    #[test]
    fn phone_keys_are_left_to_the_chrome_context() {
        assert_eq!(desktop_key("Enter"), Some('\u{E007}'));
        assert_eq!(desktop_key("#"), Some('#'));
        assert_eq!(desktop_key("SoftLeft"), None);
        assert_eq!(desktop_key(""), None);
    }
}
