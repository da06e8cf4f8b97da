//! System messages of KaiOS 3 and 4, for the page that asks for them.

use js_sys::Reflect;
use kaipush_model::Value;
use kaipush_model::error::{Code, Note, Problem, Warning};
use kaipush_model::system_message::{Needs, needs};
use wasm_bindgen::prelude::*;

use super::error::name_of;
use super::{Config, Error, registration};
use crate::limit::{Limited, within};
use crate::seen;
use crate::sys::KaiRegistration;

/// Has the worker called for every message of this name, also when the app is closed.
///
/// # Errors
/// [`Code::NoSystemMessages`], the worker's, [`Code::SystemMessageRefused`],
/// [`Code::SystemMessageTaken`] or [`Code::SystemMessageFailed`].
pub(crate) async fn subscribe(config: &Config, name: &str) -> Result<Vec<Warning>, Error> {
    if !exist() {
        return Err(Code::NoSystemMessages.into());
    }
    let registration = registration::active(config).await?;
    let manager = registration.unchecked_into::<KaiRegistration>().system_message_manager();
    let manager = manager.ok_or(Code::NoSystemMessages)?;
    let asked = manager.subscribe(name).map_err(|thrown| refused(name, thrown))?;
    match within(&asked, config.timeout).await {
        Limited::Settled(Ok(_)) => Ok(warnings(name)),
        Limited::Settled(Err(thrown)) => Err(refused(name, thrown)),
        Limited::TooLate => Err(Problem::with(Code::SystemMessageFailed, "no answer").into()),
    }
}

/// Looked for where it is declared: no worker is registered for nothing.
fn exist() -> bool {
    let registration = seen::global("ServiceWorkerRegistration");
    let prototype = registration.and_then(|known| known.get("prototype"));
    prototype.is_some_and(|known| {
        Reflect::has(&known.0, &"systemMessageManager".into()).unwrap_or_default()
    })
}

fn warnings(name: &str) -> Vec<Warning> {
    match needs(name) {
        Needs::Unknown => vec![Warning::new(Note::SystemMessageUnknown, name.to_owned())],
        _ => Vec::new(),
    }
}

/// `SecurityError` without the permission, and for names the system does not know; `NotAllowedError`
/// where the worker at the origin's root has it (`SystemMessageService.cpp`, `DoSubscribe`).
fn refused(name: &str, thrown: JsValue) -> Error {
    let code = match name_of(&thrown).as_str() {
        "SecurityError" => Code::SystemMessageRefused,
        "NotAllowedError" => Code::SystemMessageTaken,
        _ => return Error::caused(Code::SystemMessageFailed, thrown),
    };
    let why = match needs(name) {
        _ if code == Code::SystemMessageTaken => "",
        Needs::Permission(permission) => &[" takes the permission ", permission].concat(),
        Needs::Kaios25 => " exists on KaiOS 2.5 only",
        Needs::Unknown => " is no name of a system message that kaipush knows",
        _ => "",
    };
    Error::because(Problem::with(code, [name, why].concat()), thrown)
}
