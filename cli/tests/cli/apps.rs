//! `new` and `check`.

use std::fs;

use kaipush_build::tools::WASM_BINDGEN;
use tempfile::TempDir;

use crate::command::{edit, kaipush};

const KEY: &str =
    "BF7_KAxbQWoYtHwB7YnL0BlSQ-tvfmWrbp6Z9pUC_8kAdBUDv2QAZ4QScnQjwS982cpV5mqtT6QebWQLP5GpGwM";

/// A folder with a new app in it.
fn with_app() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    kaipush(folder.path(), &["new", "app"]).works();
    folder
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
    // Not there before it is built, however it is spelled.
    edit(&folder.path().join("chat/sw.js"), "\"kaipush-sw.js", "\"/kaipush-sw.js");
    edit(&folder.path().join("chat/index.html"), "\"kaipush.js", "\"./kaipush.js");
    kaipush(folder.path(), &["check", "chat"]).works();

    // Values that look like the template's own.
    let named =
        ["new", "odd", "--name", "My push-inbox", "--report-to", "https://push-inbox.example.org/"];
    let told = kaipush(folder.path(), &named).works();
    assert!(told.contains("set `key` in odd/js/config.js"), "what is given is not left: {told}");
    let config = fs::read_to_string(folder.path().join("odd/js/config.js")).unwrap();
    assert!(config.contains("\"https://push-inbox.example.org/\""), "{config}");
    let manifest = fs::read_to_string(folder.path().join("odd/manifest.webapp")).unwrap();
    assert!(manifest.contains("\"name\": \"My push-inbox\""), "{manifest}");

    let told = kaipush(folder.path(), &["new", "plain"]).works();
    assert!(told.contains("set `key` and `reportTo` in plain/js/config.js"), "{told}");
}

/// Later ones can't be built with the tools of this repository.
#[test]
fn an_app_in_rust_keeps_to_the_wasm_bindgen_that_is_built() {
    let folder = tempfile::tempdir().unwrap();
    kaipush(folder.path(), &["new", "app", "--rust"]).works();
    let pin = format!("\nwasm-bindgen = \"={WASM_BINDGEN}\"");
    for name in ["page", "worker"] {
        let file = folder.path().join("app").join(name).join("Cargo.toml");
        let text = fs::read_to_string(file).unwrap();
        assert!(text.contains(&pin), "{text}");
    }
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    assert!(fs::read_to_string(readme).unwrap().contains(&pin), "the README names another");
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
        (&["new", "app", "--report-to", "https://"], "is no full URL"),
        (&["new", "app", "--report-to", "https://a b/"], "is no full URL"),
        (&["new", "full/mine"], "mine is no folder: choose another name"),
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
    let folder = with_app();
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
        "manifest.webapp: messages: the page of serviceworker-notification: /inbox.html is not in",
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

/// With the tools that build kaipush.
#[test]
fn names_that_an_engine_lacks_are_found() {
    let folder = with_app();
    let app = folder.path().join("app");
    // Names of kaipush's own, which a browser has for something newer.
    let count = "push.history().then(function (all) { show(all.silent); });";
    fs::write(app.join("js/count.js"), count).unwrap();
    let line = "importScripts(\"kaipush-sw.js\");";
    let allow = format!("{line} kaipush.allow = ['https://help.example'];");
    edit(&app.join("sw.js"), line, &allow);
    kaipush(folder.path(), &["check", "app", "--names"]).works();
    fs::write(app.join("js/new.js"), "var flat = [1].flat();\nnew AbortController();").unwrap();
    fs::write(app.join("js/quiet.js"), "show(notification.silent);").unwrap();
    fs::write(app.join("js/broken.js"), "let {").unwrap();
    fs::write(app.join("css/new.css"), "p { display: grid; }").unwrap();
    edit(&app.join("sw.js"), line, &format!("{line} document.title;"));
    let told = kaipush(folder.path(), &["check", "app", "--names"]).fails();
    for (says, systems) in [
        ("js/new.js:2:5: AbortController: needs Firefox 57", 1),
        ("js/quiet.js:1:19: silent: needs Firefox 132", 3),
        ("css/new.css:1:14: display: grid: needs Firefox 52", 1),
        ("document: only pages have it", 3),
        ("js/broken.js:1:6: ", 3),
    ] {
        assert_eq!(told.matches(says).count(), systems, "{says}\n{told}");
    }
    let without = kaipush(folder.path(), &["check", "app"]).fails();
    assert!(!without.contains("AbortController"), "{without}");
}

#[test]
fn code_inside_a_page_is_for_sites_alone() {
    let folder = with_app();
    let code = "<script>start()</script><script src=\"https://a.example/ads.js\"></script></body>";
    edit(&folder.path().join("app/index.html"), "</body>", code);
    for profile in ["kaios25-packaged", "kaios3-packaged", "kaios4-packaged"] {
        let told = kaipush(folder.path(), &["check", "app", "--for", profile]).fails();
        assert!(told.contains("index.html: a <script> without src: the policy"), "{told}");
        assert!(told.contains("index.html: https://a.example/ads.js: the policy"), "{told}");
    }
    kaipush(folder.path(), &["check", "app", "--for", "kaios3-hosted"]).works();
}

#[test]
fn a_web_app_whose_worker_does_not_listen_to_fetch_is_told() {
    let folder = with_app();
    let check = |profile: &str| kaipush(folder.path(), &["check", "app", "--for", profile]);
    let listener = "self.addEventListener(\"fetch\"";
    edit(&folder.path().join("app/sw.js"), listener, "self.addEventListener(\"push\"");
    for profile in ["kaios3-hosted", "kaios4-hosted"] {
        let told = check(profile).fails();
        assert!(told.contains("sw.js: does not listen to `fetch`"), "{told}");
    }
    check("kaios3-packaged").works();
    // It may be imported by a name that is put together.
    let more = folder.path().join("app/js/more.js");
    fs::write(&more, "self.onfetch = function () {};").unwrap();
    check("kaios3-hosted").works();
    // Without a worker the app gets one that does.
    fs::write(more, "importScripts('nav.js');").unwrap();
    fs::remove_file(folder.path().join("app/sw.js")).unwrap();
    check("kaios3-hosted").works();
}

#[test]
fn a_worker_below_the_manifest_of_kaios25_is_told() {
    let folder = with_app();
    let app = folder.path().join("app");
    edit(&app.join("sw.js"), "\"kaipush-sw.js\"", "\"/kaipush-sw.js\"");
    fs::rename(app.join("sw.js"), app.join("js/sw.js")).unwrap();
    let told = kaipush(folder.path(), &["check", "app", "--for", "kaios25"]).fails();
    assert!(told.contains("js/sw.js: imports kaipush but lies below manifest.webapp"), "{told}");
    kaipush(folder.path(), &["check", "app", "--for", "kaios3"]).works();
}

#[test]
fn what_may_be_meant_so_is_a_note() {
    let folder = with_app();
    let told = kaipush(folder.path(), &["check", "app"]).works();
    assert!(told.contains("note: js/config.js: key: No VAPID key is set"), "{told}");
    assert!(!told.contains("no page loads kaipush"), "{told}");
    let app = folder.path().join("app");
    edit(&app.join("index.html"), "<script defer src=\"kaipush.js\"></script>", "");
    edit(&app.join("js/app.js"), "\"kaipush.js\"", "\"kaipush\"");
    edit(&app.join("js/config.js"), "key: \"\"", &format!("key: \"{KEY}\""));
    let told = kaipush(folder.path(), &["check", "app"]).works();
    assert!(
        told.contains("note: no page loads kaipush") && !told.contains("js/config.js"),
        "{told}"
    );
    kaipush(folder.path(), &["new", "rust", "--rust", "--key", KEY]).works();
    let told = kaipush(folder.path(), &["check", "rust"]).works();
    assert!(!told.contains("note: "), "{told}");
    edit(&app.join("js/config.js"), &KEY[40..], "");
    let told = kaipush(folder.path(), &["check", "app"]).fails();
    assert!(told.contains("js/config.js: key: "), "{told}");
}

#[test]
fn what_is_no_text_hides_no_other_problem() {
    let folder = with_app();
    fs::write(folder.path().join("app/js/old.js"), b"// caf\xe9").unwrap();
    edit(&folder.path().join("app/index.html"), "js/nav.js", "js/nva.js");
    let twice = ["check", "app", "--for", "kaios25", "--for", "kaios25"];
    let told = kaipush(folder.path(), &twice).fails();
    for says in ["js/old.js: ", "index.html: js/nva.js is not in the app", "there are 2 problems"] {
        assert_eq!(told.matches(says).count(), 1, "{says}\n{told}");
    }
}
