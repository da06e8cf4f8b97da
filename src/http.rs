//! Requests, through the `fetch` that page and worker both have.

use js_sys::Promise;
use kaipush_model::Sink;
use wasm_bindgen::prelude::*;

use crate::foreign::Js;
use crate::promise::begun;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    fn fetch(url: &str, init: &JsValue) -> Result<Promise, JsValue>;

    /// `Response`.
    pub(crate) type Response;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn status(this: &Response) -> u32;
    #[wasm_bindgen(method)]
    pub(crate) fn text(this: &Response) -> Promise;
    #[cfg(feature = "outbox")]
    #[wasm_bindgen(method, getter)]
    fn headers(this: &Response) -> Headers;

    type Headers;
    #[wasm_bindgen(method)]
    fn get(this: &Headers, name: &str) -> Option<String>;
}

#[cfg(feature = "outbox")]
impl Response {
    /// A header; of another origin's answers only those that it exposes.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.headers().get(name)
    }
}

/// Gets a text; `undefined` for any status but a good one.
#[cfg(feature = "page")]
pub(crate) fn get(url: &str) -> Promise {
    let answer = start(url, &init());
    crate::promise::promise(Box::pin(async move {
        let response: Response =
            wasm_bindgen_futures::JsFuture::from(answer).await?.unchecked_into();
        match response.status() {
            200..=299 => wasm_bindgen_futures::JsFuture::from(response.text()).await,
            _ => Ok(JsValue::UNDEFINED),
        }
    }))
}

/// Sends a body; gives the [`Response`].
#[cfg(feature = "outbox")]
pub(crate) fn send(method: &str, url: &str, headers: &Js, body: &str) -> Promise {
    let init = init();
    init.set_text("method", method);
    init.set_value("headers", headers);
    init.set_text("body", body);
    start(url, &init)
}

/// The options of a request. What browsers do by themselves since Firefox 61; before, no cookie of the
/// app's own was sent.
pub(crate) fn init() -> Js {
    let init = Js::empty();
    init.set_text("credentials", "same-origin");
    init
}

/// Starts a request; gives the [`Response`].
pub(crate) fn start(url: &str, init: &Js) -> Promise {
    begun(fetch(url, &init.0))
}
