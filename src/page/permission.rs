//! Asking the user.

use js_sys::Promise;
use kaipush_model::permission::Answer;
use wasm_bindgen::JsValue;

use super::{prompt, situation};
use crate::console::say;
use crate::limit::{Limited, within};

/// A user may think for as long as she likes; but a promise that never settles must not hold the
/// app for ever (a minute is far beyond any dialog on KaiOS).
const PATIENCE: u32 = 60_000;

/// The system's question, put to the user.
pub(crate) struct Question {
    answer: Promise,
    put: f64,
}

/// Puts the question at once, in the caller's own turn: KaiOS 3 (Firefox 72) takes it only during
/// a user's gesture. `None` where there is nothing to ask.
pub(crate) fn ask() -> Option<Question> {
    match situation::permission() {
        Some(Answer::Default) => web_sys::Notification::request_permission().ok().map(|promise| {
            use wasm_bindgen::JsCast;
            say("permission", "asked");
            let answer = JsValue::from(promise).unchecked_into();
            Question { answer, put: js_sys::Date::now() }
        }),
        _ => None,
    }
}

/// Waits for the user's answer; what it was shows in the next state.
pub(crate) async fn answered(question: Option<Question>) {
    if let Some(Question { answer, put }) = question {
        match within(&answer, PATIENCE).await {
            Limited::Settled(_) | Limited::TooLate => {}
        }
        if let Some(answer) = situation::permission() {
            say("permission", answer.as_str());
            prompt::answered(answer, js_sys::Date::now() - put);
        }
    }
}
