//! One Rust crate → two cores: wasm, and the same module as plain JavaScript.

mod bindgen;
mod cargo;
mod embed;
mod functions;
mod glue;
mod js;
mod memory;
mod named;
mod panics;
mod parts;
mod saturate;
mod spec;
mod unread;
mod wasm;

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::levels::{self, Problem};
use crate::memo::Memo;
use crate::progress::Progress;
use crate::tools::Tools;
pub use functions::{Code, Function};
pub use named::Named;
pub use spec::CoreSpec;

/// What wasm-bindgen names its files after; the module's imports are named so too.
const NAME: &str = "core";

/// Both cores of one crate, as scripts that are lowered but not yet minified.
#[derive(Debug, Clone)]
pub struct Core {
    /// `function kaipushWasmCore() {…}` at ES2020, with the module inside.
    pub wasm_script: String,
    /// `function kaipushJsCore() {…}` at ES5, for engines without WebAssembly.
    pub js_script: String,
    /// The module inside `wasm_script`.
    pub wasm: Vec<u8>,
    /// Pages of 64 KiB the core takes at its start.
    pub memory_pages: u64,
}

/// Whatever decides what the chain makes of a module: when it changes, kept results are void.
const CHAIN: &[&str] = &[
    include_str!("bindgen.rs"),
    include_str!("embed.rs"),
    include_str!("glue.rs"),
    include_str!("js.rs"),
    include_str!("panics.rs"),
    include_str!("parts.rs"),
    include_str!("saturate.rs"),
    include_str!("unread.rs"),
    include_str!("wasm.rs"),
    include_str!("../../js/watched.js"),
    include_str!("../../js/webassembly.js"),
    include_str!("../../js/unpack.js"),
    include_str!("../../js/saturate.wat"),
];

impl Core {
    /// Compiles the crate once and makes both cores of it.
    pub fn build(tools: &Tools, spec: &CoreSpec, progress: &Progress) -> Result<Self> {
        let module = compiled(spec, progress)?;
        let version = tools.version();
        let ingredients =
            CHAIN.iter().map(|text| text.as_bytes()).chain([version.as_bytes(), &module]);
        let folder =
            Memo::of(&spec.target_dir).folder(&ingredients.collect::<Vec<_>>(), |folder| {
                progress
                    .step(&format!("making both cores of {spec}"), || make(tools, &module, folder))
            })?;
        let wasm = fs::read(folder.join("core.wasm"))?;
        Ok(Self {
            wasm_script: fs::read_to_string(folder.join("wasm-core.js"))?,
            js_script: fs::read_to_string(folder.join("js-core.js"))?,
            memory_pages: memory::initial_pages(&wasm)?,
            wasm,
        })
    }
}

/// The crate's module, with the names of its functions.
fn compiled(spec: &CoreSpec, progress: &Progress) -> Result<Vec<u8>> {
    let compiled = progress.step(&format!("compiling {spec}"), || cargo::build(spec))?;
    if spec.panic_messages { Ok(compiled) } else { panics::trap(&compiled) }
}

/// The chain: a module as cargo left it → the files of both cores.
fn make(tools: &Tools, module: &[u8], folder: &Path) -> Result<()> {
    let work = tempfile::tempdir()?;
    let bound = bindgen::run(tools, module, &[], work.path())?;
    let wasm = wasm::optimize(tools, &bound, &[], work.path())?;
    // An app's own build settings may have switched something newer on.
    Problem::none(levels::wasm(Path::new("the wasm core"), &wasm))?;
    fs::write(folder.join("wasm-core.js"), wasm::script(tools, &bound, &wasm, work.path())?)?;
    fs::write(folder.join("js-core.js"), js::script(tools, &bound, work.path())?)?;
    fs::write(folder.join("core.wasm"), wasm)?;
    Ok(())
}

#[cfg(test)]
mod tests;
