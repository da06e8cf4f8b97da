//! `float as integer` for the js core, as Rust means it (js/saturate.wat says why).

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::wasm::features;
use crate::exec;
use crate::tools::Tools;

/// One function for each instruction.
const FUNCTIONS: &str = include_str!("../../js/saturate.wat");

/// The module with calls in the place of saturating conversions.
///
/// In the text form every instruction opens a bracket, so a call is the same text with another name.
pub(super) fn lower(tools: &Tools, module: &Path, folder: &Path) -> Result<PathBuf> {
    let text = exec::run(tools.binaryen("wasm-dis").args(features()).arg(module))?;
    let mut lowered = text.clone();
    for number in ["i32", "i64"] {
        for float in ["f32_s", "f32_u", "f64_s", "f64_u"] {
            lowered = lowered.replace(
                &format!("({number}.trunc_sat_{float}"),
                &format!("(call $kaipush_{number}_trunc_sat_{float}"),
            );
        }
    }
    if lowered == text {
        return Ok(module.to_path_buf());
    }
    let end = lowered.rfind(')').context("wasm-dis wrote no module")?;
    lowered.insert_str(end, FUNCTIONS);
    let (source, result) = (folder.join("saturate.wat"), folder.join("saturate.wasm"));
    fs::write(&source, lowered)?;
    exec::run(tools.binaryen("wasm-as").args(features()).arg(&source).arg("-o").arg(&result))?;
    Ok(result)
}
