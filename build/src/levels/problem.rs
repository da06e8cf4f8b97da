//! What a check found.

use std::fmt;
use std::path::PathBuf;

use anyhow::{Result, bail};
use serde::Deserialize;

/// One thing in one file that an engine of the level cannot do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// Its line, from 1; 0 for the whole file.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// What it is and which version it needs.
    pub text: String,
}

impl Problem {
    /// About a file as a whole.
    pub(super) fn of(file: &std::path::Path, text: impl Into<String>) -> Self {
        Self { file: file.to_path_buf(), line: 0, column: 0, text: text.into() }
    }

    /// An error that lists them all, if there are any.
    pub fn none(problems: Vec<Self>) -> Result<()> {
        if problems.is_empty() {
            return Ok(());
        }
        let lines: Vec<_> = problems.iter().map(Self::to_string).collect();
        bail!("{} level problem(s)\n{}", lines.len(), lines.join("\n"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(formatter, "{}: {}", self.file.display(), self.text),
            line => {
                write!(formatter, "{}:{line}:{}: {}", self.file.display(), self.column, self.text)
            }
        }
    }
}
