//! The wasm core: the module optimised for Gecko 84, as text inside its script.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::bindgen::Bound;
use super::{embed, glue};
use crate::exec;
use crate::tools::Tools;

/// Of what KaiOS 3's Gecko 84 has: sign extension since 62, saturating conversion since 64.
/// `levels::wasm` checks the result by another hand.
const FEATURES: &[&str] = &["mutable-globals", "sign-ext", "nontrapping-float-to-int"];

/// binaryen's switches for them.
pub(super) fn features() -> impl Iterator<Item = String> {
    FEATURES.iter().map(|feature| format!("--enable-{feature}"))
}

/// For both cores. Rewriting the control flow once more saves 300 bytes (gzip) of a wasm worker and 1.3 kB of
/// one in JavaScript, the section that names the compilers 90, and 400 that no address below 1024 is in use:
/// only the far end of the stack is there, and an address that wraps around to it would trap. Tried without
/// gain: `--converge`, `--gufa`, `--closed-world`, `--dae-optimizing`, `--merge-similar-functions`,
/// `--reorder-functions`, `--zero-filled-memory`; for JavaScript also `--optimize-for-js`, `--local-cse` and
/// other levels of wasm2js; of LLVM other limits for inlining, `-Os`, and hoisting of common code.
pub(super) const PASSES: &[&str] =
    &["--low-memory-unused", "--flatten", "--rereloop", "-Oz", "-Oz", "--strip-producers"];

/// The module of the wasm core. `names` are binaryen's switches for the names of functions.
pub(super) fn optimize(
    tools: &Tools,
    bound: &Bound,
    names: &[&str],
    folder: &Path,
) -> Result<Vec<u8>> {
    let path = folder.join("optimized.wasm");
    let mut command = tools.binaryen("wasm-opt");
    command.arg(&bound.module).args(features()).args(PASSES).args(names);
    exec::run(command.arg("-o").arg(&path))?;
    Ok(fs::read(path)?)
}

/// `function kaipushWasmCore(died) {…}`: no fetch and no promise, so that a worker can start it in the
/// middle of an event. Every call makes an instance of its own, of the one module.
pub(super) fn script(tools: &Tools, bound: &Bound, wasm: &[u8], folder: &Path) -> Result<String> {
    Ok(format!(
        "var kaipushWasmModule;\n{}\n{}\nfunction kaipushWasmCore(died) {{\n{}\nkaipushWasmModule = kaipushWasmModule || new WebAssembly.Module(kaipushUnpack({}));\nwasm_bindgen.initSync({{ module: kaipushWasmModule }});\nreturn wasm_bindgen;\n}}\n",
        glue::WATCHED,
        embed::UNPACK,
        glue::script(tools, bound, &[], "es2020", folder)?,
        embed::arguments(wasm),
    ))
}
