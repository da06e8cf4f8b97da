//! An app that is all Rust → a folder for each system, ready to be served or packaged.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::app;
use crate::core::CoreSpec;
use crate::dist::{self, WORKER};
use crate::js_app::for_each_system;
use crate::product::{self, Product, Shipped, spared};
use crate::progress::Progress;
use crate::tools::Tools;

/// The page's script, as the app's index.html names it.
const PAGE: &str = "app";

/// The parts of an app: two crates, for neither must carry the other's code, and the files around.
#[derive(Debug, Clone)]
pub struct RustApp {
    /// The page's crate: a `cdylib` with a `#[wasm_bindgen(start)]`, on kaipush's feature `page`.
    pub page: CoreSpec,
    /// The worker's, on the feature `worker`.
    pub worker: CoreSpec,
    /// index.html, manifests, styles. Its index.html loads `app.js`; its `sw.js`, if it has one, says
    /// `importScripts("kaipush-sw.js")`.
    pub files: PathBuf,
}

impl RustApp {
    /// The app in a folder: its crates in `page/` and `worker/`, and the files in `static/`; none where it
    /// has no such crates.
    pub fn in_folder(app: &Path) -> Option<Self> {
        let [page, worker] = ["page", "worker"].map(|name| app.join(name));
        let are_there = [&page, &worker].iter().all(|one| one.join("Cargo.toml").is_file());
        // Most of what the one is made of the other is, too.
        let core =
            |folder| CoreSpec { target_dir: app.join("target/kaipush"), ..CoreSpec::new(folder) };
        are_there.then(|| Self {
            page: core(page),
            worker: core(worker),
            files: app.join("static"),
        })
    }

    /// The example of the repository at `root`.
    pub fn example(root: &Path) -> Self {
        Self {
            page: CoreSpec::new(root).package("inbox-page"),
            worker: CoreSpec::new(root).package("inbox-worker"),
            files: root.join("examples/inbox/static"),
        }
    }
}

/// Builds the app into `out/kaios25` and `out/kaios3`; what was in these folders goes, so the
/// app's own must not lie there. `root` is kaipush's repository, for the scripts around the cores.
///
/// Gives every script with its sizes, paths relative to `out`.
pub fn rust_app(
    tools: &Tools,
    root: &Path,
    parts: &RustApp,
    out: &Path,
    progress: &Progress,
) -> Result<Vec<Shipped>> {
    spared(out, [&*parts.files, &*parts.page.manifest_dir, &*parts.worker.manifest_dir])?;
    app::is_outside(&parts.files, out)?;
    let product = Product {
        page: dist::rust_page(root, PAGE, parts.page.clone()),
        worker: dist::worker(root, WORKER, parts.worker.clone()),
        small: None,
    };
    let scripts = tempfile::tempdir()?;
    let shipped = product::write(tools, &product, scripts.path(), progress)?;
    for_each_system(scripts.path(), &parts.files, out)?;
    Ok(shipped)
}
