//! The content of a push that brings none.

use js_sys::JsString;
use kaipush_model::error::Note;
use kaipush_model::message::Payload;
use kaipush_model::{Sink, Value};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::push::parse;
use super::{Host, judge};
use crate::foreign::Js;
use crate::http::{self, Response};
use crate::promise::{Work, promise, whole};

/// Characters; far more than any notification shows, and little beside a phone's memory.
const MOST: u32 = 16_384;

/// The address of what an empty push is about (`kaipush.content`).
pub(crate) fn source(host: &Host, payload: &Payload<Js>) -> Option<String> {
    if !matches!(payload, Payload::Empty) {
        return None;
    }
    judge::remote(host, &Js(host.settings()).said("content")?)
}

/// Fetches it, within a third of the deadline, since the app's handler may take half of it. What fails
/// leaves the push empty.
pub(crate) fn fetched(host: &Host, url: String) -> Work<'_, Payload<Js>> {
    whole(async move {
        let fetched = promise(get(url));
        let third = Js(host.settings()).number("deadline").unwrap_or_default() / 3.0;
        let limited = host.within(&fetched, Note::ContentFailed.as_str(), third as u32);
        let text = JsFuture::from(limited).await.ok().and_then(|text| text.as_string());
        text.map_or(Payload::Empty, parse)
    })
}

async fn get(url: String) -> Result<JsValue, JsValue> {
    let init = http::init();
    init.set_text("cache", "no-store");
    // It might lead to another origin.
    init.set_text("redirect", "error");
    let response: Response = JsFuture::from(http::start(&url, &init)).await?.unchecked_into();
    if !matches!(response.status(), 200..=299) {
        return Err(response.status().into());
    }
    let text = Js(JsFuture::from(response.text()).await?);
    if text.0.unchecked_ref::<JsString>().length() > MOST {
        return Err("too long".into());
    }
    Ok(text.0)
}
