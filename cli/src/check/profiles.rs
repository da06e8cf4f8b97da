//! Which systems an app is for.

use anyhow::{Result, bail};
use kaipush_simulator::{Product, Profile, System};

use super::files::Files;
use super::paths;
use super::scripts::{CORE, KAIPUSH};

const LEGACY: &str = "manifest.webapp";
const MODERN: &str = "manifest.webmanifest";

/// Those whose manifest is there; of an app that was built, those that its kaipush is for.
///
/// # Errors
/// Where the folder has neither manifest.
pub fn profiles(files: &Files) -> Result<Vec<Profile>> {
    let product = product(files);
    let has = |name: &str| files.has(name);
    let is_for = |profile: &Profile| {
        let manifest = match (profile.system, profile.packaged) {
            (System::Kaios25, true) => has(LEGACY),
            // A site needs another manifest there than a package: whoever makes one names it.
            (System::Kaios25, false) => false,
            (System::Kaios3 | System::Kaios4, false) => has(MODERN),
            // A built package may have the old one there, too; of an app as it is written that would say
            // that it is meant for all.
            (System::Kaios3 | System::Kaios4, true) => {
                has(MODERN) || product == Some(Product::Kaios3) && has(LEGACY)
            }
        };
        manifest && product.is_none_or(|product| product == profile.product())
    };
    let found: Vec<_> = Profile::ALL.into_iter().filter(is_for).collect();
    if found.is_empty() {
        let folder = files.folder.display();
        // What `kaipush build` has made, one level too high.
        let built = [("kaios25", LEGACY), ("kaios3", LEGACY), ("kaios3", MODERN)];
        let mut built: Vec<_> = built
            .into_iter()
            .filter(|(below, manifest)| has(&format!("{below}/{manifest}")))
            .map(|(below, _)| files.folder.join(below).display().to_string())
            .collect();
        built.dedup();
        if !built.is_empty() {
            bail!("{folder} holds built apps and is none: name {}", built.join(" or "));
        }
        let lacks = match product {
            Some(Product::Kaios25) => LEGACY.to_owned(),
            Some(Product::Kaios3) => MODERN.to_owned(),
            None => format!("{LEGACY} (KaiOS 2.5) or {MODERN} (3 and 4)"),
        };
        bail!("{folder} is no app: there is no {lacks} in it");
    }
    Ok(found)
}

/// The product that was built into an app. Only that of KaiOS 3 and 4 has its js cores in files of their own.
pub fn product(files: &Files) -> Option<Product> {
    let names: Vec<_> = files.names().iter().map(|name| paths::file_name(name)).collect();
    let is_core =
        |name: &&str| *name == CORE || name.starts_with("kaipush-sw-") && name.contains("-core-");
    let is_kaipush = |name: &&str| *name == KAIPUSH || name.starts_with("kaipush-sw-");
    if names.iter().any(is_core) {
        Some(Product::Kaios3)
    } else if names.iter().any(is_kaipush) {
        Some(Product::Kaios25)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::files::with;
    use super::*;

    fn names(files: &[&str]) -> Result<Vec<&'static str>> {
        let files: Vec<_> = files.iter().map(|name| (*name, "")).collect();
        Ok(with(&files, profiles)?.into_iter().map(Profile::name).collect())
    }

    #[test]
    fn an_app_is_for_systems_whose_manifest_it_has() {
        let modern = ["kaios3-hosted", "kaios4-packaged", "kaios3-packaged", "kaios4-hosted"];
        assert_eq!(names(&[LEGACY]).unwrap(), ["kaios25-packaged"]);
        assert_eq!(names(&[MODERN, "sw.js"]).unwrap(), modern);
        assert_eq!(names(&[LEGACY, MODERN]).unwrap().len(), 5);
        let error = names(&["index.html"]).unwrap_err().to_string();
        assert!(error.contains(LEGACY) && error.contains(MODERN), "{error}");
    }

    #[test]
    fn what_was_built_is_for_systems_of_its_kaipush() {
        let both = [LEGACY, MODERN];
        for (files, first, count) in [
            (&["kaipush.js", "kaipush-sw-01.js"][..], "kaios25-packaged", 1),
            (&["kaipush-sw-small-01.js"], "kaios25-packaged", 1),
            (&["kaipush.js", "kaipush-core.js"], "kaios3-hosted", 4),
            (&["kaipush-sw-01.js", "kaipush-sw-core-02.js"], "kaios3-hosted", 4),
        ] {
            let found = names(&[&both[..], files].concat()).unwrap();
            assert_eq!((found[0], found.len()), (first, count), "{files:?}");
        }
        let old = names(&[LEGACY, "kaipush-core.js"]).unwrap();
        assert_eq!(old, ["kaios4-packaged", "kaios3-packaged"]);
        let error = names(&[MODERN, "kaipush.js"]).unwrap_err().to_string();
        assert!(error.contains("no manifest.webapp in it"), "{error}");
        let out = ["kaios25/kaipush.js", "kaios25/manifest.webapp", "kaios3/manifest.webmanifest"];
        let error = names(&out).unwrap_err().to_string();
        assert!(error.contains("/kaios25 or ") && error.ends_with("/kaios3"), "{error}");
    }
}
