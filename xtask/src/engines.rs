//! `cargo xtask engines`.

use std::fs;

use anyhow::{Context as _, Result};
use kaipush_build::levels;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};

use crate::root::root;

/// Writes the tables again, after MDN's data or the overrides have changed.
pub fn run() -> Result<()> {
    let tools = Tools::locate_or_install(Needs::BUILD, &Progress::stderr())?;
    let folder = root().join("simulator/engines");
    for firefox in levels::FIREFOXES {
        let file = folder.join(format!("firefox{firefox}.json"));
        fs::write(&file, levels::gone(&tools, firefox)?)
            .with_context(|| format!("cannot write {}", file.display()))?;
        println!("{}", file.display());
    }
    Ok(())
}
