//! Asking the user.

use js_sys::Promise;
use kaipush_model::permission::Answer;
use wasm_bindgen::JsValue;

use super::limit::{Limited, within};
use super::situation;

/// A user may think for as long as she likes; but a promise that never settles must not hold the
/// app for ever (a minute is far beyond any dialog on KaiOS).
const PATIENCE: u32 = 60_000;

/// Puts the question at once, in the caller's own turn: KaiOS 3 (Firefox 72) takes it only during
/// a user's gesture. `None` where there is nothing to ask.
pub(crate) fn ask() -> Option<Promise> {
    match situation::permission() {
        Some(Answer::Default) => web_sys::Notification::request_permission().ok().map(|promise| {
            use wasm_bindgen::JsCast;
            JsValue::from(promise).unchecked_into()
        }),
        _ => None,
    }
}

/// Waits for the user's answer; what it was shows in the next state.
pub(crate) async fn answered(question: Option<Promise>) {
    if let Some(question) = question {
        match within(&question, PATIENCE).await {
            Limited::Settled(_) | Limited::TooLate => {}
        }
    }
}
