//! The worker's global object.

use js_sys::Promise;
use kaipush_model::Value;
use kaipush_model::platform::{Evidence, Platform};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClientQueryOptions, ClientType, ServiceWorkerGlobalScope, WindowClient};

use super::host::items;
use crate::foreign::Js;
use crate::seen;
use crate::sys::KaiClients;

/// The service worker's `self`.
pub(crate) fn scope() -> ServiceWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// The address that the worker's registration covers.
pub(crate) fn address() -> String {
    scope().registration().scope()
}

pub(crate) fn clients() -> KaiClients {
    scope().clients().unchecked_into()
}

/// The platform as the worker sees it: no manifest here, but `openApp` and the registration.
pub(crate) fn platform() -> Platform {
    let registration = Js(scope().registration().into());
    Platform::detect(&Evidence {
        open_app: clients().open_app_function().is_some(),
        b2g: registration.get("systemMessageManager").is_some(),
        ..seen::evidence()
    })
}

/// The open pages in this worker's scope. Uncontrolled ones too: in the very first session no page
/// is controlled yet.
pub(crate) async fn pages() -> Vec<WindowClient> {
    let options = ClientQueryOptions::new();
    options.set_include_uncontrolled(true);
    // 2.5 rejects every other type with NotSupportedError (ServiceWorkerClients.cpp).
    options.set_type(ClientType::Window);
    let asked: Promise = scope().clients().match_all_with_options(&options).unchecked_into();
    let Ok(found) = JsFuture::from(asked).await else { return Vec::new() };
    let address = address();
    // A frame inside a page would take the launch, and nobody in it listens.
    let page = |client: &WindowClient| {
        client.url().starts_with(&address)
            && Js(client.into()).text("frameType").as_deref() != Some("nested")
    };
    items::<WindowClient>(found).into_iter().filter(page).collect()
}

/// Tells every open page something under our marker, so that it is not taken for a message of the
/// app's own.
pub(crate) fn envelope(kind: &str, name: &str, value: &JsValue) -> JsValue {
    use kaipush_model::Sink;
    let envelope = Js::empty();
    envelope.set_text("kaipush", kind);
    envelope.set_value(name, &Js(value.clone()));
    envelope.into()
}
