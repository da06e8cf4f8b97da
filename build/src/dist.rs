//! dist/: both products of the root crate, and the npm package around them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::core::{Code, CoreSpec, Named};
use crate::product::{self, Module, Product, Script, Shipped, Weight};
use crate::progress::Progress;
use crate::put::Putting;
use crate::tools::Tools;

/// Builds the crate `kaipush` of the repository at `root` into `out`.
pub fn write(tools: &Tools, root: &Path, out: &Path, progress: &Progress) -> Result<Vec<Shipped>> {
    let mut shipped = product::write(tools, &product(root), out, progress)?;
    let npm = root.join("npm");
    let putting = Putting::into(out)?;
    for name in ["index.d.ts", "package.json"] {
        let text = read(&npm.join(name))?;
        putting.file(name, &text)?;
        shipped.push(Shipped::new(name, &text)?);
    }
    putting.folder(TESTING, |folder| {
        for name in testing(&npm)? {
            let text = read(&npm.join(TESTING).join(&name))?;
            fs::write(folder.join(&name), &text)?;
            shipped.push(Shipped::new(format!("{TESTING}/{name}"), &text)?);
        }
        Ok(())
    })?;
    Ok(shipped)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The entry `kaipush/testing`: stand-ins for an app's own tests.
const TESTING: &str = "testing";

/// Its files, without our own tests of it.
fn testing(npm: &Path) -> Result<Vec<String>> {
    let folder = npm.join(TESTING);
    let mut names = Vec::new();
    let entries =
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_file() && !name.ends_with(".test.js") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// The worker's name, and what its scripts' names begin with.
pub const WORKER: &str = "kaipush-sw";

/// The small worker's.
const SMALL_WORKER: &str = "kaipush-sw-small";

/// What ships: the crate's two halves, each with its face for JavaScript; the worker with all it can
/// do, and with what every app needs.
pub fn product(root: &Path) -> Product {
    let core = CoreSpec::new(root).package("kaipush");
    Product {
        page: page(root, core.clone().only_features(["page", "js"])),
        worker: worker(root, WORKER, core.clone().only_features(["worker", "full", "js"])),
        small: Some(worker(root, SMALL_WORKER, core.only_features(["worker", "js"]))),
    }
}

/// What each worker of the repository at `root` weighs, the full one first.
pub fn weights(tools: &Tools, root: &Path, progress: &Progress) -> Result<Vec<Weight>> {
    let product = product(root);
    let workers = [Some(product.worker), product.small].into_iter().flatten();
    workers.map(|worker| Weight::of(tools, &worker, progress)).collect()
}

/// The code that no worker's core can be without: what waits for promises, and the allocator.
pub fn floor(tools: &Tools, root: &Path, progress: &Progress) -> Result<Code> {
    let core = CoreSpec::new(root).package("kaipush-floor");
    Ok(Named::build(tools, &core, progress)?.code)
}

/// The page's script with the face for JavaScript.
pub fn page(root: &Path, core: CoreSpec) -> Script {
    let names = ["sw/probe.js", "npm/loader.js", "npm/page.js"];
    let mut page = Script::new("kaipush", core, names.map(|name| root.join(name)));
    page.module = Some(Module {
        global: "kaipush".to_owned(),
        exports: vec!["Push".to_owned(), "urlB64ToUint8Array".to_owned()],
    });
    page
}

/// The page's script of an app that is all Rust: its core's `start` function is its beginning.
pub fn rust_page(root: &Path, name: &str, core: CoreSpec) -> Script {
    let mut page =
        Script::new(name, core, ["sw/probe.js", "npm/loader.js"].map(|name| root.join(name)));
    page.start =
        "kaipushLoadCore(self, function () {}, function (error) { self.console.error(error); });"
            .to_owned();
    page
}

/// The worker's script around any core that keeps sw/CONTRACT.md.
pub fn worker(root: &Path, name: &str, core: CoreSpec) -> Script {
    let names = [
        "probe", "loader", "log", "time", "payload", "settings", "watcher", "host", "rescue",
        "shim",
    ];
    let sources = names.map(|name| root.join("sw").join(name).with_extension("js"));
    let mut worker = Script::new(name, core, sources);
    worker.start = "kaipushShim(self, kaipushLoadCore);".to_owned();
    worker
}
