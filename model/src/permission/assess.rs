//! From what the page sees to one state.

use super::{Blocked, State};
use crate::error::{Code, Note, Problem, Warning};
use crate::manifest::{Manifest, Permission};
use crate::platform::{AppType, Platform, System};
use crate::subscription::{Remembered, Subscription};

/// `Notification.permission`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// `granted`.
    Granted,
    /// `denied`.
    Denied,
    /// `default`: not asked, or closed without an answer.
    Default,
}

impl Answer {
    /// Reads `Notification.permission`; anything unknown counts as not asked.
    pub fn read(text: &str) -> Self {
        match text {
            "granted" => Answer::Granted,
            "denied" => Answer::Denied,
            _ => Answer::Default,
        }
    }

    /// The name that it is read by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Answer::Granted => "granted",
            Answer::Denied => "denied",
            Answer::Default => "default",
        }
    }
}

/// All that the page can see without asking anybody.
#[derive(Clone, PartialEq, Debug)]
pub struct Situation {
    /// Where it runs.
    pub platform: Platform,
    /// `navigator.serviceWorker` exists.
    pub service_worker: bool,
    /// `PushManager` exists.
    pub push: bool,
    /// `Notification.permission`; `None` where there is no `Notification`.
    pub notification: Option<Answer>,
    /// Whether this is a good moment for the app's own question.
    pub ask: bool,
    /// The app's own manifest, where it could be read.
    pub manifest: Option<Manifest>,
    /// The address that the app's worker covers, or will cover.
    pub scope: Option<String>,
    /// What `getSubscription` gave.
    pub subscription: Option<Subscription>,
    /// What the page subscribed with last.
    pub remembered: Option<Remembered>,
    /// Where the configuration wants subscriptions reported to.
    pub report_to: Option<String>,
    /// The key of the configuration, as base64url.
    pub key: Option<String>,
}

/// Decides where the app stands.
pub fn assess(situation: &Situation) -> State {
    if let Some(code) = missing(situation) {
        return State::Unsupported(Problem::new(code));
    }
    if let Some(problem) = elsewhere(situation) {
        return State::Unsupported(problem);
    }
    match situation.notification {
        Some(Answer::Denied) => State::Blocked(match situation.platform.system.is_kaios() {
            true => Blocked::InKaiosSettings,
            false => Blocked::InBrowserSettings,
        }),
        Some(Answer::Granted) => subscribed(situation),
        _ => State::NeedsPermission {
            gesture: needs_gesture(&situation.platform),
            ask: situation.ask,
        },
    }
}

/// What keeps push from working at all, if anything does.
fn missing(situation: &Situation) -> Option<Code> {
    let lacks = |permission| situation.manifest.as_ref().is_some_and(|m| !m.has(permission));
    let declared_permissions = situation.platform.system.features().push_permissions;
    if !situation.service_worker {
        // Gecko 48 of KaiOS hides `navigator.serviceWorker` from apps without the permission
        // (CheckAnyPermissions="serviceworker" in its webidl).
        let declares = |m: &Manifest| m.has(Permission::ServiceWorker);
        let declared = situation.manifest.as_ref().is_some_and(declares);
        return Some(if declared_permissions && !declared {
            Code::ServiceworkerPermissionMissing
        } else {
            Code::NoServiceWorker
        });
    }
    if declared_permissions && lacks(Permission::Push) {
        return Some(Code::PushPermissionMissing);
    }
    if !situation.push {
        return Some(Code::NoPush);
    }
    match situation.notification {
        None => Some(Code::NoNotification),
        // Without the entry the question is never asked: `requestPermission` gives `default`.
        Some(Answer::Default)
            if situation.platform.system.is_kaios() && lacks(Permission::DesktopNotification) =>
        {
            Some(Code::NotificationPermissionMissing)
        }
        _ => None,
    }
}

/// On 2.5 a worker whose scope is not the manifest's folder shows notifications that open nothing.
fn elsewhere(situation: &Situation) -> Option<Problem> {
    let (manifest, scope) = (situation.manifest.as_ref()?, situation.scope.as_deref()?);
    manifest.better_scope(scope).map(|folder| {
        let seen = ["the scope is ", scope, ", the manifest lies in ", folder];
        Problem::with(Code::ScopeNotRoot, seen.concat())
    })
}

/// Firefox asks only on a user's gesture since version 72; KaiOS 3 prompts only web apps.
fn needs_gesture(platform: &Platform) -> bool {
    platform.system.features().gesture
        && !matches!(platform.app_type, AppType::Signed | AppType::Certified)
}

fn subscribed(situation: &Situation) -> State {
    match (situation.subscription.clone(), &situation.remembered) {
        (None, None) => State::Ready,
        // A first one is on its way, or has failed.
        (None, Some(remembered)) if remembered.endpoint.is_empty() => State::Ready,
        // The user's wish; what is left of it is done at the next start.
        (_, Some(remembered)) if remembered.leaving => State::Ready,
        (Some(subscription), Some(remembered))
            if remembered.endpoint == subscription.endpoint
                && remembered.key == situation.key
                && !remembered.dead =>
        {
            let reported = remembered.reported_as(situation.report_to.as_deref());
            State::Subscribed(subscription, reported)
        }
        (subscription, _) => State::Stale(subscription),
    }
}

/// What will not stop the app from subscribing, but will surprise its developer.
pub fn warnings(situation: &Situation) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if situation.key.is_none() {
        warnings.push(Warning::new(Note::NoKey, "key"));
    }
    if let Some(manifest) = &situation.manifest {
        match situation.platform.system {
            System::Kaios25 if manifest.message_href.is_none() => {
                warnings
                    .push(Warning::new(Note::MessagesEntryMissing, "serviceworker-notification"));
            }
            System::Kaios3 | System::Kaios4 if manifest.permissions.is_none() => {
                warnings
                    .push(Warning::new(Note::PermissionsEntryMissing, "b2g_features.permissions"));
            }
            _ => {}
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
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
        let declared =
            Situation { manifest: manifest(json!({ "serviceworker": {} })), ..no_worker };
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
        assert_eq!(
            assess(&Situation { manifest: manifest(json!({})), ..three.clone() }),
            State::Ready
        );
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
            let asked =
                Situation { notification: Some(Answer::Default), ..granted(system, app_type) };
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
        let remembered =
            Remembered::unreported("https://push.example/1", Some("BKEY".into()), None);
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
}
