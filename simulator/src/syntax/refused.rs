//! The answer about a script that an engine can't read.

use std::fmt;

/// A place in a script, and why the engine stops there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The script.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in UTF-16 units as in a browser's own messages.
    pub column: u32,
    /// What is there.
    pub reason: Reason,
}

/// Why a script is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Syntax of a later Firefox.
    TooNew {
        /// What it is called.
        feature: &'static str,
        /// The first Firefox that reads it; none where there is no such Firefox yet.
        since: Option<u16>,
        /// The engine's own version.
        engine: u16,
    },
    /// No JavaScript at all, in a parser's words.
    Unreadable(String),
}

impl Refused {
    /// A script to run instead: it throws what the engine would, and nothing else happens. It is
    /// read by every engine.
    pub fn script(&self) -> String {
        // JSON, but for two line ends that were none in strings until ES2019.
        let text = serde_json::Value::from(self.to_string()).to_string();
        let text = text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        format!("throw new SyntaxError({text});\n")
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, reason } = self;
        write!(f, "{file}:{line}:{column}: ")?;
        match reason {
            Reason::TooNew { feature, since: Some(since), engine } => {
                write!(f, "{feature}: needs Firefox {since}, this engine is of Firefox {engine}")
            }
            Reason::TooNew { feature, since: None, .. } => {
                write!(f, "{feature}: no Firefox has it")
            }
            Reason::Unreadable(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Refused {}

/// Line and column of a byte in a text.
pub(super) fn place(source: &str, at: usize) -> (u32, u32) {
    let before = source.get(..at).unwrap_or(source);
    // A line also ends with what JavaScript, but not every editor, takes for an end.
    let lines = before.replace("\r\n", "\n");
    let mut lines = lines.split(['\n', '\r', '\u{2028}', '\u{2029}']);
    let last = lines.next_back().unwrap_or_default();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1);
    (number(lines.count()), number(last.encode_utf16().count()))
}
