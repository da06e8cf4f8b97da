//! The app's folder for each phone.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, Result};
use kaipush_build::progress::Progress;
use kaipush_build::tools::Tools;
use kaipush_build::{RustApp, app, dist, rust_app};
use kaipush_simulator::{Profile, template};
use tempfile::TempDir;

use crate::unbuilt::take_kaipush;

/// The template, or an app of somebody else's.
pub struct Apps {
    root: PathBuf,
    tools: Tools,
    app: PathBuf,
    is_template: bool,
    /// Made with the first of them: before that, nobody would remove it where the command is ended.
    made: OnceLock<TempDir>,
    count: AtomicU32,
}

impl Apps {
    /// Those of kaipush's repository at `root`, or the one at `app`.
    pub fn new(root: PathBuf, tools: Tools, app: Option<PathBuf>) -> Self {
        Self {
            is_template: app.is_none(),
            app: app.unwrap_or_else(|| root.join("app-template")),
            root,
            tools,
            made: OnceLock::new(),
            count: AtomicU32::new(0),
        }
    }

    /// Builds what it takes, before there is a phone that waits for it.
    pub fn prepare(&self) -> Result<()> {
        if let Some(rust) = self.in_rust()? {
            // What is built once is built again in seconds.
            self.build(&rust)?;
        } else if take_kaipush(&self.app) {
            let products = self.root.join("dist");
            dist::write(&self.tools, &self.root, &products, &Progress::stderr())?;
        }
        Ok(())
    }

    /// The folder to install from, made anew each time: somebody may have changed the app.
    pub fn folder(&self, profile: Profile) -> Result<PathBuf> {
        let product = profile.product().folder();
        if let Some(rust) = self.in_rust()? {
            return Ok(self.build(&rust)?.join(product));
        }
        if !take_kaipush(&self.app) {
            return Ok(self.app.clone());
        }
        let folder = self.next()?;
        app::install(&self.root.join("dist").join(product), &self.app, &folder)?;
        // Of somebody else's app the phone says that it can't be installed so.
        if self.is_template {
            template::fit(profile, &folder)?;
        }
        Ok(folder)
    }

    fn in_rust(&self) -> Result<Option<RustApp>> {
        Ok(RustApp::in_folder(&fs::canonicalize(&self.app)?))
    }

    /// The folder with those for both systems.
    fn build(&self, rust: &RustApp) -> Result<PathBuf> {
        let out = self.next()?;
        rust_app(&self.tools, &self.root, rust, &out, &Progress::stderr())?;
        Ok(out)
    }

    /// A folder that is not there yet.
    fn next(&self) -> Result<PathBuf> {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        Ok(self.made()?.join(number.to_string()))
    }

    fn made(&self) -> Result<&Path> {
        if self.made.get().is_none() {
            // Of two at once the second goes again.
            let _ = self.made.set(TempDir::with_prefix("kaipush-phone-")?);
        }
        Ok(self.made.get().context("it was just made")?.path())
    }
}
