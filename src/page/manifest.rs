//! The app's own manifest.

use js_sys::Promise;
use kaipush_model::manifest::Manifest;
use wasm_bindgen::prelude::*;

use super::http;
use super::limit::{Limited, within};
use crate::foreign::Js;
use crate::sys::{DomRequest, MozApp, Navigator};

/// Long enough for a file of the app's own; the manifest is evidence, not a condition.
const PATIENCE: u32 = 3_000;

/// The app's manifest: from `mozApps` where there is one, else what the page links to. `None` where
/// there is none, or it can't be read in time.
pub(crate) async fn own() -> Option<Manifest> {
    // Never both: the one that the page links to is for KaiOS 3 and need not have what 2.5 wants.
    match Navigator::get()?.moz_apps() {
        Some(_) => {
            let app = own_app().await?;
            let url = app.manifest_url().as_string();
            Some(Manifest { url, ..Manifest::read(&Js(app.manifest())) })
        }
        None => Some(Manifest::read(&Js(linked().await?))),
    }
}

/// The installed app that this page belongs to (KaiOS 2.5).
pub(crate) async fn own_app() -> Option<MozApp> {
    let request = Navigator::get()?.moz_apps()?.get_self().ok()?;
    let answered = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(&resolve);
        request.set_onerror(&reject);
    });
    settled(&answered).await?;
    let app = request.unchecked_ref::<DomRequest>().result();
    app.is_object().then(|| app.unchecked_into())
}

async fn linked() -> Option<JsValue> {
    let link = web_sys::window()?.document()?.query_selector("link[rel=manifest]").ok()??;
    let url = link.get_attribute("href")?;
    let text = settled(&http::get(&url)).await?.as_string()?;
    Js::parse(&text).map(JsValue::from)
}

async fn settled(promise: &Promise) -> Option<JsValue> {
    match within(promise, PATIENCE).await {
        Limited::Settled(value) => value.ok(),
        Limited::TooLate => None,
    }
}
