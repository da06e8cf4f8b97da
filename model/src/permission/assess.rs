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
mod tests;
