use super::*;
use crate::subscription::Reported;
use serde_json::json;

fn platform(system: System, app_type: AppType) -> Platform {
    Platform { system, version: String::new(), gecko: 0, app_type }
}

fn granted(system: System, app_type: AppType) -> Situation {
    Situation {
        platform: platform(system, app_type),
        service_worker: true,
        push: true,
        notification: Some(Answer::Granted),
        ask: true,
        manifest: None,
        scope: Some("https://app.example/".into()),
        subscription: None,
        remembered: None,
        report_to: Some("/report".into()),
        key: Some("BKEY".into()),
    }
}

fn on_25() -> Situation {
    granted(System::Kaios25, AppType::Privileged)
}

fn manifest(permissions: serde_json::Value) -> Option<Manifest> {
    Some(Manifest::read(&json!({ "permissions": permissions })))
}

fn unsupported(situation: &Situation) -> Option<Code> {
    match assess(situation) {
        State::Unsupported(problem) => Some(problem.code),
        _ => None,
    }
}

#[test]
fn an_answer_has_the_name_that_it_is_read_by() {
    for name in ["granted", "denied", "default"] {
        assert_eq!(Answer::read(name).as_str(), name);
    }
    assert_eq!(Answer::read("perhaps"), Answer::Default);
}

#[test]
fn on_25_a_missing_permission_is_named() {
    let no_worker = Situation { service_worker: false, ..on_25() };
    assert_eq!(unsupported(&no_worker), Some(Code::ServiceworkerPermissionMissing));

    // The engine may lack them all the same.
    let declared = Situation { manifest: manifest(json!({ "serviceworker": {} })), ..no_worker };
    assert_eq!(unsupported(&declared), Some(Code::NoServiceWorker));
    let undeclared = Situation { manifest: manifest(json!({ "push": {} })), ..declared };
    assert_eq!(unsupported(&undeclared), Some(Code::ServiceworkerPermissionMissing));

    let no_push = Situation { manifest: manifest(json!({ "serviceworker": {} })), ..on_25() };
    assert_eq!(unsupported(&no_push), Some(Code::PushPermissionMissing));

    let no_notification = Situation {
        manifest: manifest(json!({ "serviceworker": {}, "push": {} })),
        notification: Some(Answer::Default),
        ..on_25()
    };
    assert_eq!(unsupported(&no_notification), Some(Code::NotificationPermissionMissing));
}

#[test]
fn on_25_the_scope_is_the_manifests_folder() {
    let complete = json!({ "serviceworker": {}, "push": {}, "desktop-notification": {} });
    let lying = |url: Option<&str>| {
        let manifest = Manifest { url: url.map(str::to_owned), ..manifest(complete.clone())? };
        Some(manifest)
    };
    let right =
        Situation { manifest: lying(Some("https://app.example/manifest.webapp")), ..on_25() };
    assert_eq!(assess(&right), State::Ready);
    let wrong = Situation { scope: Some("https://app.example/push/".into()), ..right };
    let State::Unsupported(problem) = assess(&wrong) else { panic!("{:?}", assess(&wrong)) };
    assert_eq!(problem.code, Code::ScopeNotRoot);
    for address in ["https://app.example/push/", "https://app.example/"] {
        assert!(problem.detail.contains(address), "{}", problem.detail);
    }
    // Where nobody tells the manifest's address, nothing is wrong.
    assert_eq!(assess(&Situation { manifest: lying(None), ..wrong }), State::Ready);
}

#[test]
fn on_3_push_needs_no_entry_and_no_worker_means_no_worker() {
    let three = granted(System::Kaios3, AppType::Pwa);
    assert_eq!(assess(&Situation { manifest: manifest(json!({})), ..three.clone() }), State::Ready);
    let none = Situation { service_worker: false, ..three };
    assert_eq!(unsupported(&none), Some(Code::NoServiceWorker));
}

#[test]
fn a_gesture_is_needed_by_web_apps_only() {
    for (system, app_type, gesture) in [
        (System::Kaios25, AppType::Hosted, false),
        (System::Kaios3, AppType::Pwa, true),
        (System::Kaios3, AppType::Signed, false),
        (System::Web, AppType::Page, true),
    ] {
        let asked = Situation { notification: Some(Answer::Default), ..granted(system, app_type) };
        let state = State::NeedsPermission { gesture, ask: true };
        assert_eq!(assess(&asked), state, "{app_type:?}");
        let later = State::NeedsPermission { gesture, ask: false };
        assert_eq!(assess(&Situation { ask: false, ..asked }), later);
    }
}

#[test]
fn blocked_says_where_it_is_undone() {
    let denied = Situation { notification: Some(Answer::Denied), ..on_25() };
    assert_eq!(assess(&denied), State::Blocked(Blocked::InKaiosSettings));
    let denied =
        Situation { notification: Some(Answer::Denied), ..granted(System::Web, AppType::Page) };
    assert_eq!(assess(&denied), State::Blocked(Blocked::InBrowserSettings));
}

#[test]
fn a_subscription_that_reaches_nobody_is_stale() {
    let subscription = Subscription::sample("https://push.example/1");
    let remembered = Remembered::unreported("https://push.example/1", Some("BKEY".into()), None);
    let known = Situation {
        subscription: Some(subscription.clone()),
        remembered: Some(remembered.clone().reported("/report", 1.0)),
        ..on_25()
    };
    let with = |remembered| Situation { remembered: Some(remembered), ..known.clone() };
    let subscribed = |reported| State::Subscribed(subscription.clone(), reported);
    assert_eq!(assess(&known), subscribed(Reported::Yes));
    assert_eq!(assess(&with(remembered.clone())), subscribed(Reported::Pending));
    let refused = remembered.clone().refused("/report", 1.0);
    assert_eq!(assess(&with(refused.clone())), subscribed(Reported::Refused));
    let elsewhere = Situation { report_to: Some("/other".into()), ..with(refused) };
    assert_eq!(assess(&elsewhere), subscribed(Reported::Pending));
    let nowhere = Situation { report_to: None, ..with(remembered.clone()) };
    assert_eq!(assess(&nowhere), subscribed(Reported::NoServer));

    let stale = State::Stale(Some(subscription.clone()));
    assert_eq!(assess(&Situation { remembered: None, ..known.clone() }), stale);
    assert_eq!(assess(&Situation { key: Some("BOTHER".into()), ..known.clone() }), stale);
    let moved = Remembered { endpoint: "https://push.example/0".into(), ..remembered.clone() };
    assert_eq!(assess(&with(moved)), stale);
    assert_eq!(assess(&with(Remembered { dead: true, ..remembered.clone() })), stale);
    assert_eq!(assess(&with(Remembered { leaving: true, ..remembered })), State::Ready);

    // A first one is on its way, or has failed: none was lost.
    let begun = with(Remembered::unreported("", Some("BKEY".into()), None));
    assert_eq!(assess(&begun), stale);
    assert_eq!(assess(&Situation { subscription: None, ..begun }), State::Ready);

    let dropped = Situation { subscription: None, ..known };
    assert_eq!(assess(&dropped), State::Stale(None));
    assert_eq!(assess(&Situation { remembered: None, ..dropped }), State::Ready);
}

#[test]
fn surprises_are_told_before_they_happen() {
    let notes =
        |situation: &Situation| warnings(situation).iter().map(|w| w.note).collect::<Vec<_>>();
    let keyless = Situation { key: None, manifest: manifest(json!({})), ..on_25() };
    assert_eq!(notes(&keyless), [Note::NoKey, Note::MessagesEntryMissing]);
    let bare = Situation {
        manifest: Some(Manifest::default()),
        ..granted(System::Kaios3, AppType::Signed)
    };
    assert_eq!(notes(&bare), [Note::PermissionsEntryMissing]);
}
