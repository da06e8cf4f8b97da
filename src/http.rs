//! Requests, through the `fetch` that page and worker both have.

use js_sys::Promise;
use kaipush_model::Sink;
#[cfg(feature = "outbox")]
use kaipush_model::Value;
use wasm_bindgen::prelude::*;

use crate::foreign::Js;
use crate::promise::begun;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    fn fetch(url: &JsValue, init: &JsValue) -> Result<Promise, JsValue>;

    /// `Response`.
    pub(crate) type Response;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn status(this: &Response) -> u32;
    #[wasm_bindgen(method)]
    pub(crate) fn text(this: &Response) -> Promise;
}

/// A header of an answer; of another origin's only those that it exposes.
#[cfg(feature = "outbox")]
pub(crate) fn header(response: &Js, name: &str) -> Option<String> {
    response.get("headers")?.call("get", &name.into()).ok()?.as_string()
}

/// Gets a text; `undefined` for any status but a good one.
#[cfg(feature = "page")]
pub(crate) fn get(url: &str) -> Promise {
    let answer = start(url, &init());
    crate::promise::promise(async move {
        let response: Response =
            wasm_bindgen_futures::JsFuture::from(answer).await?.unchecked_into();
        match response.status() {
            200..=299 => wasm_bindgen_futures::JsFuture::from(response.text()).await,
            _ => Ok(JsValue::UNDEFINED),
        }
    })
}

/// Sends a request of these members: `url`, `method`, `headers`, `body`; gives the [`Response`].
///
/// A redirect is not followed: a `POST` would arrive elsewhere as a `GET` without its body, and the page
/// found there would say 200 to what nobody has taken.
#[cfg(feature = "outbox")]
pub(crate) fn send(request: &Js) -> Promise {
    let init = init();
    init.set_text("redirect", "manual");
    for name in ["method", "headers", "body"] {
        init.copy(name, request);
    }
    begun(fetch(&request.member("url"), &init.0))
}

/// The options of a request. What browsers do by themselves since Firefox 61; before, no cookie of the
/// app's own was sent.
pub(crate) fn init() -> Js {
    let init = Js::empty();
    init.set_text("credentials", "same-origin");
    init
}

/// Starts a request; gives the [`Response`].
#[cfg(any(feature = "page", feature = "content"))]
pub(crate) fn start(url: &str, init: &Js) -> Promise {
    begun(fetch(&url.into(), &init.0))
}
