//! What the page can see, gathered for the model to judge.

use kaipush_model::Value;
use kaipush_model::manifest::Manifest;
use kaipush_model::permission::{Answer, Situation, State, assess};
use kaipush_model::platform::{Evidence, Platform};
use kaipush_model::subscription::{Remembered, Subscription};

use super::{Config, prompt, registration, subscription};
use crate::foreign::Js;
use crate::seen::{evidence, global};
use crate::{remembered, subscribed};

/// What can be seen at once.
pub(crate) fn seen(config: &Config, manifest: Option<Manifest>) -> Situation {
    let manifest_type = manifest.as_ref().and_then(|m| m.app_type.clone());
    Situation {
        platform: platform(manifest_type),
        service_worker: registration::available(),
        push: global("PushManager").is_some(),
        notification: permission(),
        ask: prompt::may(&config.ask),
        manifest,
        scope: registration::scope(config),
        subscription: None,
        remembered: None,
        report_to: config.report_to.clone(),
        key: config.key.as_ref().map(|key| key.to_base64url()),
    }
}

/// Looks at everything that can be seen without asking the user or the app's server.
pub(crate) async fn gather(config: &Config, manifest: Option<Manifest>) -> Situation {
    let known = remembered::known().await;
    let unread = known.is_err();
    let mut situation = seen(config, manifest);
    situation.remembered = known.unwrap_or_default();
    // Where push can't work anyway, nobody is asked who might not answer.
    if !matches!(assess(&situation), State::Unsupported(_)) {
        situation.subscription = existing(config, situation.remembered.is_some()).await;
    }
    if let (true, Some(current)) = (unread, &situation.subscription) {
        // Whoever was told of it can't be read: told once more does no harm, and to end it would.
        let ours = Remembered::unreported(&current.endpoint, situation.key.clone(), None);
        remembered::guess(ours.clone());
        situation.remembered = Some(ours);
    }
    situation
}

/// `is_ours`: there was one, so the worker is kaipush's.
async fn existing(config: &Config, is_ours: bool) -> Option<Subscription> {
    let registration = registration::existing(config).await.ok()??;
    registration::look_for_update(config, &registration, is_ours);
    let current = subscription::current(&registration, config.timeout).await.ok()??;
    subscribed::read(&current)
}

/// The platform as the page sees it.
pub(crate) fn platform(manifest_type: Option<String>) -> Platform {
    let has = |name| global("navigator").is_some_and(|navigator| navigator.get(name).is_some());
    Platform::detect(&Evidence {
        open_app: has("mozApps"),
        b2g: has("b2g"),
        manifest_type,
        ..evidence()
    })
}

/// `Notification.permission`; `None` where there is no `Notification`.
pub(crate) fn permission() -> Option<Answer> {
    let notification: Js = global("Notification")?;
    Some(Answer::read(&notification.text("permission").unwrap_or_default()))
}
