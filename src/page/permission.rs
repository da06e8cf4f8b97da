//! Asking the user.

use std::cell::RefCell;

use js_sys::Promise;
use kaipush_model::permission::Answer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{prompt, situation};
use crate::console::say;
use crate::limit::{Limited, within};
use crate::promise::promise;

/// A user may think for as long as she likes; but a promise that never settles must not hold the
/// app for ever (a minute is far beyond any dialog on KaiOS).
const PATIENCE: u32 = 60_000;

thread_local! {
    /// The question that waits for its answer, and says then whether it was a yes. Of a page, as the
    /// dialog is: a second key press puts no second one, nor is one answer to count twice.
    static OPEN: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// The system's question, put to the user, unless it is put already. At once, in the caller's own turn:
/// KaiOS 3 (Firefox 72) takes it only during a user's gesture. `None` where there is nothing to ask.
pub(crate) fn ask() -> Option<Promise> {
    if situation::permission() != Some(Answer::Default) {
        return None;
    }
    let open = OPEN.with_borrow(Clone::clone);
    open.or_else(|| {
        let asked = JsValue::from(web_sys::Notification::request_permission().ok()?);
        say("permission", "asked");
        let open = promise(answer(asked.unchecked_into(), js_sys::Date::now()));
        OPEN.set(Some(open.clone()));
        Some(open)
    })
}

async fn answer(asked: Promise, put: f64) -> Result<JsValue, JsValue> {
    let said = within(&asked, PATIENCE).await;
    OPEN.set(None);
    let mut answer = situation::permission();
    match said {
        // "Allow" without "remember": the system keeps no answer, and says it only here (Gecko 48,
        // Notification.cpp).
        Limited::Settled(Ok(said)) if said == "granted" => answer = Some(Answer::Granted),
        Limited::Settled(_) => {}
        // The dialog is still open.
        Limited::TooLate if answer == Some(Answer::Default) => answer = None,
        Limited::TooLate => {}
    }
    if let Some(answer) = answer {
        say("permission", answer.as_str());
        prompt::answered(answer, js_sys::Date::now() - put);
    }
    Ok((answer == Some(Answer::Granted)).into())
}

/// Waits for the user's answer; whether it was a yes. What the system keeps of it shows in the next
/// state.
pub(crate) async fn answered(question: Option<Promise>) -> bool {
    match question {
        Some(question) => JsFuture::from(question).await == Ok(JsValue::TRUE),
        None => false,
    }
}
