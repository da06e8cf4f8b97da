//! The app's own service worker registration.

use std::cell::Cell;

use js_sys::Promise;
use kaipush_model::Value;
use kaipush_model::error::Code;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};

use super::address::whole;
use super::error::name_of;
use super::unseen::{Unseen, answer};
use super::{Config, Error};
use crate::console::say;
use crate::foreign::Js;
use crate::limit::{Limited, within};
use crate::promise::in_background;
use crate::seen::global;

thread_local! {
    /// Whether this page has looked for a new worker.
    static LOOKED: Cell<bool> = const { Cell::new(false) };
}

/// Whether there are service workers; KaiOS 2.5 hides them from apps without the permission.
pub(crate) fn available() -> bool {
    container().is_some()
}

pub(crate) fn container() -> Option<ServiceWorkerContainer> {
    let container = global("navigator")?.get("serviceWorker")?.0;
    container.is_object().then(|| container.unchecked_into())
}

/// The registration of the app's own scope, if there is one. Not `ready`, which waits for whichever
/// worker controls the page, and not whichever scope contains the address: that may be another
/// worker of the app.
pub(crate) async fn existing(config: &Config) -> Result<Option<ServiceWorkerRegistration>, Unseen> {
    let (Some(container), Some(scope)) = (container(), scope(config)) else { return Ok(None) };
    let asked = Js(container.into()).call("getRegistration", &scope.as_str().into()).ok().map(Js);
    let Some(asked) = asked else { return Ok(None) };
    let found = match answer(&Promise::resolve(&asked.0), config.timeout).await {
        // Gecko 48 has none for a page that is not secure (ServiceWorkerManager.cpp, `GetRegistrationRunnable`).
        Err(Unseen::Refused(thrown)) if name_of(&thrown) == "SecurityError" => return Ok(None),
        found => Js(found?),
    };
    let own = found.text("scope").as_ref() == Some(&scope);
    Ok(own.then(|| found.0.unchecked_into()))
}

/// The address that the app's worker covers: as configured, else the folder of its script.
pub(crate) fn scope(config: &Config) -> Option<String> {
    match &config.scope {
        Some(scope) => whole(scope),
        None => {
            let mut script = whole(&config.worker)?;
            script.truncate(script.split(['?', '#']).next()?.rfind('/')? + 1);
            Some(script)
        }
    }
}

/// Registers the app's worker and waits until it can take pushes.
///
/// # Errors
/// [`Code::WorkerRegisterFailed`], [`Code::WorkerRedundant`] or [`Code::WorkerTimeout`].
pub(crate) async fn active(config: &Config) -> Result<ServiceWorkerRegistration, Error> {
    let container = container().ok_or(Code::NoServiceWorker)?;
    say("worker", &config.worker);
    let registered = register(&container, config);
    let registration: ServiceWorkerRegistration = match within(&registered, config.timeout).await {
        Limited::Settled(Ok(registration)) => registration.unchecked_into(),
        Limited::Settled(Err(thrown)) => {
            return Err(Error::caused(Code::WorkerRegisterFailed, thrown));
        }
        Limited::TooLate => return Err(Code::WorkerTimeout.into()),
    };
    let coming = registration.installing().or_else(|| registration.waiting());
    if registration.active().is_some() {
        if coming.is_none() {
            look_for_update(config, &registration, false);
        }
        say("worker", "active");
        return Ok(registration);
    }
    // It comes fresh from the network.
    LOOKED.set(true);
    let worker = coming.ok_or(Code::WorkerRedundant)?;
    settle(worker, config.timeout).await?;
    say("worker", "active");
    Ok(registration)
}

fn register(container: &ServiceWorkerContainer, config: &Config) -> Promise {
    let registered = match &config.scope {
        Some(scope) => {
            let options = RegistrationOptions::new();
            options.set_scope(scope);
            container.register_with_options(&config.worker, &options)
        }
        None => container.register(&config.worker),
    };
    registered.unchecked_into()
}

/// Asks the browser once a page to look for a new worker, and waits for nothing: the old one works.
/// Browsers look by themselves when a page is opened, but those of KaiOS not reliably; and none looks elsewhere than
/// where it has the old one from. So where the worker is ours (`is_ours`), one that the app has at another address by
/// now is registered.
pub(crate) fn look_for_update(
    config: &Config,
    registration: &ServiceWorkerRegistration,
    is_ours: bool,
) {
    if LOOKED.replace(true) {
        return;
    }
    let newest = registration.installing().or_else(|| registration.waiting());
    let newest = newest.or_else(|| registration.active());
    let address = newest.and_then(|newest| Js(newest.into()).text("scriptURL"));
    let has_moved = is_ours && address.is_some() && address != script(config);
    let asked = match container() {
        Some(container) if has_moved => Ok(register(&container, config)),
        _ => registration.update().map(JsCast::unchecked_into),
    };
    if let Ok(asked) = asked {
        in_background(async move {
            // Without network, for example; the next start asks again.
            if JsFuture::from(asked).await.is_err() && has_moved {
                say("failed", Code::WorkerRegisterFailed.as_str());
            }
        });
    }
}

/// The address of the worker's script, as the browser tells it: without a fragment.
fn script(config: &Config) -> Option<String> {
    whole(&config.worker)?.split('#').next().map(str::to_owned)
}

/// Waits for *this* worker: active, redundant, or too late.
async fn settle(worker: ServiceWorker, timeout: u32) -> Result<(), Error> {
    let (heard, event) = (Js(worker.clone().into()), JsValue::from("statechange"));
    let mut listener = None;
    let decided = Promise::new(&mut |resolve, reject| {
        let watched = worker.clone();
        let look = move || match watched.state() {
            ServiceWorkerState::Activated => drop(resolve.call0(&JsValue::UNDEFINED)),
            ServiceWorkerState::Redundant => drop(reject.call0(&JsValue::UNDEFINED)),
            _ => {}
        };
        look();
        // Not gloo's listener: it gives options, which Gecko 48 takes for `capture` and then never
        // finds again to remove.
        // And not `onstatechange`: all who wait on this page have the same object.
        let closure = Closure::<dyn Fn()>::new(look);
        let _ = heard.call2("addEventListener", &event, closure.as_ref());
        listener = Some(closure);
    });
    let outcome = within(&decided, timeout).await;
    if let Some(listener) = listener {
        let _ = heard.call2("removeEventListener", &event, listener.as_ref());
    }
    match outcome {
        Limited::Settled(Ok(_)) => Ok(()),
        Limited::Settled(Err(_)) => Err(Code::WorkerRedundant.into()),
        Limited::TooLate => Err(Code::WorkerTimeout.into()),
    }
}
