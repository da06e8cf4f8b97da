//! A request to the app's server, for the app to shape.

use std::future::Future;

use js_sys::Promise;
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;

use crate::foreign::Js;
use crate::promise::promise;

/// A request that is about to be sent: the app may add a token, or change address and body. In the page
/// `Push::on_request` takes the function, in the worker [`on_request`](crate::worker::on_request):
///
/// ```no_run
/// # async fn token() -> String { String::new() }
/// # fn set() {
/// kaipush::worker::on_request(|request| async move {
///     Ok(request.header("Authorization", &token().await))
/// });
/// # }
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Request(pub(crate) Js);

impl Request {
    /// `subscription`, `unsubscription`, `app`, `event` or `answer`.
    pub fn kind(&self) -> String {
        self.text("kind")
    }
    /// The value's name, of an app's value.
    pub fn name(&self) -> String {
        self.text("name")
    }
    /// The address.
    pub fn url(&self) -> String {
        self.text("url")
    }
    /// The body: JSON.
    pub fn body(&self) -> String {
        self.text("body")
    }

    /// With another address.
    #[must_use]
    pub fn to(self, url: &str) -> Self {
        self.0.set_text("url", url);
        self
    }
    /// With a header more.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        if let Some(headers) = self.0.object("headers") {
            headers.set_text(name, value);
        }
        self
    }
    /// With another body.
    #[must_use]
    pub fn with_body(self, body: &str) -> Self {
        self.0.set_text("body", body);
        self
    }

    fn text(&self, name: &str) -> String {
        self.0.text(name).unwrap_or_default()
    }
}

impl From<Request> for JsValue {
    fn from(request: Request) -> Self {
        request.0.into()
    }
}

/// The app's function in Rust, as requests are shaped.
pub(crate) fn shaping<F, A>(shape: F) -> impl Fn(&Js) -> Promise
where
    F: Fn(Request) -> A,
    A: Future<Output = Result<Request, JsValue>> + 'static,
{
    move |request| {
        let shaped = shape(Request(request.clone()));
        promise(async move { shaped.await.map(JsValue::from) })
    }
}
