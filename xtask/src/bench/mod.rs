//! `cargo xtask bench`: figures, side by side with the alternatives'. Never a pass or a failure.

mod rounds;
mod sender;

use anyhow::{Result, bail};

/// Runs the named benchmark.
pub fn run(names: &[String]) -> Result<()> {
    match names {
        [name] if name == "sender" => sender::run(),
        _ => bail!("cargo xtask bench sender"),
    }
}
