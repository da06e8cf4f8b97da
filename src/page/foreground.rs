//! Pushes that the worker leaves to the page while it is in front.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use kaipush_model::Value;
use wasm_bindgen::JsCast;
use web_sys::MessagePort;

use super::Entry;
use crate::foreign::Js;
use crate::promise::in_background;

/// Says whether a message is to be shown, when it has done with it.
pub(crate) type Handler = Rc<dyn Fn(Entry) -> Pin<Box<dyn Future<Output = bool>>>>;

thread_local! {
    static ON_MESSAGE: RefCell<Option<Handler>> = const { RefCell::new(None) };
    static ON_FOREGROUND: RefCell<Option<Handler>> = const { RefCell::new(None) };
}

pub(crate) fn on_message(handler: Option<Handler>) {
    ON_MESSAGE.set(handler);
}

pub(crate) fn on_foreground(handler: Option<Handler>) {
    ON_FOREGROUND.set(handler);
}

/// Answers the worker's `{kaipush: "foreground", policy, message, port, until}`. Where the app has no
/// handler the push is shown, so that it is not lost.
pub(crate) fn asked(question: &Js) {
    let (Some(port), Some(record)) = (question.get("port"), question.get("message")) else {
        return;
    };
    let port: MessagePort = port.0.unchecked_into();
    if question.number("until").is_some_and(|until| js_sys::Date::now() > until) {
        // The page was at work meanwhile, and the push is shown: it must not come twice.
        return port.close();
    }
    let entry = Entry { record };
    let asks = question.text("policy").as_deref() == Some("ask");
    match if asks { &ON_FOREGROUND } else { &ON_MESSAGE }.with_borrow(Clone::clone) {
        Some(handler) => in_background(async move { answer(port, handler(entry).await) }),
        None => answer(port, true),
    }
}

fn answer(port: MessagePort, show: bool) {
    // Nobody may be there any more; then it was shown.
    let _ = port.post_message(&show.into());
    // Gecko keeps both ends for as long as they are open. What was posted before arrives.
    port.close();
}
