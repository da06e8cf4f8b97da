//! What a scenario has built beside the product in `dist/`.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;

use anyhow::{Context as _, Result, ensure};
use kaipush_build::core::CoreSpec;
use kaipush_build::product::{self, Level};
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_build::{RustApp, app, dist, rust_app};
use tempfile::TempDir;

use super::{repository, tell_launches};

const NEEDS: Needs = Needs { wasm_pack: true, ..Needs::BROWSER };

/// The tools, and a folder for what they make. Each thing is made when the first scenario asks.
pub struct Workshop {
    tools: Tools,
    folder: TempDir,
    /// One at a time; cargo would wait anyway.
    made: Mutex<Vec<String>>,
}

impl Workshop {
    pub fn open() -> Result<Self> {
        Ok(Self {
            tools: Tools::locate_or_install(NEEDS, &Progress::stderr())?,
            folder: TempDir::with_prefix("kaipush-e2e-")?,
            made: Mutex::default(),
        })
    }

    pub fn tools(&self) -> &Tools {
        &self.tools
    }

    /// Both products with the worker of another crate of this workspace, and the template with each inside.
    pub fn with_worker(&self, package: &str) -> Result<PathBuf> {
        self.once(package, |out| {
            let mut product = dist::product(repository());
            let core = CoreSpec::new(repository()).package(package);
            product.worker = dist::worker(repository(), dist::WORKER, core);
            product.small = None;
            product::write(&self.tools, &product, out, &Progress::stderr())?;
            let template = repository().join("app-template");
            for built in Level::ALL.map(|level| out.join(level.folder())) {
                let app = built.with_extension("app");
                app::install(&built, &template, &app)?;
                tell_launches(&app)?;
            }
            Ok(())
        })
    }

    /// The example app, for both systems.
    pub fn rust_app(&self) -> Result<PathBuf> {
        self.once("inbox", |out| {
            let example = RustApp::example(repository());
            rust_app(&self.tools, repository(), &example, out, &Progress::stderr()).map(drop)
        })
    }

    /// The package that `wasm-pack build` makes of the root crate.
    pub fn wasm_pack(&self) -> Result<PathBuf> {
        self.once("wasm-pack", |out| {
            let built = Command::new(self.tools.wasm_pack()?)
                .args(["build", "--target", "web", "--mode", "no-install", "--out-dir"])
                .arg(out)
                .current_dir(repository())
                .env("PATH", self.tools.path())
                .output()
                .context("cannot start wasm-pack")?;
            let said = String::from_utf8_lossy(&built.stderr);
            ensure!(built.status.success(), "`wasm-pack build` failed: {said}");
            Ok(())
        })
    }

    fn once(&self, name: &str, make: impl FnOnce(&PathBuf) -> Result<()>) -> Result<PathBuf> {
        let out = self.folder.path().join(name);
        let mut made = self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !made.iter().any(|known| known == name) {
            tokio::task::block_in_place(|| make(&out))?;
            made.push(name.to_owned());
        }
        Ok(out)
    }
}
