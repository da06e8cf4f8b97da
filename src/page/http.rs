//! Requests, through the page's own `fetch`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCredentials, RequestInit, Response};

use crate::promise::promise;

/// Gets a text; `undefined` for any status but a good one.
pub(crate) fn get(url: &str) -> Promise {
    let answer = fetch(url, &RequestInit::new());
    promise(Box::pin(async move {
        let response: Response = JsFuture::from(answer?).await?.unchecked_into();
        if !response.ok() {
            return Ok(JsValue::UNDEFINED);
        }
        JsFuture::from(response.text()?.unchecked_into::<Promise>()).await
    }))
}

/// Sends JSON; gives the status.
pub(crate) fn send(method: &str, url: &str, json: &str) -> Promise {
    let request = RequestInit::new();
    request.set_method(method);
    request.set_body(&json.into());
    let headers = js_sys::Object::new();
    let named = js_sys::Reflect::set(&headers, &"Content-Type".into(), &"application/json".into());
    request.set_headers(&headers);
    let answer = named.and_then(|_| fetch(url, &request));
    promise(Box::pin(async move {
        let response: Response = JsFuture::from(answer?).await?.unchecked_into();
        Ok(response.status().into())
    }))
}

fn fetch(url: &str, request: &RequestInit) -> Result<Promise, JsValue> {
    // What browsers do by themselves since Firefox 61; before, no cookie of the app's own was sent.
    request.set_credentials(RequestCredentials::SameOrigin);
    page_fetch(url, request)
}

#[wasm_bindgen]
extern "C" {
    /// The page may have one of its own, which may throw.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn page_fetch(url: &str, request: &RequestInit) -> Result<Promise, JsValue>;
}
