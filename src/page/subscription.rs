//! The browser's push subscription.

use js_sys::{Promise, Uint8Array};
use kaipush_model::Value;
use kaipush_model::error::Code;
use kaipush_model::key::Key;
use wasm_bindgen::prelude::*;
use web_sys::{
    PushManager, PushSubscription, PushSubscriptionOptionsInit, ServiceWorkerRegistration,
};

use super::error::name_of;
use super::unseen::{Unseen, answer};
use super::{Config, Error};
use crate::limit::{Limited, within};
use crate::seen::global;

/// The subscription there is, if any. Without the permission `push` KaiOS 2.5 may never say
/// (`PushComponents.js`).
pub(crate) async fn current(
    registration: &ServiceWorkerRegistration,
    limit: u32,
) -> Result<Option<PushSubscription>, Unseen> {
    // A registration without any push has none.
    let manager = manager(registration).ok().filter(|manager| manager.is_object());
    let Some(manager) = manager else { return Ok(None) };
    let asked: Promise = manager.get_subscription().map_err(Unseen::Refused)?.unchecked_into();
    let found = answer(&asked, limit).await?;
    Ok(Some(found).filter(JsValue::is_object).map(JsValue::unchecked_into))
}

/// Whether the system says that there is no network; where it says nothing, there may be.
pub(crate) fn is_offline() -> bool {
    global("navigator").and_then(|navigator| navigator.flag("onLine")) == Some(false)
}

/// Subscribes with the configuration's key.
///
/// # Errors
/// [`Code::SubscribeTimeout`] where the push service, or KaiOS 2.5 without the permission, does not
/// answer; [`Code::KeyRefused`], [`Code::PermissionNotGranted`] or [`Code::SubscribeFailed`].
pub(crate) async fn subscribe(
    registration: &ServiceWorkerRegistration,
    config: &Config,
) -> Result<PushSubscription, Error> {
    let options = PushSubscriptionOptionsInit::new();
    options.set_user_visible_only(true);
    if let Some(key) = &config.key {
        options.set_application_server_key(&bytes(key));
    }
    let asked = manager(registration)?.subscribe_with_options(&options).map_err(refused)?;
    match within(&asked.unchecked_into(), config.timeout).await {
        Limited::Settled(Ok(subscription)) => Ok(subscription.unchecked_into()),
        Limited::Settled(Err(thrown)) => Err(refused(thrown)),
        Limited::TooLate => Err(Code::SubscribeTimeout.into()),
    }
}

/// The names that Gecko gives its refusals (`dom/push/PushManager.cpp`).
fn refused(thrown: JsValue) -> Error {
    let code = match name_of(&thrown).as_str() {
        "InvalidAccessError" => Code::KeyRefused,
        "NotAllowedError" | "PermissionDeniedError" => Code::PermissionNotGranted,
        _ => Code::SubscribeFailed,
    };
    Error::caused(code, thrown)
}

/// Ends a subscription.
///
/// # Errors
/// [`Code::UnsubscribeFailed`].
pub(crate) async fn unsubscribe(subscription: &PushSubscription, limit: u32) -> Result<(), Error> {
    let failed = |thrown| Error::caused(Code::UnsubscribeFailed, thrown);
    let asked: Promise = subscription.unsubscribe().map_err(failed)?.unchecked_into();
    match within(&asked, limit).await {
        Limited::Settled(done) => done.map(drop).map_err(failed),
        Limited::TooLate => Err(Code::UnsubscribeFailed.into()),
    }
}

/// The bytes of a key. Gecko 48 takes a typed array only, no string.
fn bytes(key: &Key) -> Uint8Array {
    Uint8Array::from(key.bytes())
}

fn manager(registration: &ServiceWorkerRegistration) -> Result<PushManager, Error> {
    registration.push_manager().map_err(|thrown| Error::caused(Code::NoPush, thrown))
}
