//! A push while the app is in front: the page may take it.

use js_sys::{Array, Promise};
use kaipush_model::error::Note;
use kaipush_model::{Sink, Value};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Client, MessageChannel};

use super::scope::{self, is_visible, pages};
use super::{Host, Message, judge};
use crate::foreign::Js;
use crate::promise::{Work, begun, whole};

/// Milliseconds for the page's answer. The push is shown when it has none.
const PATIENCE: f64 = 1000.0;
/// More it is not of a deadline, at which the shim shows the push.
const PART: f64 = 0.25;
/// Of these, in which the page has to begin with it; what is left is for its handler, and for the answer's
/// way. One that hears of the question later leaves the push to be shown.
const BEGIN: f64 = 0.75;

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
    whole(async move {
        let pages = pages(scope::PATIENCE).await;
        let Some(page) = pages.into_iter().find(is_in_front) else { return false };
        let deadline = Js(host.settings()).number("deadline");
        let patience = PATIENCE.min(deadline.map_or(PATIENCE, |deadline| PART * deadline));
        let until = js_sys::Date::now() + BEGIN * patience;
        let asked = begun(ask(&page, &policy, &written(host, message), until));
        let limited = host.within(&asked, Note::ForegroundFailed.as_str(), patience as u32);
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
    let (url, _) = judge::page(host, message.notification.text("url").map(str::to_owned));
    written.set("url", &url.into());
    written
}

/// Posts the question; the promise resolves with the event that brings the answer.
fn ask(page: &Js, policy: &str, message: &Js, until: f64) -> Result<Promise, JsValue> {
    let channel = MessageChannel::new()?;
    let question = Js::empty();
    question.set_text("kaipush", "foreground");
    question.set_text("policy", policy);
    question.set_value("message", message);
    let port = channel.port2();
    question.set("port", &port);
    question.set_time("until", until);
    page.0.unchecked_ref::<Client>().post_message_with_transfer(&question.0, &Array::of1(&port))?;
    Ok(Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve))))
}
