//! What can be read off a file: syntax by acorn, APIs and CSS by MDN's compatibility data.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Problem;
use crate::exec;
use crate::tools::Tools;

/// Is every script written in this version of ECMAScript (5, 2015, 2020)?
pub fn syntax(tools: &Tools, ecma: u16, files: &[PathBuf]) -> Result<Vec<Problem>> {
    scan(tools, "levels/syntax.mjs", ecma, files)
}

/// Does every script keep to the APIs of this version of Firefox, those of `workers` to what a
/// service worker has of them?
///
/// Properties that one of the files defines are taken for the app's own in all of them, and global
/// names in all of the same kind.
pub fn apis(
    tools: &Tools,
    firefox: u16,
    pages: &[PathBuf],
    workers: &[PathBuf],
) -> Result<Vec<Problem>> {
    scan(tools, "levels/apis.mjs", firefox, &[pages, &["--".into()], workers].concat())
}

/// Does every style sheet keep to the CSS of this version of Firefox?
pub fn css(tools: &Tools, firefox: u16, files: &[PathBuf]) -> Result<Vec<Problem>> {
    scan(tools, "levels/css.mjs", firefox, files)
}

/// The real paths of these workers of the app in `folder`, and of the scripts they import.
pub(super) fn imports(tools: &Tools, folder: &Path, workers: &[PathBuf]) -> Result<Vec<PathBuf>> {
    if workers.is_empty() {
        return Ok(Vec::new());
    }
    let script = "levels/imports.mjs";
    let answer = exec::run(tools.script(script).arg(folder).args(workers))?;
    serde_json::from_str(&answer)
        .with_context(|| format!("{script} answered something else than files"))
}

fn scan(tools: &Tools, script: &str, level: u16, files: &[PathBuf]) -> Result<Vec<Problem>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let answer = exec::run(tools.script(script).arg(level.to_string()).args(files))?;
    serde_json::from_str(&answer)
        .with_context(|| format!("{script} answered something else than problems"))
}
