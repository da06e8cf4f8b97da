//! A phone with a small app of its own, whose files the tests may break.

use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Context as _, Result};
use kaipush_build::tools::Browser;
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
    let programs = Browser::locate()?;
    let stage = StageConfig::new(programs.geckodriver, programs.firefox);
    let profile = Profile::packaged(System::Kaios25);
    Phone::start(PhoneConfig::new(stage, profile, folder())).await.context("no phone")
}
