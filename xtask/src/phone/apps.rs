//! The app's folder for each phone.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, Result};
use kaipush_simulator::{Profile, System};
use serde_json::json;
use tempfile::TempDir;

use crate::root::root;

/// The template, or an app of somebody else's.
pub struct Apps {
    app: PathBuf,
    is_template: bool,
    /// Made with the first of them: before that, nobody would remove it where the command is ended.
    made: OnceLock<TempDir>,
    count: AtomicU32,
}

impl Apps {
    pub fn new(app: Option<PathBuf>) -> Self {
        Self {
            is_template: app.is_none(),
            app: app.unwrap_or_else(|| root().join("app-template")),
            made: OnceLock::new(),
            count: AtomicU32::new(0),
        }
    }

    /// Whether the app is made for a product that is not in its folder: every other is shown as it
    /// stands.
    pub fn take_kaipush(&self) -> bool {
        let names = |file: &str, script: &str| {
            let text = fs::read_to_string(self.app.join(file)).unwrap_or_default();
            let is_there = |path: &str| self.app.join(path.trim_start_matches('/')).is_file();
            kaipush_build::app::named(&text, script).iter().any(|path| !is_there(path))
        };
        names("sw.js", "kaipush-sw.js")
            || names("sw.js", "kaipush-sw-small.js")
            || names("index.html", "kaipush.js")
    }

    /// The folder to install from, made anew each time: somebody may have changed the app.
    pub fn folder(&self, profile: Profile) -> Result<PathBuf> {
        if !self.take_kaipush() {
            return Ok(self.app.clone());
        }
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let folder = self.made()?.join(number.to_string());
        let product = root().join("dist").join(profile.product().folder());
        kaipush_build::app::install(&product, &self.app, &folder)?;
        // Of somebody else's app the phone says that it can't be installed so.
        if self.is_template && profile == Profile::hosted(System::Kaios25) {
            make_hosted(&folder)?;
        }
        Ok(folder)
    }

    fn made(&self) -> Result<&Path> {
        if self.made.get().is_none() {
            // Of two at once the second goes again.
            let _ = self.made.set(TempDir::with_prefix("kaipush-phone-")?);
        }
        Ok(self.made.get().context("it was just made")?.path())
    }
}

/// The template is a privileged package, which a site can't be on 2.5.
fn make_hosted(app: &Path) -> Result<()> {
    let file = app.join("manifest.webapp");
    let mut manifest: serde_json::Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
    manifest["type"] = json!("web");
    manifest.as_object_mut().context("a manifest is an object")?.remove("origin");
    Ok(fs::write(file, manifest.to_string())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_apps_are_shown_as_they_stand() {
        assert!(Apps::new(None).take_kaipush());
        let app = tempfile::tempdir().unwrap();
        let apps = Apps::new(Some(app.path().into()));
        fs::write(app.path().join("sw.js"), "self.onpush = null;").unwrap();
        assert!(!apps.take_kaipush());
        assert_eq!(apps.folder(Profile::ALL[0]).unwrap(), app.path());
        fs::write(app.path().join("sw.js"), "importScripts(\"kaipush-sw.js\");").unwrap();
        assert!(apps.take_kaipush());
        // What it brings itself, and what it only speaks of.
        fs::create_dir(app.path().join("js")).unwrap();
        fs::write(app.path().join("sw.js"), "importScripts('/js/kaipush-sw.js');").unwrap();
        assert!(apps.take_kaipush());
        fs::write(app.path().join("js/kaipush-sw.js"), "").unwrap();
        assert!(!apps.take_kaipush());
        fs::write(app.path().join("sw.js"), "// importScripts(\"kaipush-sw.js\");").unwrap();
        assert!(!apps.take_kaipush());
    }

    #[test]
    fn no_folder_is_made_before_the_first_app() {
        let apps = Apps::new(None);
        assert!(apps.take_kaipush() && apps.made.get().is_none());
        let made = apps.made().unwrap().to_owned();
        assert_eq!(apps.made().unwrap(), made);
        drop(apps);
        assert!(!made.exists());
    }
}
