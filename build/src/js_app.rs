//! An app in JavaScript → a folder for each system, ready to be served or packaged.

use std::path::Path;

use anyhow::Result;

use crate::app;
use crate::product::{Level, spared};
use crate::put::Putting;

/// Puts an app and both products (what [`crate::dist::write`] made in `products`) together in
/// `out/kaios25` and `out/kaios3`; what was in these folders goes, so neither app nor products may lie
/// there.
///
/// # Errors
/// As [`app::install`]; a folder that was built before stays then.
pub fn js_app(products: &Path, app: &Path, out: &Path) -> Result<()> {
    let own = Level::ALL.map(|level| products.join(level.folder()));
    spared(out, own.iter().map(|folder| &**folder).chain([app]))?;
    app::is_outside(app, out)?;
    for_each_system(products, app, out)
}

/// The app's files with each system's product.
pub(crate) fn for_each_system(products: &Path, files: &Path, out: &Path) -> Result<()> {
    let putting = Putting::into(out)?;
    for folder in Level::ALL.map(Level::folder) {
        putting.folder(folder, |new| app::install(&products.join(folder), files, new))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn an_app_is_built_for_both_systems_again_and_again() {
        let folder = tempfile::tempdir().unwrap();
        let [products, app, out] = ["dist", "app", "out"].map(|name| folder.path().join(name));
        for level in ["kaios25", "kaios3"] {
            let product = products.join(level);
            fs::create_dir_all(&product).unwrap();
            fs::write(product.join("sw.js"), "importScripts(\"kaipush-sw-01234567.js\");").unwrap();
            fs::write(product.join("kaipush-sw-01234567.js"), level).unwrap();
        }
        fs::create_dir(&app).unwrap();
        for text in ["first", "second"] {
            fs::write(app.join("index.html"), text).unwrap();
            js_app(&products, &app, &out).unwrap();
            for level in ["kaios25", "kaios3"] {
                let read = |name| fs::read_to_string(out.join(level).join(name)).unwrap();
                assert_eq!((&*read("index.html"), &*read("kaipush-sw-01234567.js")), (text, level));
            }
        }
        for inside in [app.join("out"), app.clone()] {
            let error = js_app(&products, &app, &inside).unwrap_err().to_string();
            assert!(error.contains("inside the app's own folder"), "{error}");
        }
        for (app, out) in [(&out.join("kaios3"), &out), (&app, &products)] {
            let error = js_app(&products, app, out).unwrap_err().to_string();
            assert!(error.contains("is emptied for what is built"), "{error}");
        }
    }
}
