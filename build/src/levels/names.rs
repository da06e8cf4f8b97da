//! The names a version of Firefox lacks, and since when things are there, by MDN's data.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};

use crate::exec;
use crate::tools::Tools;

/// The versions KaiOS 2.5, 3 and 4.0 descend from.
pub const FIREFOXES: [u16; 3] = [48, 84, 123];

/// The table of names that Firefox got only after this version: JSON, a line for each object.
///
/// `globals`, `workers` (there already, but not in workers) and `handlers` are lists; `members` (of
/// prototypes), `statics` and `builtins` (of the language's objects, either) are maps from an object
/// to names with blanks between.
pub fn gone(tools: &Tools, firefox: u16) -> Result<String> {
    exec::run(tools.script("levels/gone.mjs").arg(firefox.to_string()))
}

/// The names that this version had, in the same form.
pub fn kept(tools: &Tools, firefox: u16) -> Result<String> {
    exec::run(tools.script("levels/gone.mjs").arg(firefox.to_string()).arg("kept"))
}

/// The first Firefox for each key of the data (`javascript.operators.await`); none where no Firefox
/// has it. `key#text` asks for the version that a note with this text speaks of.
pub fn since(tools: &Tools, keys: &[&str]) -> Result<BTreeMap<String, Option<u16>>> {
    let answer = exec::run(tools.script("levels/since.mjs").args(keys))?;
    serde_json::from_str(&answer).context("since.mjs answered something else than versions")
}
