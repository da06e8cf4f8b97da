//! The app's own service worker registration.

use gloo::events::EventListener;
use js_sys::Promise;
use kaipush_model::error::Code;
use wasm_bindgen::prelude::*;
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};

use super::limit::{Limited, within};
use super::{Config, Error};
use crate::sys::Navigator;

/// Whether there are service workers; KaiOS 2.5 hides them from apps without the permission.
pub(crate) fn available() -> bool {
    container().is_some()
}

pub(crate) fn container() -> Option<ServiceWorkerContainer> {
    let container = Navigator::get()?.service_worker();
    container.is_object().then(|| container.unchecked_into())
}

/// The registration of the app's scope, if there is one. Not `ready`, which waits for whichever
/// worker controls the page.
pub(crate) async fn existing(config: &Config) -> Option<ServiceWorkerRegistration> {
    let place = config.scope.as_deref().unwrap_or(&config.worker);
    let found: Promise = container()?.get_registration_with_document_url(place).unchecked_into();
    let found = match within(&found, config.timeout).await {
        Limited::Settled(found) => found.ok()?,
        Limited::TooLate => return None,
    };
    found.is_object().then(|| found.unchecked_into())
}

/// Registers the app's worker and waits until it can take pushes.
///
/// # Errors
/// [`Code::WorkerRegisterFailed`], [`Code::WorkerRedundant`] or [`Code::WorkerTimeout`].
pub(crate) async fn active(config: &Config) -> Result<ServiceWorkerRegistration, Error> {
    let container = container().ok_or(Code::NoServiceWorker)?;
    let registered: Promise = match &config.scope {
        Some(scope) => {
            let options = RegistrationOptions::new();
            options.set_scope(scope);
            container.register_with_options(&config.worker, &options)
        }
        None => container.register(&config.worker),
    }
    .unchecked_into();
    let registration: ServiceWorkerRegistration = match within(&registered, config.timeout).await {
        Limited::Settled(Ok(registration)) => registration.unchecked_into(),
        Limited::Settled(Err(thrown)) => {
            return Err(Error::caused(Code::WorkerRegisterFailed, thrown));
        }
        Limited::TooLate => return Err(Code::WorkerTimeout.into()),
    };
    if registration.active().is_some() {
        return Ok(registration);
    }
    let coming = registration.installing().or_else(|| registration.waiting());
    let worker = coming.ok_or(Code::WorkerRedundant)?;
    settle(worker, config.timeout).await?;
    Ok(registration)
}

/// Waits for *this* worker: active, redundant, or too late.
async fn settle(worker: ServiceWorker, timeout: u32) -> Result<(), Error> {
    let mut listener = None;
    let decided = Promise::new(&mut |resolve, reject| {
        let watched = worker.clone();
        let look = move || match watched.state() {
            ServiceWorkerState::Activated => drop(resolve.call0(&JsValue::UNDEFINED)),
            ServiceWorkerState::Redundant => drop(reject.call0(&JsValue::UNDEFINED)),
            _ => {}
        };
        look();
        listener = Some(EventListener::new(&worker, "statechange", move |_| look()));
    });
    let outcome = within(&decided, timeout).await;
    drop(listener);
    match outcome {
        Limited::Settled(Ok(_)) => Ok(()),
        Limited::Settled(Err(_)) => Err(Code::WorkerRedundant.into()),
        Limited::TooLate => Err(Code::WorkerTimeout.into()),
    }
}
