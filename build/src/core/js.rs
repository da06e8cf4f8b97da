//! The js core: the same module as plain JavaScript, ES5.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::bindgen::Bound;
use super::wasm::{PASSES, features};
use super::{glue, saturate};
use crate::exec;
use crate::tools::Tools;

/// `WebAssembly` for the glue.
const STAND_IN: &str = include_str!("../../js/webassembly.js");

/// The script of the js core.
pub(super) fn script(tools: &Tools, bound: &Bound, folder: &Path) -> Result<String> {
    let file = |name: &str| folder.join(name);
    let saturated = saturate::lower(tools, &bound.module, folder)?;
    let lower = ["--signext-lowering", "-o"];
    exec::run(
        tools
            .binaryen("wasm-opt")
            .arg(saturated)
            .args(features())
            .args(lower)
            .arg(file("lowered.wasm")),
    )?;
    // Only now: with the features still on, -Oz would bring the instruction back.
    let minimal = ["--mvp-features", "--enable-mutable-globals"];
    exec::run(
        tools
            .binaryen("wasm-opt")
            .arg(file("lowered.wasm"))
            .args(minimal)
            .args(PASSES)
            .arg("-o")
            .arg(file("minimal.wasm")),
    )?;
    exec::run(
        tools
            .binaryen("wasm2js")
            .arg("-Oz")
            .arg(file("minimal.wasm"))
            .arg("-o")
            .arg(file("module.js")),
    )?;
    exec::run(tools.script("classic.mjs").arg(file("module.js")).arg(file("module-classic.js")))?;
    around(tools, bound, &fs::read_to_string(file("module-classic.js"))?, folder)
}

/// `function kaipushJsCore(died) {…}` with this module inside; every call makes an instance of its own.
pub(super) fn around(tools: &Tools, bound: &Bound, module: &str, folder: &Path) -> Result<String> {
    Ok(format!(
        "function kaipushJsCore(died) {{\n{STAND_IN}\n{}\n{module}\n{}\nwasm_bindgen.initSync({{ module: new WebAssembly.Module() }});\nreturn wasm_bindgen;\n}}\n",
        glue::WATCHED,
        glue::script(tools, bound, &["js-core"], "es5", folder)?,
    ))
}
