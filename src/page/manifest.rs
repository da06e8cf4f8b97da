//! The app's own manifest.

use js_sys::Promise;
use kaipush_model::manifest::Manifest;
use kaipush_model::{Sink, Value};
use wasm_bindgen::prelude::*;

use crate::foreign::Js;
use crate::http;
use crate::limit::{Limited, within};
use crate::seen::global;
use crate::sys::MozApp;

/// Long enough for a file of the app's own; the manifest is evidence, not a condition.
const PATIENCE: u32 = 3_000;

/// The app's manifest: from `mozApps` where there is one, else what the page links to. `None` where
/// there is none, or it can't be read in time.
pub(crate) async fn own() -> Option<Manifest> {
    // Never both: the one that the page links to is for KaiOS 3 and need not have what 2.5 wants.
    match apps() {
        Some(_) => {
            let app = Js(own_app().await?.into());
            let url = app.text("manifestURL");
            Some(Manifest { url, ..Manifest::read(&app.get("manifest")?) })
        }
        None => Some(Manifest::read(&linked().await?)),
    }
}

/// The installed app that this page belongs to (KaiOS 2.5).
pub(crate) async fn own_app() -> Option<MozApp> {
    let request = apps()?.call("getSelf", &JsValue::UNDEFINED).ok().map(Js)?;
    let answered = Promise::new(&mut |resolve, reject| {
        request.set_value("onsuccess", &Js(resolve.into()));
        request.set_value("onerror", &Js(reject.into()));
    });
    settled(&answered).await?;
    Some(request.object("result")?.0.unchecked_into())
}

/// `navigator.mozApps`; what throws when it is read, as in a browser that plays another, is none.
fn apps() -> Option<Js> {
    global("navigator")?.get("mozApps")
}

async fn linked() -> Option<Js> {
    let link = web_sys::window()?.document()?.query_selector("link[rel=manifest]").ok()??;
    let url = link.get_attribute("href")?;
    let text = settled(&http::get(&url)).await?.as_string()?;
    Js::parse(&text)
}

async fn settled(promise: &Promise) -> Option<JsValue> {
    match within(promise, PATIENCE).await {
        Limited::Settled(value) => value.ok(),
        Limited::TooLate => None,
    }
}
