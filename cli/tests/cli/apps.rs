//! `new`, `check`, `package`, without a browser.

use std::fs;
use std::path::Path;

use crate::command::kaipush;

const KEY: &str =
    "BF7_KAxbQWoYtHwB7YnL0BlSQ-tvfmWrbp6Z9pUC_8kAdBUDv2QAZ4QScnQjwS982cpV5mqtT6QebWQLP5GpGwM";

fn edit(file: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(old), "{old} is not in {}", file.display());
    fs::write(file, text.replace(old, new)).unwrap();
}

/// What was built may look like this to who only reads names.
fn built(folder: &Path) {
    kaipush(folder, &["new", "app"]).works();
    let app = folder.join("app");
    edit(&app.join("sw.js"), "kaipush-sw.js", "kaipush-sw-01234567.js");
    fs::write(app.join("kaipush-sw-01234567.js"), "var worker;").unwrap();
    fs::write(app.join("kaipush.js"), "var page;").unwrap();
}

#[test]
fn a_new_app_has_its_name_key_and_server() {
    let folder = tempfile::tempdir().unwrap();
    let url = "https://example.org/subscriptions";
    let named = ["new", "chat", "--name", "Ada's Chat", "--key", KEY, "--report-to", url];
    let told = kaipush(folder.path(), &named).works();
    assert!(!told.contains("js/config.js"), "nothing is left to set: {told}");
    let read = |name: &str| fs::read_to_string(folder.path().join("chat").join(name)).unwrap();
    let config = read("js/config.js");
    assert!(config.contains(&format!("key: \"{KEY}\"")), "{config}");
    assert!(config.contains(&format!("reportTo: \"{url}\"")), "{config}");
    assert!(read("manifest.webapp").contains("\"origin\": \"app://ada-s-chat.example.org\""));
    for name in ["manifest.webapp", "manifest.webmanifest", "index.html", "js/texts.js"] {
        assert!(read(name).contains("Ada's Chat") && !read(name).contains("Push Inbox"), "{name}");
    }
    kaipush(folder.path(), &["check", "chat"]).works();

    let told = kaipush(folder.path(), &["new", "plain"]).works();
    assert!(told.contains("set `key` and `reportTo` in plain/js/config.js"), "{told}");
}

#[test]
fn nothing_is_made_of_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("full")).unwrap();
    fs::write(folder.path().join("full/mine"), "").unwrap();
    let private = "4cjKnRevSuxLh6KHBEQzG9I3pzM_LFZwyxkqBsW1Kdg";
    for (arguments, says) in [
        (&["new", "full"][..], "full is not empty"),
        (&["new", "app", "--key", private], "--key: This looks like the private key"),
        (&["new", "app", "--report-to", "/subscriptions"], "is no full URL"),
        (&["new", "app", "--name", "a<b"], "a name with '<' in it"),
        (&["new", "app", "--name", " "], "needs a name"),
        (&["check", "app"], "cannot read app"),
        (&["build", "app", "out"], "there is no app in app"),
        (&["package", "full", "full.zip"], "full is no app"),
    ] {
        let told = kaipush(folder.path(), arguments).fails();
        assert!(told.contains(says), "{arguments:?}: {told}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn typing_errors_are_found_where_they_are() {
    let folder = tempfile::tempdir().unwrap();
    kaipush(folder.path(), &["new", "app"]).works();
    let app = folder.path().join("app");
    edit(&app.join("manifest.webapp"), "\"push\": {", "\"psuh\": {");
    edit(
        &app.join("manifest.webapp"),
        "serviceworker-notification\": \"/index.html",
        "serviceworker-notification\": \"/inbox.html",
    );
    fs::write(app.join("js/new.js"), "\nvar a = b?.c;").unwrap();
    let told = kaipush(folder.path(), &["check", "app"]).fails();
    for says in [
        "manifest.webapp: permissions: `push` is not listed: subscribe() never answers",
        "manifest.webapp: messages: /inbox.html, the page of serviceworker-notification, is not in",
        "js/new.js:2:10: `?.`: needs Firefox 74, this engine is of Firefox 48",
        "kaios3-hosted, kaios4-packaged, kaios3-packaged, kaios4-hosted: nothing is wrong",
        "there are 3 problems",
    ] {
        assert!(told.contains(says), "{says}\n{told}");
    }
    kaipush(folder.path(), &["check", "app", "--for", "kaios3"]).works();
    let hosted = kaipush(folder.path(), &["check", "app", "--for", "kaios25-hosted"]).fails();
    assert!(hosted.contains("does not install this app: manifest.webapp: type"), "{hosted}");

    fs::write(app.join("manifest.webapp"), "{ \"name\": \"x\",\n}").unwrap();
    let told = kaipush(folder.path(), &["check", "app", "--for", "kaios25"]).fails();
    assert!(told.contains("manifest.webapp:2:1: not JSON"), "{told}");
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
    assert!(
        told.contains("sw.js: kaipush-sw.js is missing: `kaipush build` puts it there"),
        "{told}"
    );
    assert!(told.contains("index.html: kaipush.js is missing"), "{told}");
}

/// With the tools that build kaipush.
#[test]
fn names_that_an_engine_lacks_are_found() {
    let folder = tempfile::tempdir().unwrap();
    kaipush(folder.path(), &["new", "app"]).works();
    let app = folder.path().join("app");
    kaipush(folder.path(), &["check", "app", "--names"]).works();
    fs::write(app.join("js/new.js"), "var flat = [1].flat();\nnew AbortController();").unwrap();
    fs::write(app.join("js/broken.js"), "let {").unwrap();
    fs::write(app.join("css/new.css"), "p { display: grid; }").unwrap();
    let line = "importScripts(\"kaipush-sw.js\");";
    edit(&app.join("sw.js"), line, &format!("{line} document.title;"));
    let told = kaipush(folder.path(), &["check", "app", "--names"]).fails();
    for (says, systems) in [
        ("js/new.js:2:5: AbortController: needs Firefox 57", 1),
        ("css/new.css:1:14: display: grid: needs Firefox 52", 1),
        ("document: only pages have it", 2),
        ("js/broken.js:1:6: ", 2),
    ] {
        assert_eq!(told.matches(says).count(), systems, "{says}\n{told}");
    }
    let without = kaipush(folder.path(), &["check", "app"]).fails();
    assert!(!without.contains("AbortController"), "{without}");
}

#[test]
fn code_inside_a_page_is_for_sites_alone() {
    let folder = tempfile::tempdir().unwrap();
    kaipush(folder.path(), &["new", "app"]).works();
    edit(&folder.path().join("app/index.html"), "</body>", "<script>start()</script></body>");
    for profile in ["kaios25-packaged", "kaios3-packaged", "kaios4-packaged"] {
        let told = kaipush(folder.path(), &["check", "app", "--for", profile]).fails();
        assert!(told.contains("index.html: a <script> without src: the policy"), "{told}");
    }
    kaipush(folder.path(), &["check", "app", "--for", "kaios3-hosted"]).works();
}
