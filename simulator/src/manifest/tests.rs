use std::fs;

use serde_json::json;

use super::*;
use crate::profile::Profile;

/// Installs an app that has these two files.
fn with(profile: Profile, manifest: impl ToString) -> Result<Installed, Refused> {
    let folder = tempfile::tempdir().unwrap();
    let name = match profile.system {
        System::Kaios25 => "manifest.webapp",
        System::Kaios3 | System::Kaios4 => "manifest.webmanifest",
    };
    fs::write(folder.path().join(name), manifest.to_string()).unwrap();
    fs::write(folder.path().join("index.html"), "").unwrap();
    install(profile, folder.path())
}

fn refused(profile: Profile, manifest: impl ToString) -> String {
    with(profile, manifest).unwrap_err().to_string()
}

/// What it finds in it, in one text.
fn findings(profile: Profile, manifest: Value) -> String {
    let found = with(profile, manifest).unwrap().findings;
    found.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n")
}

const PACKAGE: Profile = Profile::packaged(System::Kaios25);
const SITE: Profile = Profile::hosted(System::Kaios25);
const SIGNED: Profile = Profile::packaged(System::Kaios3);
const PWA: Profile = Profile::hosted(System::Kaios4);

#[test]
fn the_template_is_installed_everywhere_without_a_word() {
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app-template");
    for profile in Profile::ALL.into_iter().filter(|profile| *profile != SITE) {
        let app = install(profile, &template).unwrap();
        assert_eq!(app.findings, [], "{profile}");
        assert_eq!((&*app.name, &*app.launch_path), ("Push Inbox", "/index.html"));
        assert!(app.grants.service_worker && app.grants.push, "{profile}");
        let asked = profile.system != System::Kaios25 && !profile.packaged;
        let expected = if asked { Asking::Prompt } else { Asking::Granted };
        assert_eq!(app.grants.notifications, expected, "{profile}");
    }
    // It is privileged, and that takes a package.
    let error = install(SITE, &template).unwrap_err().to_string();
    assert!(error.contains("INVALID_SECURITY_LEVEL"), "{error}");
}

#[test]
fn broken_manifests_are_refused_with_the_place() {
    for (profile, manifest, part) in [
        (PACKAGE, "{ \"name\": \"x\",\n  oops }", "manifest.webapp:2:3: not JSON (key must be"),
        (PWA, "", "manifest.webmanifest:1:0: not JSON (EOF"),
        (PACKAGE, "[]", "manifest.webapp: a manifest is an object"),
        (PACKAGE, "{}", "KaiOS 2.5 does not install this app: manifest.webapp: name: "),
        (
            PWA,
            r#"{ "name": " " }"#,
            "KaiOS 4 does not install this app: manifest.webmanifest: name",
        ),
        (PACKAGE, r#"{ "name": "x", "type": "trusted" }"#, "type: there is no type \"trusted\""),
        (PACKAGE, r#"{ "name": "x", "launch_path": "https://a.b/" }"#, "launch_path: https://a.b/"),
        (PACKAGE, r#"{ "name": "x", "messages": {} }"#, "messages: is a list"),
        (PACKAGE, r#"{ "name": "x", "messages": [{ "a": "/", "b": "/" }] }"#, "one member"),
        (PACKAGE, r#"{ "name": "x", "messages": [{ "a": "//b.c/" }] }"#, "the page of a"),
        (SIGNED, r#"{ "name": "x", "b2g_features": { "messages": "alarm" } }"#, "is a list"),
        (SIGNED, r#"{ "name": "x", "start_url": "app://x/" }"#, "start_url: app://x/"),
    ] {
        let error = refused(profile, manifest);
        assert!(error.contains(part), "{manifest} was refused with {error}");
    }
    let nothing = tempfile::tempdir().unwrap();
    let error = install(PACKAGE, nothing.path()).unwrap_err().to_string();
    assert!(error.contains("manifest.webapp: there is no such file"), "{error}");
    // A site without one is a page.
    let page = install(PWA, nothing.path()).unwrap();
    assert!(page.findings[0].text.contains("not as an app"), "{:?}", page.findings);
}

#[test]
fn on_2_5_only_what_is_listed_is_granted() {
    let app = with(SITE, json!({ "name": "x" })).unwrap();
    let nothing =
        Grants { service_worker: false, push: false, notifications: Asking::Never, alarms: false };
    assert_eq!(app.grants, nothing);
    let found = findings(SITE, json!({ "name": "x", "permissions": { "push": {} } }));
    assert!(found.contains("`serviceworker` is not listed: there is no navigator.serviceWorker"));
    assert!(found.contains("`desktop-notification` is not listed"), "{found}");
    assert!(!found.contains("`push`"), "{found}");
    let found = findings(SITE, json!({ "name": "x", "permissions": ["push"] }));
    assert!(found.contains("permissions: is no object") && found.contains("`push` is not listed"));
}

#[test]
fn on_2_5_a_message_without_a_page_is_noted() {
    let all = json!({ "push": {}, "serviceworker": {}, "desktop-notification": {} });
    let with_messages =
        |messages| findings(SITE, json!({ "name": "x", "permissions": all, "messages": messages }));
    assert!(with_messages(json!(null)).contains("openApp resolves, and nothing opens"));
    assert!(with_messages(json!([{ "notification": "/index.html" }])).contains("nothing opens"));
    assert!(with_messages(json!([{ OPEN: "/app.html" }])).contains("/app.html is not in the app"));
    assert_eq!(with_messages(json!([{ OPEN: "index.html" }])), "");
    assert_eq!(with_messages(json!([OPEN])), "");
    let app = with(SITE, json!({ "name": "x", "messages": [{ OPEN: "./index.html" }] })).unwrap();
    assert_eq!(app.messages, [(OPEN.to_owned(), Some("/index.html".to_owned()))]);
}

const OPEN: &str = kaios25::OPEN_APP;

#[test]
fn on_3_the_defaults_come_with_permissions() {
    let app = with(SIGNED, json!({ "name": "x", "b2g_features": {} })).unwrap();
    assert!(!app.grants.push);
    assert_eq!(app.grants.notifications, Asking::Prompt, "unknown is asked for");
    let found = findings(SIGNED, json!({ "name": "x", "permissions": { "push": {} } }));
    assert!(found.contains("b2g_features.permissions: is missing"), "{found}");
    assert!(found.contains("from 3.0 on it stands in `b2g_features`"), "{found}");
    let empty = json!({ "name": "x", "b2g_features": { "permissions": {} } });
    assert!(with(PWA, &empty).unwrap().grants.push);
    assert_eq!(findings(PWA, empty), "");
}

/// api-daemon's `validate_package` takes both.
#[test]
fn on_3_a_package_may_have_the_older_manifest() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = json!({ "name": "x", "launch_path": "/app.html", "permissions": {
        "desktop-notification": {}
    }});
    fs::write(folder.path().join("manifest.webapp"), manifest.to_string()).unwrap();
    fs::write(folder.path().join("app.html"), "").unwrap();
    let app = install(SIGNED, folder.path()).unwrap();
    assert_eq!((&*app.name, &*app.launch_path), ("x", "/app.html"));
    assert!(app.grants.push && app.grants.notifications == Asking::Granted);
    let [found] = &*app.findings else { panic!("{:?}", app.findings) };
    assert!(found.text.contains("manifest.webmanifest"), "{found}");
    // A site is no app by it.
    let page = install(PWA, folder.path()).unwrap();
    assert_eq!(page.name, "Page");
    // Where there are both, the newer one holds.
    fs::write(folder.path().join("manifest.webmanifest"), r#"{ "name": "y" }"#).unwrap();
    assert_eq!(install(SIGNED, folder.path()).unwrap().name, "y");
}

#[test]
fn on_3_the_system_registers_the_worker_that_is_declared() {
    let declared = json!({ "name": "x", "b2g_features": {
        "permissions": {}, "messages": ["alarm", { "sms-received": "/" }, "serviceworker-notification"],
        "serviceworker": { "script_url": "sw.js", "options": { "scope": "/app/" } }
    }});
    let app = with(SIGNED, &declared).unwrap();
    assert_eq!(app.worker, Some(("/sw.js".to_owned(), "/app/".to_owned())));
    let found = findings(SIGNED, declared);
    assert!(found.contains("`sms-received` is no message for apps"), "{found}");
    assert!(found.contains("`serviceworker-notification` is KaiOS 2.5's"), "{found}");
    let alone =
        json!({ "name": "x", "b2g_features": { "permissions": {}, "messages": ["alarm"] } });
    assert!(findings(SIGNED, alone).contains("not read without"));
}

/// BuildPermissionsTable of SystemMessageService.cpp.
#[test]
fn on_3_messages_for_apps_are_listed_without_a_word() {
    let names = ["activity", "alarm", "media-button"];
    let app = with(SIGNED, declaring(json!(names))).unwrap();
    assert_eq!(app.findings, []);
    assert_eq!(app.messages, names.map(|name| (name.to_owned(), None)));
}

/// api-daemon reads it; ServiceWorkerAssistant.jsm makes a name of the whole entry.
#[test]
fn on_3_a_message_in_2_5s_form_is_not_subscribed() {
    let declared = declaring(json!([{ "alarm": "/index.html" }, "activity"]));
    let app = with(SIGNED, &declared).unwrap();
    assert_eq!(app.messages, [("activity".to_owned(), None)]);
    let expected = "manifest.webmanifest: b2g_features.messages: { \"alarm\": … } is KaiOS 2.5's form: \
                    it is read but not subscribed; write the name alone: \"alarm\"";
    assert_eq!(findings(SIGNED, declared), expected);
}

/// A manifest that declares its worker and these messages.
fn declaring(messages: Value) -> Value {
    json!({ "name": "x", "b2g_features": {
        "permissions": { "alarms": {} }, "messages": messages,
        "serviceworker": { "script_url": "sw.js" }
    }})
}

#[test]
fn a_start_page_is_found_as_the_browser_finds_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sub")).unwrap();
    for page in ["index.html", "sub/index.html", "sub/a b.html"] {
        fs::write(folder.path().join(page), "").unwrap();
    }
    let with = |profile, start: &str| {
        let features = json!({ "permissions": {} });
        let manifest = json!({ "name": "x", "start_url": start, "b2g_features": features });
        fs::write(folder.path().join("manifest.webmanifest"), manifest.to_string()).unwrap();
        install(profile, folder.path()).unwrap()
    };
    for (start, path) in [
        ("./", "/"),
        (".", "/"),
        ("/", "/"),
        ("./sub/../index.html?a#b", "/index.html?a#b"),
        ("/sub/", "/sub/"),
        ("sub/a%20b.html", "/sub/a%20b.html"),
        ("sub/a b.html", "/sub/a%20b.html"),
    ] {
        let app = with(PWA, start);
        assert_eq!((&*app.launch_path, &*app.findings), (path, &[][..]), "{start}");
        // A package has no page at a folder's address.
        let found = with(SIGNED, start).findings;
        let is_folder = path.ends_with('/');
        assert_eq!(found.len(), usize::from(is_folder), "{start}");
        assert!(
            found.iter().all(|one| one.text.contains(&format!("write {path}index.html"))),
            "{start}"
        );
    }
    assert!(with(SIGNED, "/sub/c.html").findings[0].text.contains("/sub/c.html is not in the app"));
    // A site may name itself whole.
    for start in ["https://x.example/sub/?a=b", "//x.example/sub/?a=b"] {
        let app = with(PWA, start);
        assert_eq!((&*app.launch_path, &*app.findings), ("/sub/?a=b", &[][..]), "{start}");
    }
    // As 2.5 reads its own.
    let found = findings(SITE, json!({ "name": "x", "launch_path": "./" }));
    assert!(!found.contains("is not in the app"), "{found}");
}
