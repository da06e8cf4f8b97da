//! A WebDriver command by method, path and body.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::Value;
use url::{ParseError, Url};

/// One request of the running session. Firefox' own commands (`moz/context`)
/// and the standard ones go the same way.
#[derive(Debug)]
pub(crate) struct Request {
    /// HTTP method.
    pub(crate) method: Method,
    /// Path below `/session/ID/`.
    pub(crate) path: &'static str,
    /// JSON body, for POST.
    pub(crate) body: Option<Value>,
}

impl Request {
    /// A reading command.
    pub(crate) fn get(path: &'static str) -> Self {
        Self { method: Method::GET, path, body: None }
    }

    /// A changing command.
    pub(crate) fn post(path: &'static str, body: Value) -> Self {
        Self { method: Method::POST, path, body: Some(body) }
    }

    /// A removing command.
    pub(crate) fn delete(path: &'static str) -> Self {
        Self { method: Method::DELETE, path, body: None }
    }
}

impl WebDriverCompatibleCommand for Request {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (self.method.clone(), self.body.as_ref().map(Value::to_string))
    }
}
