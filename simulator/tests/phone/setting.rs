//! A phone with a small app of its own, whose files the tests may break.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use kaipush_build::tools::Browser;
use kaipush_simulator::{Build, Phone, PhoneConfig, Profile, StageConfig, System};

/// Far more than anything takes on a busy machine.
pub const SOON: Duration = Duration::from_secs(15);

/// The app's folder, a copy, which the next run takes again.
pub fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_TARGET_TMPDIR"), "/phone"))
}

/// Puts the app's files back as they were.
pub fn restore() -> Result<()> {
    copy(folder())
}

fn copy(folder: &Path) -> Result<()> {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/phone/app");
    std::fs::create_dir_all(folder.join("js"))?;
    for file in
        ["manifest.webapp", "manifest.webmanifest", "index.html", "js/app.js", "sw.js", "icon.png"]
    {
        std::fs::copy(app.join(file), folder.join(file))?;
    }
    Ok(())
}

pub async fn start() -> Result<Phone> {
    start_with(folder(), Build::CURRENT).await
}

/// A phone of a certain build, with a copy of the app in a folder.
pub async fn start_with(folder: &Path, build: Build) -> Result<Phone> {
    copy(folder)?;
    let programs = Browser::locate()?;
    let stage = StageConfig::new(programs.geckodriver, programs.firefox);
    let mut config = PhoneConfig::new(stage, Profile::packaged(System::Kaios25), folder);
    config.build = build;
    Phone::start(config).await.context("no phone")
}
