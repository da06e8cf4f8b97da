//! The tools that npm has: binaryen, SWC, terser, acorn, the compatibility data of MDN and others.
//!
//! They live in a folder named after the lock file, so a changed lock is a new installation. Our own
//! scripts are written beside them: there node finds what they import.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::Cache;
use crate::exec;
use crate::hash::hash8;
use crate::progress::Progress;

const PACKAGE: &str = include_str!("../../npm/package.json");
const LOCK: &str = include_str!("../../npm/package-lock.json");

/// Every script of build/js, by the name it is called by.
const SCRIPTS: &[(&str, &str)] = &[
    ("files.mjs", include_str!("../../js/files.mjs")),
    ("glue.mjs", include_str!("../../js/glue.mjs")),
    ("classic.mjs", include_str!("../../js/classic.mjs")),
    ("lower.mjs", include_str!("../../js/lower.mjs")),
    ("minify.mjs", include_str!("../../js/minify.mjs")),
    ("levels/report.mjs", include_str!("../../js/levels/report.mjs")),
    ("levels/compat.mjs", include_str!("../../js/levels/compat.mjs")),
    ("levels/allowed.mjs", include_str!("../../js/levels/allowed.mjs")),
    ("levels/syntax.mjs", include_str!("../../js/levels/syntax.mjs")),
    ("levels/apis.mjs", include_str!("../../js/levels/apis.mjs")),
    ("levels/css.mjs", include_str!("../../js/levels/css.mjs")),
];

/// The folder that holds `node_modules` and `bin`.
pub(super) fn install(cache: &Cache, progress: &Progress) -> Result<PathBuf> {
    exec::run(Command::new("node").arg("--version"))
        .context("Node.js is missing: install Node 20 or newer, with npm")?;
    let name = format!("npm/{}", hash8(format!("{PACKAGE}{LOCK}").as_bytes()));
    let folder = cache.path().join(&name);
    if folder.is_dir() {
        return Ok(folder);
    }
    progress.step("installing the npm tools (180 MB, once)", || cache.whole(&name, fill))
}

fn fill(folder: &Path) -> Result<()> {
    fs::write(folder.join("package.json"), PACKAGE)?;
    fs::write(folder.join("package-lock.json"), LOCK)?;
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"])
        .current_dir(folder);
    exec::run(&mut npm).context(
        "the npm tools could not be installed: without network, copy ~/.cache/kaipush from a machine that has them",
    )?;
    // What PATH may show to others: npm's own `.bin` also holds a `node`, the one of 2016.
    let bin = folder.join("bin");
    fs::create_dir(&bin)?;
    for program in ["wasm-opt", "wasm2js", "wasm-dis", "wasm-as"] {
        std::os::unix::fs::symlink(
            Path::new("../node_modules/binaryen/bin").join(program),
            bin.join(program),
        )?;
    }
    Ok(())
}

/// The folder of our scripts, named after their content.
pub(super) fn scripts(npm: &Path) -> Result<PathBuf> {
    let all: String = SCRIPTS.iter().map(|(name, text)| format!("{name}\n{text}")).collect();
    let name = format!("scripts-{}", hash8(all.as_bytes()));
    let folder = npm.join(&name);
    if folder.is_dir() {
        return Ok(folder);
    }
    Cache::at(npm)?.whole(&name, |folder| {
        fs::create_dir(folder.join("levels"))?;
        for (name, text) in SCRIPTS {
            fs::write(folder.join(name), text)?;
        }
        Ok(())
    })
}
