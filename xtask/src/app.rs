//! `cargo xtask app`.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use kaipush_build::product::Level;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};

use crate::dist;
use crate::root::root;

/// Where the template, and apps like it, keep key and address.
const CONFIG: &str = "js/config.js";

/// Puts an app and a product together: `PRODUCT FOLDER [APP]`; without APP it is the template.
pub fn run(arguments: &[String]) -> Result<()> {
    let (product, folder, app) = match arguments {
        [product, folder] => (product, folder, root().join("app-template")),
        [product, folder, app] => (product, folder, app.into()),
        _ => bail!("cargo xtask app <kaios25|kaios3> <folder> [APP]"),
    };
    let Some(level) = Level::ALL.into_iter().find(|level| level.folder() == product) else {
        bail!("there is no product `{product}`; there are kaios25 and kaios3");
    };
    let folder = Path::new(folder);
    is_free(folder)?;
    ensure!(app.is_dir(), "there is no app in {}: name its folder", app.display());

    let progress = Progress::stderr();
    let tools = Tools::locate_or_install(Needs::BUILD, &progress)?;
    dist::make(&tools, &progress)?;
    // Again, for the folder might be one that was just made.
    is_free(folder)?;
    let product = root().join("dist").join(level.folder());
    kaipush_build::app::install(&product, &app, folder)?;

    println!("\n{}: the app with kaipush for {}", folder.display(), systems(level));
    if folder.join(CONFIG).is_file() {
        println!(
            "Next: set `key` (your server's VAPID public key) and `reportTo` (where it takes subscriptions) in {}",
            folder.join(CONFIG).display()
        );
    }
    println!("Then serve the folder, or zip its content as a package.");
    Ok(())
}

fn systems(level: Level) -> &'static str {
    match level {
        Level::KaiOs25 => "KaiOS 2.5",
        Level::KaiOs3 => "KaiOS 3 and 4",
    }
}

/// Nothing of anybody's is overwritten.
fn is_free(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let mut files = fs::read_dir(folder)
        .with_context(|| format!("{} is no folder: choose another name", folder.display()))?;
    ensure!(
        files.next().is_none(),
        "{} is not empty: empty it, or choose another folder",
        folder.display()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_folder_is_free() {
        let folder = tempfile::tempdir().unwrap();
        is_free(folder.path()).unwrap();
        is_free(&folder.path().join("new")).unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(is_free(folder.path()).unwrap_err().to_string().contains("is not empty"));
        assert!(is_free(&file).unwrap_err().to_string().contains("is no folder"));
    }
}
