//! Firefox and its driver, for tests that look for both and install neither.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::debian::usable;
use super::{Cache, GECKODRIVER};

/// The two programs behind every test in a real browser.
#[derive(Debug, Clone)]
pub struct Browser {
    /// `KAIPUSH_GECKODRIVER`, else the one that `cargo xtask` has installed.
    pub geckodriver: PathBuf,
    /// `KAIPUSH_FIREFOX`, else the one on `PATH`.
    pub firefox: PathBuf,
}

impl Browser {
    /// Finds both.
    ///
    /// # Errors
    /// When there is no Firefox, or no folder for caches.
    pub fn locate() -> Result<Self> {
        let named = |name: &str| std::env::var_os(name).map(PathBuf::from);
        let geckodriver = match named("KAIPUSH_GECKODRIVER") {
            Some(path) => path,
            None => {
                let folder = format!("cargo/geckodriver-{GECKODRIVER}/bin/geckodriver");
                Cache::open()?.path().join(folder)
            }
        };
        let firefox = named("KAIPUSH_FIREFOX")
            .or_else(|| usable("firefox"))
            .context("no firefox on PATH that is no snap: set KAIPUSH_FIREFOX")?;
        Ok(Self { geckodriver, firefox })
    }
}
