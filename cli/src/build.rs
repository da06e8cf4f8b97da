//! `kaipush build`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};
use clap::Args;
use kaipush_build::app::{imports_worker, is_outside};
use kaipush_build::product::{ENTRY, Level};
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_build::{RustApp, dist, js_app, rust_app};

use crate::check::{self, Files, WORKERS};
use crate::out::{line, typed};
use crate::root::root;

/// Puts an app and kaipush together: OUT/kaios25 for KaiOS 2.5, OUT/kaios3 for 3 and 4.
///
/// An app in JavaScript imports "kaipush-sw.js" in its sw.js and loads "kaipush.js"; one in Rust has its
/// crates in page/ and worker/, and its files in static/. The first build takes minutes: it installs what
/// it needs into the user's cache folder.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The app's folder
    app: PathBuf,
    /// A folder outside of it; OUT/kaios25 and OUT/kaios3 are replaced
    out: PathBuf,
}

/// Builds it for both systems.
pub fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { app, out } = arguments;
    ensure!(app.is_dir(), "there is no app in {}: name its folder", app.display());
    // Cargo runs in the crates' own folders.
    let app = &std::fs::canonicalize(app)?;
    let (root, progress) = (root()?, Progress::stderr());
    // What can be said now is not said after minutes of building.
    let rust = in_rust(app)?;
    let files = rust.as_ref().map_or(app, |app| &app.files);
    let first = check::profiles(&Files::of(files)?)?[0];
    is_outside(files, out)?;
    ensure!(
        !is_same(out, &root.join("dist")),
        "{} holds kaipush itself: choose another folder to build to",
        out.display()
    );
    // Of an app in Rust there is no small one.
    let workers = if rust.is_some() { &WORKERS[..1] } else { &WORKERS };
    imports_worker(files, workers)?;
    let tools = Tools::locate_or_install(Needs::BUILD, &progress)?;
    match &rust {
        Some(parts) => drop(rust_app(&tools, &root, parts, out, &progress)?),
        None => {
            let products = root.join("dist");
            dist::write(&tools, &root, &products, &progress)?;
            js_app(&products, app, out)?;
        }
    }
    for level in Level::ALL {
        let systems = match level {
            Level::KaiOs25 => "KaiOS 2.5",
            Level::KaiOs3 => "KaiOS 3 and 4",
        };
        line(format_args!("{}: the app for {systems}", out.join(level.folder()).display()))?;
    }
    // Each product has one, or none.
    if !files.join(ENTRY).is_file() && out.join(first.product().folder()).join(ENTRY).is_file() {
        line(format_args!("{ENTRY}: the app has none, and gets one that shows every push"))?;
    }
    let built = typed(&out.join(first.product().folder()));
    line(format_args!("Next: kaipush check {built}, then kaipush package {built} APP.zip"))
}

/// The app's crates, if it is in Rust.
fn in_rust(app: &Path) -> Result<Option<RustApp>> {
    let crates = ["page", "worker"].map(|name| app.join(name).join("Cargo.toml"));
    let missing: Vec<_> = crates.iter().filter(|file| !file.is_file()).collect();
    if let [missing] = *missing {
        bail!("{} is missing: an app in Rust has two crates, page and worker", missing.display());
    }
    Ok(RustApp::in_folder(app))
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = [one, other].map(std::fs::canonicalize);
    matches!(real, [Ok(one), Ok(other)] if one == other)
}
