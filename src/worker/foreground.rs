//! A push while the app is in front: the page may take it.

use js_sys::{Array, Promise};
use kaipush_model::error::Note;
use kaipush_model::{Sink, Value};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Client, MessageChannel};

use super::scope::{is_visible, pages};
use super::{Host, Message, judge};
use crate::foreign::Js;
use crate::promise::{Work, begun};

/// Milliseconds for the page's answer. The push is shown when it has none.
const PATIENCE: u32 = 1000;

/// What `kaipush.foreground` says, where a page in front has a say.
pub(crate) fn policy(host: &Host) -> Option<String> {
    let policy = Js(host.settings()).text("foreground").filter(|policy| policy != "always")?;
    let known = policy == "hidden" || policy == "ask";
    if !known {
        host.note(Note::FieldWrong, "foreground");
    }
    known.then_some(policy)
}

/// Offers a push to the page in front; true when the page has taken it. Not before the page says so: it
/// may hang, or be just about to close.
pub(crate) fn offer<'a>(host: &'a Host, message: &'a Message, policy: String) -> Work<'a, bool> {
    Box::pin(async move {
        let Some(page) = pages().await.into_iter().find(is_in_front) else { return false };
        let asked = begun(ask(&page, &policy, &written(host, message)));
        let limited = host.within(&asked, Note::ForegroundFailed.as_str(), PATIENCE);
        let answer = JsFuture::from(limited).await.unwrap_or_default();
        Js(answer).flag("data") == Some(false)
    })
}

fn is_in_front(page: &Js) -> bool {
    is_visible(page) && page.flag("focused") != Some(false)
}

/// The message for the page, with a target only where a click might lead there, too.
fn written(host: &Host, message: &Message) -> Js {
    let written = Js::empty();
    message.write(&written);
    if let (Some(url), _) = judge::page(host, message.notification.text("url").map(str::to_owned)) {
        written.set_text("url", &url);
    } else {
        written.set_value("url", &Js(JsValue::UNDEFINED));
    }
    written
}

/// Posts the question; the promise resolves with the event that brings the answer.
fn ask(page: &Js, policy: &str, message: &Js) -> Result<Promise, JsValue> {
    let channel = MessageChannel::new()?;
    let question = Js::empty();
    question.set_text("kaipush", "foreground");
    question.set_text("policy", policy);
    question.set_value("message", message);
    question.set_value("port", &Js(channel.port2().into()));
    page.0
        .unchecked_ref::<Client>()
        .post_message_with_transfer(&question.0, &Array::of1(&channel.port2()))?;
    Ok(Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve))))
}
