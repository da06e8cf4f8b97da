//! What rustup adds to a toolchain: the standard library for WebAssembly, rustfmt and clippy.

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

/// Adds rustfmt and clippy, unless they are there: rustup's minimal profile has neither.
pub(super) fn lint(progress: &Progress) -> Result<()> {
    let works = |name| exec::run(Command::new("cargo").args([name, "--version"])).is_ok();
    if works("fmt") && works("clippy") {
        return Ok(());
    }
    progress.step("installing rustfmt and clippy with rustup", || {
        let mut command = Command::new("rustup");
        command.args(["component", "add", "rustfmt", "clippy"]);
        exec::run(&mut command).context(
            "rustfmt or clippy is missing: `rustup component add rustfmt clippy`, with network",
        )?;
        Ok(())
    })
}
