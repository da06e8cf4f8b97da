//! The wasm core: the module optimised for Gecko 84, as text inside its script.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::bindgen::Bound;
use super::embed;
use crate::exec;
use crate::tools::Tools;

/// Of what KaiOS 3's Gecko 84 has: sign extension since 62, saturating conversion since 64.
/// `levels::wasm` checks the result by another hand.
const FEATURES: &[&str] = &["mutable-globals", "sign-ext", "nontrapping-float-to-int"];

/// binaryen's switches for them.
pub(super) fn features() -> impl Iterator<Item = String> {
    FEATURES.iter().map(|feature| format!("--enable-{feature}"))
}

/// The module of the wasm core.
pub(super) fn optimize(tools: &Tools, bound: &Bound, folder: &Path) -> Result<Vec<u8>> {
    let path = folder.join("optimized.wasm");
    let mut command = tools.binaryen("wasm-opt");
    exec::run(command.arg(&bound.module).args(features()).arg("-Oz").arg("-o").arg(&path))?;
    Ok(fs::read(path)?)
}

/// `function kaipushWasmCore() {…}`: no fetch and no promise, so that a worker can start it in the
/// middle of its first event.
pub(super) fn script(tools: &Tools, bound: &Bound, wasm: &[u8], folder: &Path) -> Result<String> {
    let (bare, glue) = (folder.join("wasm-glue.js"), folder.join("wasm-glue-2020.js"));
    exec::run(tools.script("glue.mjs").arg(&bound.glue).arg(&bare))?;
    exec::run(tools.script("lower.mjs").arg(&bare).arg(&glue).arg("es2020"))?;
    Ok(format!(
        "function kaipushWasmCore() {{\n{}\n{}\nwasm_bindgen.initSync({{ module: new WebAssembly.Module(kaipushUnpack({})) }});\nreturn wasm_bindgen;\n}}\n",
        fs::read_to_string(glue)?,
        embed::UNPACK,
        embed::arguments(wasm),
    ))
}
