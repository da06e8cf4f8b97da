//! The worker's global object.

use js_sys::Promise;
use kaipush_model::platform::{Evidence, Platform};
use kaipush_model::{Sink, Value};
use wasm_bindgen::prelude::*;

use crate::apart;
use crate::foreign::Js;
use crate::limit::{Limited, within};
use crate::promise::begun;
use crate::seen::{self, global};

/// By their paths from `self`: an object for each step on the way would have to be held and let go.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["self", "clients"], js_name = matchAll)]
    fn match_all(options: &JsValue) -> Result<Promise, JsValue>;

    /// KaiOS 2.5: opens the app whose `manifest.webapp` lies at the worker's scope, and delivers
    /// `options.msg` as the system message `serviceworker-notification` (`dom/webidl/Clients.webidl`).
    ///
    /// Takes a dictionary; `msg` must be a string. Rejects outside of a click, and in a content
    /// process; resolves even when no page listens.
    #[wasm_bindgen(catch, js_namespace = ["self", "clients"], js_name = openApp)]
    pub(crate) fn open_app(options: &JsValue) -> Result<Promise, JsValue>;

    /// With KaiOS 3's `{disposition}`; other systems ignore the second argument.
    #[wasm_bindgen(catch, js_namespace = ["self", "clients"], js_name = openWindow)]
    pub(crate) fn open_window(url: &str, options: &JsValue) -> Result<Promise, JsValue>;

    #[cfg(any(feature = "closings", feature = "guard"))]
    #[wasm_bindgen(catch, js_namespace = ["self", "registration"], js_name = getNotifications)]
    fn get_notifications(filter: &JsValue) -> Result<Promise, JsValue>;
}

/// Whether this is KaiOS 2.5's way to open the app.
pub(crate) fn has_open_app() -> bool {
    global("clients").is_some_and(|clients| clients.get("openApp").is_some())
}

/// The platform as the worker sees it: no manifest here, but `openApp` and the registration.
pub(crate) fn platform() -> Platform {
    let registration = global("registration");
    Platform::detect(&Evidence {
        open_app: has_open_app(),
        b2g: registration.is_some_and(|known| known.get("systemMessageManager").is_some()),
        ..seen::evidence()
    })
}

/// Milliseconds that the pages are waited for where no right to open one ends meanwhile.
pub(crate) const PATIENCE: u32 = 2_000;

/// The app's open pages: those in this worker's scope, or, where the app has said where it starts, in that
/// folder, for a worker with a scope of its own covers no page. Uncontrolled ones too: in the very first
/// session no page is controlled yet.
///
/// Who is not told of them in so many milliseconds knows of none.
pub(crate) async fn pages(patience: u32) -> Vec<Js> {
    let options = Js::empty();
    options.set_flag("includeUncontrolled", true);
    // 2.5 rejects every other type with NotSupportedError (ServiceWorkerClients.cpp).
    options.set_text("type", "window");
    let found = match within(&begun(match_all(&options.0)), patience).await {
        Limited::Settled(found) => found.unwrap_or_default(),
        Limited::TooLate => JsValue::UNDEFINED,
    };
    let mut pages = Js(found).as_list().unwrap_or_default();
    let home = home();
    // A frame inside a page would take the launch, and nobody in it listens.
    pages.retain(|page| {
        page.text("url").is_some_and(|url| url.starts_with(&home))
            && page.text("frameType").as_deref() != Some("nested")
    });
    pages
}

/// The folder of the app's pages; the shim knows it.
fn home() -> String {
    global("kaipush").and_then(|settings| settings.text("home")).unwrap_or_else(apart::scope)
}

/// Whether a page is on the screen.
pub(crate) fn is_visible(page: &Js) -> bool {
    page.text("visibilityState").as_deref() == Some("visible")
}

/// The notifications that are shown, of this tag if one is given; `None` where the browser does not say so within
/// a second.
#[cfg(any(feature = "closings", feature = "guard"))]
pub(crate) async fn shown(tag: Option<&str>) -> Option<Vec<Js>> {
    const PATIENCE: u32 = 1_000;
    let filter = Js::empty();
    filter.set_text_if("tag", tag);
    match within(&begun(get_notifications(&filter.0)), PATIENCE).await {
        Limited::Settled(Ok(shown)) => Js(shown).as_list(),
        _ => None,
    }
}

/// Tells a page something under our marker, so that it is not taken for a message of the app's own.
///
/// # Errors
/// What can't be cloned.
pub(crate) fn tell(page: &Js, kind: &str, name: &str, value: &JsValue) -> Result<(), JsValue> {
    let envelope = Js::empty();
    envelope.set_text("kaipush", kind);
    envelope.set_value(name, &Js(value.clone()));
    page.call("postMessage", &envelope.0).map(drop)
}

/// Tells every open page. One that is just being closed hears nothing, and need not.
pub(crate) async fn tell_all(kind: &str, name: &str, value: &JsValue) {
    for page in pages(PATIENCE).await {
        let _ = tell(&page, kind, name, value);
    }
}
