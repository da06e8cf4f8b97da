//! The tools that npm has: binaryen, SWC, terser, acorn, the compatibility data of MDN and others.
//!
//! They live in a folder named after the lock file, so a changed lock is a new installation. Our own
//! scripts are written beside them: there node finds what they import.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

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
    ("data.mjs", include_str!("../../js/data.mjs")),
    ("lower.mjs", include_str!("../../js/lower.mjs")),
    ("names.mjs", include_str!("../../js/names.mjs")),
    ("minify.mjs", include_str!("../../js/minify.mjs")),
    ("levels/report.mjs", include_str!("../../js/levels/report.mjs")),
    ("levels/compat.mjs", include_str!("../../js/levels/compat.mjs")),
    ("levels/allowed.mjs", include_str!("../../js/levels/allowed.mjs")),
    ("levels/syntax.mjs", include_str!("../../js/levels/syntax.mjs")),
    ("levels/declared.mjs", include_str!("../../js/levels/declared.mjs")),
    ("levels/apis.mjs", include_str!("../../js/levels/apis.mjs")),
    ("levels/imports.mjs", include_str!("../../js/levels/imports.mjs")),
    ("levels/overrides.mjs", include_str!("../../js/levels/overrides.mjs")),
    ("levels/names.mjs", include_str!("../../js/levels/names.mjs")),
    ("levels/gone.mjs", include_str!("../../js/levels/gone.mjs")),
    ("levels/since.mjs", include_str!("../../js/levels/since.mjs")),
    ("levels/forms.mjs", include_str!("../../js/levels/forms.mjs")),
    ("levels/css.mjs", include_str!("../../js/levels/css.mjs")),
];

/// The oldest Node that runs all of them.
const NODE: u32 = 20;

/// The name of the folder in the cache.
fn name() -> String {
    format!("npm/{}", hash8(format!("{PACKAGE}{LOCK}").as_bytes()))
}

/// Whether Node is there and new enough, and npm if it is going to be needed.
pub(super) fn check(cache: &Cache) -> Result<()> {
    let version = exec::run(Command::new("node").arg("--version"))
        .with_context(|| format!("Node.js is missing: install Node {NODE} or newer, with npm"))?;
    let version = version.trim().trim_start_matches('v');
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    ensure!(
        major.is_some_and(|major| major >= NODE),
        "Node {version} is too old: install Node {NODE} or newer"
    );
    if !cache.path().join(name()).is_dir() {
        exec::run(Command::new("npm").arg("--version")).context(
            "npm is missing, which some systems pack apart from Node: install it (Debian: `apt-get install npm`), so that `npm` is on PATH",
        )?;
    }
    Ok(())
}

/// The folder that holds `node_modules` and `bin`.
pub(super) fn install(cache: &Cache, progress: &Progress) -> Result<PathBuf> {
    let folder = cache.path().join(name());
    if folder.is_dir() {
        return Ok(folder);
    }
    progress.step("installing the npm tools (205 MB, once)", || {
        cache.whole(&name(), |folder| fill(cache, folder))
    })
}

fn fill(cache: &Cache, folder: &Path) -> Result<()> {
    fs::write(folder.join("package.json"), PACKAGE)?;
    fs::write(folder.join("package-lock.json"), LOCK)?;
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"])
        .current_dir(folder);
    exec::run(&mut npm).with_context(|| {
        format!(
            "the npm tools could not be installed: without network, copy {} from a machine that has them",
            cache.path().display()
        )
    })?;
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
