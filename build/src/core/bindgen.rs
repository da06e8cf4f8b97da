//! The module → a module with imports for JavaScript, and the glue between them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::NAME;
use super::wasm::features;
use crate::exec;
use crate::tools::Tools;

/// What wasm-bindgen made: the same files serve both cores.
pub(super) struct Bound {
    /// Already without what nobody calls, its imports and exports with short names.
    pub(super) module: PathBuf,
    /// As it came, with long names.
    pub(super) glue: PathBuf,
    /// What was renamed; js/names.mjs does the same in the glue.
    pub(super) names: PathBuf,
}

/// What the prebuilt standard library brings even into an `mvp` build has to go first.
///
/// Bulk memory: wasm2js has no JavaScript for it, and without it the wasm core runs in every engine
/// since Firefox 64, for 54 bytes (gzip).
///
/// The section that declares features: with it in place wasm-bindgen turns to externref tables, which
/// wasm2js refuses. (`--all-features` here would write an encoding that wasm-bindgen cannot read.)
const PLAIN: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--llvm-memory-copy-fill-lowering",
    "--strip-target-features",
];

/// wasm-bindgen's names are long and end in a hash, and each stands in the module and in the glue:
/// 3.5 kB (gzip) of a worker. The optimisation first, so that unused imports are known.
const SHORT: &[&str] = &["-Oz", "--minify-imports-and-exports-and-modules"];

/// Runs wasm-bindgen for a classic script. `names` are binaryen's switches for the names of functions.
pub(super) fn run(tools: &Tools, module: &[u8], names: &[&str], folder: &Path) -> Result<Bound> {
    let (raw, plain) = (folder.join("crate.wasm"), folder.join("plain.wasm"));
    fs::write(&raw, module)?;
    let mut plainly = tools.binaryen("wasm-opt");
    plainly.arg(&raw).args(features()).args(PLAIN).args(names);
    exec::run(plainly.arg("-o").arg(&plain))?;

    let mut command = Command::new(tools.wasm_bindgen());
    command.args(["--target", "no-modules", "--no-typescript", "--no-demangle"]);
    command.args(["--out-name", NAME, "--out-dir"]);
    exec::run(command.arg(folder).arg(&plain))?;
    let bound = Bound {
        module: folder.join("short.wasm"),
        glue: folder.join(format!("{NAME}.js")),
        names: folder.join("names.json"),
    };
    let said = exec::run(
        tools
            .binaryen("wasm-opt")
            .arg(folder.join(format!("{NAME}_bg.wasm")))
            .args(features())
            .args(SHORT)
            .args(names)
            .arg("-o")
            .arg(&bound.module),
    )?;
    fs::write(&bound.names, said)?;
    Ok(bound)
}
