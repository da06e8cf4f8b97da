//! What happened, for the panel and for whoever reads along.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

/// What kind of thing a line tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What the user or the phone did.
    Phone,
    /// A push on its way.
    Push,
    /// What the worker was told, and asked for.
    Worker,
    /// The phone lets it pass, but it does not do what it seems to.
    Warning,
    /// Something failed, or was refused.
    Error,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// What kind.
    pub kind: Kind,
    /// The text.
    pub text: String,
}

/// All lines since the start.
#[derive(Debug)]
pub(super) struct Journal {
    lines: Vec<Line>,
    drawn: usize,
    began: u64,
    print: bool,
}

impl Journal {
    /// `print` has each line on the standard output, too.
    pub(super) fn new(print: bool) -> Self {
        Self { lines: Vec::new(), drawn: 0, began: now(), print }
    }

    pub(super) fn add(&mut self, kind: Kind, text: impl Into<String>) {
        let line = Line { at: now(), kind, text: text.into() };
        if self.print {
            #[allow(clippy::cast_precision_loss)] // Hours are far from it.
            let seconds = line.at.saturating_sub(self.began) as f64 / 1000.0;
            let kind = format!("{kind:?}").to_lowercase();
            println!("{seconds:>8.2} s  {kind:<8} {}", line.text);
        }
        self.lines.push(line);
    }

    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The lines that the window has not drawn yet; it has them then.
    pub(super) fn draw(&mut self) -> &[Line] {
        let from = std::mem::replace(&mut self.drawn, self.lines.len());
        &self.lines[from..]
    }
}

/// Milliseconds since 1970.
pub(super) fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |now| u64::try_from(now.as_millis()).unwrap_or(u64::MAX))
}
