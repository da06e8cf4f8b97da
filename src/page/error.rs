//! An error with its cause, in Rust and in JavaScript.

use js_sys::Reflect;
use kaipush_model::error::{Code, Problem};
use wasm_bindgen::prelude::*;

/// What failed, and the JavaScript value that was thrown, if one was.
#[derive(Clone, PartialEq, Debug)]
pub struct Error {
    problem: Problem,
    cause: JsValue,
}

impl Error {
    /// An error caused by a thrown value; the value's own text becomes the detail.
    pub(crate) fn caused(code: Code, cause: JsValue) -> Self {
        let detail = cause
            .dyn_ref::<js_sys::Error>()
            .map(|e| String::from(e.to_string()))
            .or_else(|| {
                // DOMException is no Error for `instanceof` in Gecko 48.
                let member =
                    |name| Reflect::get(&cause, &JsValue::from_str(name)).ok()?.as_string();
                Some([member("name")?, member("message")?].join(": "))
            })
            .or_else(|| cause.as_string());
        Self { problem: Problem::with(code, detail.unwrap_or_default()), cause }
    }

    /// A problem that says more than the thrown value.
    pub(crate) fn because(problem: Problem, cause: JsValue) -> Self {
        Self { problem, cause }
    }

    /// The stable name.
    pub fn code(&self) -> Code {
        self.problem.code
    }
    /// Whether the same call may succeed later.
    pub fn retryable(&self) -> bool {
        self.problem.code.retryable()
    }
    /// What was thrown; `undefined` where nothing was.
    pub fn cause(&self) -> &JsValue {
        &self.cause
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self { problem, cause: JsValue::UNDEFINED }
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Problem::new(code).into()
    }
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.problem.fmt(f)
    }
}

impl core::error::Error for Error {}

/// To JavaScript: an `Error` whose members `code` and `retryable` programs read, and whose message
/// people do.
impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let thrown = js_sys::Error::new(&error.to_string());
        thrown.set_name("KaipushError");
        for (name, value) in [
            ("code", error.code().as_str().into()),
            ("retryable", error.retryable().into()),
            ("cause", error.cause),
        ] {
            // A fresh Error object takes any member.
            let _ = Reflect::set(&thrown, &name.into(), &value);
        }
        thrown.into()
    }
}

/// The name of a thrown DOMException, such as `NotAllowedError`.
pub(crate) fn name_of(thrown: &JsValue) -> String {
    Reflect::get(thrown, &"name".into()).ok().and_then(|n| n.as_string()).unwrap_or_default()
}
