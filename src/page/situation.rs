//! What the page can see, gathered for the model to judge.

use kaipush_model::Value;
use kaipush_model::permission::{Answer, Situation};
use kaipush_model::platform::{Evidence, Platform};

use super::{Config, manifest, registration, remembered, subscription};
use crate::foreign::Js;
use crate::seen::{self, global};
use crate::sys::Navigator;

/// Looks at everything that can be seen without asking the user or the network.
pub(crate) async fn gather(config: &Config) -> Situation {
    let manifest = manifest::own().await;
    let manifest_type = manifest.as_ref().and_then(|m| m.app_type.clone());
    let current = match registration::existing(config).await {
        Some(registration) => subscription::current(&registration, config.timeout).await,
        None => None,
    };
    Situation {
        platform: platform(manifest_type),
        service_worker: registration::available(),
        push: global("PushManager").is_some(),
        notification: permission(),
        manifest,
        subscription: current.and_then(|s| subscription::read(&s)),
        remembered: remembered::load(),
        key: config.key.as_ref().map(|key| key.to_base64url()),
    }
}

/// The platform as the page sees it.
pub(crate) fn platform(manifest_type: Option<String>) -> Platform {
    let navigator = Navigator::get();
    let navigator = navigator.as_ref();
    Platform::detect(&Evidence {
        open_app: navigator.is_some_and(|n| n.moz_apps().is_some()),
        b2g: navigator.is_some_and(|n| !n.b2g().is_undefined()),
        manifest_type,
        ..seen::evidence()
    })
}

/// `Notification.permission`; `None` where there is no `Notification`.
pub(crate) fn permission() -> Option<Answer> {
    let notification: Js = global("Notification")?;
    Some(Answer::read(&notification.text("permission").unwrap_or_default()))
}
