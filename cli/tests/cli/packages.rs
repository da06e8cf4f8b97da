//! `package`.

use std::fs;
use std::path::Path;

use crate::command::{edit, kaipush};

/// What was built may look like this to who only reads names.
fn built(folder: &Path) {
    kaipush(folder, &["new", "app"]).works();
    let app = folder.join("app");
    edit(&app.join("sw.js"), "kaipush-sw.js", "kaipush-sw-01234567.js");
    fs::write(app.join("kaipush-sw-01234567.js"), "var worker;").unwrap();
    fs::write(app.join("kaipush.js"), "var page;").unwrap();
}

#[test]
fn a_package_holds_the_app_and_is_the_same_again() {
    let folder = tempfile::tempdir().unwrap();
    built(folder.path());
    fs::write(folder.path().join("app/.env"), "secret").unwrap();
    let files = |name: &str| -> Vec<String> {
        let file = fs::File::open(folder.path().join(name)).unwrap();
        zip::ZipArchive::new(file)
            .unwrap()
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .collect()
    };
    for name in ["one.zip", "two.zip"] {
        kaipush(folder.path(), &["package", "app", name]).works();
    }
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("one.zip"), read("two.zip"));
    let packed = files("one.zip");
    for name in ["manifest.webapp", "index.html", "sw.js", "js/config.js", "kaipush.js"] {
        assert!(packed.iter().any(|packed| packed == name), "{name} of {packed:?}");
    }
    assert!(!packed.iter().any(|name| name.starts_with('.')), "{packed:?}");

    kaipush(folder.path(), &["package", "app", "omnisd.zip", "--omnisd"]).works();
    let file = fs::File::open(folder.path().join("omnisd.zip")).unwrap();
    let mut outer = zip::ZipArchive::new(file).unwrap();
    let mut text = |name: &str| {
        let mut bytes = Vec::new();
        std::io::copy(&mut outer.by_name(name).unwrap(), &mut bytes).unwrap();
        bytes
    };
    assert_eq!(text("application.zip"), read("one.zip"));
    let metadata: serde_json::Value = serde_json::from_slice(&text("metadata.json")).unwrap();
    assert_eq!(metadata["manifestURL"], "app://app.example.org/manifest.webapp");
}

#[test]
fn what_a_phone_would_not_run_is_not_packed() {
    let folder = tempfile::tempdir().unwrap();
    built(folder.path());
    fs::write(folder.path().join("app.zip"), "before").unwrap();
    fs::remove_file(folder.path().join("app/kaipush-sw-01234567.js")).unwrap();
    fs::write(folder.path().join("app/js/nav.js"), "let {").unwrap();
    let told = kaipush(folder.path(), &["package", "app", "app.zip"]).fails();
    assert!(told.contains("sw.js: kaipush-sw-01234567.js is not in the app"), "{told}");
    assert!(told.contains("js/nav.js:1:6"), "{told}");
    assert_eq!(fs::read(folder.path().join("app.zip")).unwrap(), b"before");
    kaipush(folder.path(), &["package", "app", "app.zip", "--force"]).works();
    assert!(fs::read(folder.path().join("app.zip")).unwrap().starts_with(b"PK"));

    // As it was written, without kaipush.
    kaipush(folder.path(), &["new", "written"]).works();
    let told = kaipush(folder.path(), &["package", "written", "written.zip"]).fails();
    for by in ["sw.js: kaipush-sw.js", "index.html: kaipush.js"] {
        let says = format!("{by} is not in the app: `kaipush build` puts it there");
        assert!(told.contains(&says), "{says}\n{told}");
    }
}

#[test]
fn a_package_that_could_take_no_push_is_none() {
    let folder = tempfile::tempdir().unwrap();
    built(folder.path());
    let app = folder.path().join("app");
    let packed = || kaipush(folder.path(), &["package", "app", "app.zip"]);
    packed().works();
    fs::rename(app.join("sw.js"), app.join("worker.js")).unwrap();
    fs::write(app.join("worker.js"), "var nothing;").unwrap();
    assert!(packed().fails().contains("no worker imports kaipush"));
    // The product for KaiOS 3 and 4 has a second core for the page, too.
    fs::write(app.join("worker.js"), "importScripts('kaipush-sw-01234567.js');").unwrap();
    fs::write(app.join("kaipush-sw-core-89abcdef.js"), "").unwrap();
    assert!(packed().fails().contains("index.html: kaipush-core.js is not beside kaipush.js"));
    fs::write(app.join("kaipush-core.js"), "").unwrap();
    packed().works();
    let told = kaipush(folder.path(), &["package", "app", "app.zip", "--omnisd"]).fails();
    assert!(told.contains("app is not for KaiOS 2.5"), "{told}");
}

#[test]
fn an_app_without_any_kaipush_is_not_packed() {
    let folder = tempfile::tempdir().unwrap();
    built(folder.path());
    let app = folder.path().join("app");
    fs::remove_file(app.join("kaipush-sw-01234567.js")).unwrap();
    fs::remove_file(app.join("kaipush.js")).unwrap();
    fs::write(app.join("sw.js"), "self.onpush = null;").unwrap();
    edit(&app.join("index.html"), "kaipush.js", "js/app.js");
    let told = kaipush(folder.path(), &["package", "app", "app.zip"]).fails();
    assert!(told.contains("no worker imports kaipush"), "{told}");
}

#[test]
fn sources_are_no_package() {
    let folder = tempfile::tempdir().unwrap();
    kaipush(folder.path(), &["new", "app", "--rust"]).works();
    let told = kaipush(folder.path(), &["package", "app", "app.zip", "--force"]).fails();
    assert!(told.contains("app is the app as it is written"), "{told}");
}

#[test]
fn a_package_is_no_part_of_itself() {
    let folder = tempfile::tempdir().unwrap();
    built(folder.path());
    for arguments in [["package", "app", "app/app.zip"], ["package", "./app/", "app/js/app.zip"]] {
        let told = kaipush(folder.path(), &arguments).fails();
        assert!(told.contains("is inside the app's own folder"), "{told}");
    }
    assert!(!folder.path().join("app/app.zip").exists());
}
