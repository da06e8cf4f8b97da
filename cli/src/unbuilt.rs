//! Apps that kaipush has yet to be put into.

use std::fs;
use std::path::Path;

use kaipush_build::app;
use kaipush_build::product::ENTRY;

use crate::check::{KAIPUSH, WORKERS};

/// Whether an app is made for a product that is not in its folder: every other is taken as it stands.
pub fn take_kaipush(folder: &Path) -> bool {
    let names = |file: &str, script: &str| {
        let text = fs::read_to_string(folder.join(file)).unwrap_or_default();
        let is_there = |path: &str| folder.join(path.trim_start_matches('/')).is_file();
        app::named(&text, script).iter().any(|path| !is_there(path))
    };
    WORKERS.iter().any(|worker| names(ENTRY, worker)) || names("index.html", KAIPUSH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_apps_are_taken_as_they_stand() {
        assert!(take_kaipush(&crate::root::root().unwrap().join("app-template")));
        let app = tempfile::tempdir().unwrap();
        let take = |script: &str| {
            fs::write(app.path().join("sw.js"), script).unwrap();
            take_kaipush(app.path())
        };
        assert!(!take("self.onpush = null;"));
        assert!(take("importScripts(\"kaipush-sw.js\");"));
        // What it brings itself, and what it only speaks of.
        fs::create_dir(app.path().join("js")).unwrap();
        assert!(take("importScripts('/js/kaipush-sw.js');"));
        fs::write(app.path().join("js/kaipush-sw.js"), "").unwrap();
        assert!(!take("importScripts('/js/kaipush-sw.js');"));
        assert!(!take("// importScripts(\"kaipush-sw.js\");"));
    }
}
