//! The standard library for WebAssembly.

use std::process::Command;

use anyhow::{Context, Result};

use crate::exec;
use crate::progress::Progress;

/// The only target there is.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target to the toolchain in use, unless it is there.
pub(super) fn target(progress: &Progress) -> Result<()> {
    let mut command = Command::new("rustc");
    command.args(["--print", "target-libdir", "--target", TARGET]);
    let folder = exec::run(&mut command).context("Rust is missing: install it with rustup")?;
    if std::path::Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    progress.step(&format!("adding the Rust target {TARGET}"), || {
        exec::run(Command::new("rustup").args(["target", "add", TARGET])).with_context(|| {
            format!(
                "the Rust target {TARGET} is missing: `rustup target add {TARGET}`, with network"
            )
        })?;
        Ok(())
    })
}
