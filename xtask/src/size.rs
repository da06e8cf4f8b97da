//! `cargo xtask size`.

use anyhow::Result;
use kaipush_build::core::Code;
use kaipush_build::dist;
use kaipush_build::product::Weight;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};

use crate::root::root;

/// So many of the largest functions are named.
const FUNCTIONS: usize = 40;

/// Modules with less than this, in bytes, are not.
const SMALL: usize = 100;

/// Prints what each worker weighs, and where in its core the bytes are.
pub fn run() -> Result<()> {
    let progress = Progress::stderr();
    let tools = Tools::locate_or_install(Needs::BUILD, &progress)?;
    let root = root();
    let weights = dist::weights(&tools, &root, &progress)?;
    let floor = dist::floor(&tools, &root, &progress)?;
    weights.iter().for_each(print);
    println!("\nWithout doing anything, a core's code is");
    modules(&floor);
    Ok(())
}

fn print(weight: &Weight) {
    for (level, parts) in &weight.parts {
        println!(
            "\n{:<60} {:>9} {:>9}",
            format!("{}/{}", level.folder(), weight.name),
            "bytes",
            "gzip -9"
        );
        for part in parts {
            println!("  {:<58} {:>9} {:>9}", part.name, part.raw, part.gzip);
        }
    }
    println!("\nIts core's code, before gzip and without constants");
    modules(&weight.code);
    println!("\nIts largest functions");
    for function in weight.code.functions.iter().take(FUNCTIONS) {
        println!("  {:>7}  {}", function.bytes, function.name);
    }
}

fn modules(code: &Code) {
    for (name, bytes, count) in code.modules().iter().take_while(|module| module.1 >= SMALL) {
        println!("  {bytes:>7}  {name} ({count})");
    }
    println!("  {:>7}  together ({})", code.bytes(), code.functions.len());
}
