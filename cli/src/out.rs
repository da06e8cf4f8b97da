//! What a command has to say, and where it writes.

use std::fmt::Display;
use std::io::{Write as _, stdout};
use std::path::Path;

use anyhow::{Context as _, Result};

/// Writes a line on the standard output, which may be a file or a pipe that fails.
///
/// # Errors
/// Where it can't be written, such as to a pipe that nobody reads any more.
pub fn line(text: impl Display) -> Result<()> {
    writeln!(stdout(), "{text}").context("cannot write to the standard output")
}

/// A path as it is typed: in quotes where a blank would make two of it.
pub fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(char::is_whitespace) { format!("'{path}'") } else { path }
}

/// The folder that a file lies in, or will.
pub fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
