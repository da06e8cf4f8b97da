//! wasm-bindgen's glue, made ready for a core.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::bindgen::Bound;
use crate::exec;
use crate::tools::Tools;

/// `function kaipushWatched(exports, died)`, which the glue calls.
pub(super) const WATCHED: &str = include_str!("../../js/watched.js");

/// The glue as a script at the language level `target`; `options` go to glue.mjs.
pub(super) fn script(
    tools: &Tools,
    bound: &Bound,
    options: &[&str],
    target: &str,
    folder: &Path,
) -> Result<String> {
    let file = |step: &str| folder.join(format!("glue-{target}-{step}.js"));
    let (bare, short, lowered) = (file("bare"), file("short"), file("lowered"));
    exec::run(tools.script("glue.mjs").arg(&bound.glue).arg(&bare).args(options))?;
    exec::run(tools.script("names.mjs").arg(&bare).arg(&short).arg(&bound.names))?;
    exec::run(tools.script("lower.mjs").arg(&short).arg(&lowered).arg(target))?;
    Ok(fs::read_to_string(lowered)?)
}
