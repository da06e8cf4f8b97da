//! Checks that what ships runs in the engines it is for: in syntax, in APIs, in CSS, in WebAssembly,
//! and in engines as old as theirs.

mod engines;
mod names;
mod problem;
mod scan;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::product::{ENTRY, Level, SMALL_ENTRY};
use crate::tools::Tools;
pub use engines::{Engine, page_starts, worker_memory, worker_shows};
pub use names::{FIREFOXES, gone, kept, since};
pub use problem::Problem;
use scan::imports;
pub use scan::{apis, css, syntax};
pub use wasm::wasm;

/// Checks both products in `out`, as [`crate::product::write`] left them.
///
/// `page` and `worker` are the names of their scripts, without ending and hash.
pub fn check_product(tools: &Tools, out: &Path, page: &str, worker: &str) -> Result<()> {
    let mut problems = Vec::new();
    for level in Level::ALL {
        let folder = out.join(level.folder());
        let files = scripts(&folder)?;
        ensure!(!files.is_empty(), "there is nothing to check in {}", folder.display());
        // The js cores are for engines without WebAssembly, whichever product they lie in.
        let (cores, own): (Vec<_>, Vec<_>) =
            files.iter().cloned().partition(|file| is_core(file, page, worker));
        problems.extend(syntax(tools, level.ecma(), &own)?);
        problems.extend(syntax(tools, Level::KaiOs25.ecma(), &cores)?);
        let (workers, pages): (Vec<_>, Vec<_>) =
            files.iter().cloned().partition(|file| is_of_worker(file, worker));
        problems.extend(apis(tools, level.firefox(), &pages, &workers)?);

        let engine = Engine::of(level);
        for worker in crate::app::worker_names(&folder)? {
            problems.extend(worker_shows(tools, engine, &folder.join(worker))?);
        }
        problems.extend(page_starts(tools, engine, &folder.join(format!("{page}.js")))?);
        for core in cores {
            problems.extend(engines::core_starts(tools, Engine::Node6, &core)?);
        }
    }
    Problem::none(problems)
}

/// Checks the scripts and style sheets of an app for KaiOS 2.5: workers in ES5, pages in what Firefox
/// 48 reads, both in its APIs. What a `sw.js` imports is a worker's.
pub fn check_app(tools: &Tools, folder: &Path) -> Result<()> {
    let scripts = scripts(folder)?;
    let entries: Vec<_> = scripts.iter().filter(|file| is_named(file, ENTRY)).cloned().collect();
    let imported = imports(tools, folder, &entries)?;
    let (workers, pages): (Vec<_>, Vec<_>) = scripts
        .into_iter()
        .partition(|file| fs::canonicalize(file).is_ok_and(|real| imported.contains(&real)));
    let old = Level::KaiOs25;
    let mut problems = syntax(tools, old.ecma(), &workers)?;
    problems.extend(syntax(tools, 2015, &pages)?);
    problems.extend(apis(tools, old.firefox(), &pages, &workers)?);
    problems.extend(css(tools, old.firefox(), &crate::app::files_ending(folder, &["css"])?)?);
    Problem::none(problems)
}

fn scripts(folder: &Path) -> Result<Vec<PathBuf>> {
    crate::app::files_ending(folder, &["js", "mjs"])
}

/// `kaipush-core.js`, `kaipush-sw-core-01234567.js` and `kaipush-sw-small-core-01234567.js`.
fn is_core(file: &Path, page: &str, worker: &str) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name == format!("{page}-core.js")
        || ["", "-small"].iter().any(|kind| name.starts_with(&format!("{worker}{kind}-core-")))
}

/// The entries, and what begins with the worker's name: scripts and their cores.
fn is_of_worker(file: &Path, worker: &str) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name == ENTRY || name == SMALL_ENTRY || name.starts_with(&format!("{worker}-"))
}

fn is_named(file: &Path, name: &str) -> bool {
    file.file_name().is_some_and(|own| own == name)
}

/// A file's text.
fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}
