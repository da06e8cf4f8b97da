//! `cargo xtask dist`.

use anyhow::Result;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_build::{dist, product::Shipped};

use crate::budgets;
use crate::root::root;

/// Makes `dist/` and prints a line a file.
pub fn run() -> Result<()> {
    let progress = Progress::stderr();
    let tools = Tools::locate_or_install(Needs::BUILD, &progress)?;
    make(&tools, &progress).map(drop)
}

/// The same with tools that are there already.
pub fn make(tools: &Tools, progress: &Progress) -> Result<Vec<Shipped>> {
    let root = root();
    let shipped = dist::write(tools, &root, &root.join("dist"), progress)?;
    print(&shipped);
    Ok(shipped)
}

fn print(shipped: &[Shipped]) {
    println!("{:<44} {:>9} {:>9}", "dist/", "bytes", "gzip -9");
    for file in shipped {
        println!("{}", format!("{file}  {}", budgets::remark(file)).trim_end());
    }
}
