//! States and platforms as JavaScript sees them (`npm/index.d.ts`).

use kaipush_model::error::{Code, Warning};
use kaipush_model::permission::State;
use kaipush_model::platform::Platform;
use kaipush_model::subscription::{Subscription, encodings};
use serde::Serialize;

use crate::page::Delivery;

/// A [`State`] as one flat object.
#[derive(Serialize, Default)]
pub(crate) struct StateFace {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gesture: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subscription: Option<Subscription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reported: Option<&'static str>,
    warnings: Vec<WarningFace>,
}

#[derive(Serialize)]
struct WarningFace {
    code: &'static str,
    about: String,
    text: &'static str,
}

impl StateFace {
    pub(crate) fn new(state: State, warnings: Vec<Warning>) -> Self {
        let warnings = warnings.into_iter().map(|Warning { note, about }| WarningFace {
            code: note.as_str(),
            about: about.into_owned(),
            text: note.advice(),
        });
        let plain = Self { kind: state.as_str(), warnings: warnings.collect(), ..Self::default() };
        match state {
            State::Unsupported(problem) => {
                Self { code: Some(problem.code.as_str()), text: Some(problem.to_string()), ..plain }
            }
            State::Blocked(blocked) => Self {
                code: Some(Code::PermissionBlocked.as_str()),
                text: Some(
                    ["Notifications are blocked. Allow them again in ", blocked.settings(), "."]
                        .concat(),
                ),
                ..plain
            },
            State::NeedsPermission { gesture, ask } => {
                Self { gesture: Some(gesture), ask: Some(ask), ..plain }
            }
            State::Subscribed(subscription, reported) => {
                Self { subscription: Some(subscription), reported: reported.as_str(), ..plain }
            }
            State::Stale(subscription) => Self { subscription, ..plain },
            _ => plain,
        }
    }
}

/// A [`Platform`] with what follows from it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlatformFace {
    system: &'static str,
    version: String,
    gecko: u32,
    app_type: &'static str,
    encodings: &'static [&'static str],
}

impl PlatformFace {
    pub(crate) fn new(platform: &Platform) -> Self {
        Self {
            system: platform.system.as_str(),
            version: platform.version.clone(),
            gecko: platform.gecko,
            app_type: platform.app_type.as_str(),
            encodings: encodings(platform),
        }
    }
}

/// A [`Delivery`] as JavaScript sees it.
#[derive(Serialize)]
pub(crate) struct DeliveryFace {
    kind: &'static str,
    name: String,
    outcome: &'static str,
    status: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
}

impl DeliveryFace {
    pub(crate) fn new(delivery: &Delivery) -> Self {
        Self {
            kind: delivery.kind.as_str(),
            name: delivery.name.clone(),
            outcome: delivery.outcome.as_str(),
            status: delivery.status,
            code: delivery.code().map(Code::as_str),
        }
    }
}
