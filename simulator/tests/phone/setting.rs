//! A phone with a small app of its own, whose files the tests may break.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Context as _, Result};
use kaipush_build::tools::{Cache, GECKODRIVER};
use kaipush_simulator::{Phone, PhoneConfig, Profile, StageConfig, System};
use tempfile::TempDir;

/// Far more than anything takes on a busy machine.
pub const SOON: Duration = Duration::from_secs(15);

/// The app's folder, a copy.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    FOLDER.get_or_init(|| TempDir::with_prefix("kaipush-phone-").unwrap()).path()
}

/// Puts the app's files back as they were.
pub fn restore() -> Result<()> {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/phone/app");
    std::fs::create_dir_all(folder().join("js"))?;
    for file in
        ["manifest.webapp", "manifest.webmanifest", "index.html", "js/app.js", "sw.js", "icon.png"]
    {
        std::fs::copy(app.join(file), folder().join(file))?;
    }
    Ok(())
}

pub async fn start() -> Result<Phone> {
    restore()?;
    let firefox = match std::env::var_os("KAIPUSH_FIREFOX") {
        Some(path) => PathBuf::from(path),
        None => on_path("firefox")?,
    };
    let geckodriver = match std::env::var_os("KAIPUSH_GECKODRIVER") {
        Some(path) => PathBuf::from(path),
        None => {
            let folder = format!("cargo/geckodriver-{GECKODRIVER}/bin/geckodriver");
            Cache::open()?.path().join(folder)
        }
    };
    let stage = StageConfig::new(geckodriver, firefox);
    let profile = Profile::packaged(System::Kaios25);
    Phone::start(PhoneConfig::new(stage, profile, folder())).await.context("no phone")
}

fn on_path(program: &str) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|directory| directory.join(program))
        .find(|file| file.is_file())
        .with_context(|| format!("no {program} on PATH: set KAIPUSH_FIREFOX"))
}
