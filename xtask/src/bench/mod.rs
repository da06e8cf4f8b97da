//! `cargo xtask bench`: figures, side by side with the alternatives'. Never a pass or a failure, but for what [`pushes`] counts.

mod phone;
mod push;
pub mod pushes;
mod rounds;
mod sender;

use anyhow::{Result, bail};

/// Runs the named benchmark.
pub fn run(names: &[String]) -> Result<()> {
    match names {
        [name] if name == "sender" => sender::run(),
        [name] if name == "phone" => phone::run(),
        [name] if name == "push" => push::run(),
        [name] if name == "pushes" => pushes::run(2000),
        [name, count] if name == "pushes" => match count.parse() {
            Ok(count) if count > 0 => pushes::run(count),
            _ => bail!("how many pushes? `{count}` is no number above 0"),
        },
        _ => bail!("cargo xtask bench sender, phone, push, or pushes [COUNT]"),
    }
}
