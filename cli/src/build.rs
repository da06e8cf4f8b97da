//! `kaipush build`.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::Args;
use kaipush_build::product::Level;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_build::{RustApp, dist, js_app, rust_app};

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
    let tools = Tools::locate_or_install(Needs::BUILD, &progress)?;
    match RustApp::in_folder(app) {
        Some(parts) => drop(rust_app(&tools, &root, &parts, out, &progress)?),
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
        println!("{}: the app for {systems}", out.join(level.folder()).display());
    }
    println!("Serve its content, or: kaipush package {} APP.zip", out.join("kaios25").display());
    Ok(())
}
