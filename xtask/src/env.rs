//! `cargo xtask env`.

use anyhow::Result;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};

/// Prints a line that a shell can evaluate: `eval "$(cargo xtask env)"`.
pub fn run() -> Result<()> {
    // For `wasm-pack test --firefox`, too.
    let needs = Needs { wasm_pack: true, ..Needs::BROWSER };
    let tools = Tools::locate_or_install(needs, &Progress::stderr())?;
    println!("export PATH='{}'", tools.path().to_string_lossy());
    Ok(())
}
