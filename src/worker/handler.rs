//! The app's say in what is shown.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;

use kaipush_model::error::Note;
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{Host, Message};
use crate::Notification;
use crate::foreign::Js;
use crate::promise::{Work, promise, whole};

/// What the app's handler wants done with a push.
#[derive(Debug)]
pub enum Answer {
    /// Show this instead, with the push's tag, url and data where it has none.
    Show(Notification),
    /// Show what the payload asks for.
    ShowDefault,
    /// Show nothing: the handler took care of it. KaiOS 3 web apps have a quota of 16 pushes
    /// without a notification.
    Drop,
}

/// Lives as long as the worker.
type Handler = &'static dyn Fn(Message) -> Work<'static, Answer>;

thread_local! {
    /// Set once when the worker starts; never changed by an event, so no event depends on another.
    /// Where nobody sets it, as in the workers for JavaScript, a plain cell lets the compiler see that,
    /// and leave out what is there for a handler.
    static HANDLER: Cell<Option<Handler>> = const { Cell::new(None) };
}

/// Lets the app decide on each push. Call it when the worker's wasm starts.
///
/// The handler has half of the shim's deadline; then the default is shown. A notification that it shows itself by
/// then is the push's, unless it answers with [`Answer::Show`] and a title or body.
pub fn on_push<F, A>(handler: F)
where
    F: Fn(Message) -> A + 'static,
    A: Future<Output = Answer> + 'static,
{
    HANDLER.set(Some(Box::leak(Box::new(move |message| Box::pin(handler(message)) as _))));
}

/// Asks the app; what it wants shown takes the place of the push's own notification, and the other way round.
pub(crate) async fn decide(host: &Host, message: &mut Message) -> Answer {
    // Boxed, so that of the two the one that nobody needs is left out.
    let asked: Work<'_, Answer> = match HANDLER.get() {
        Some(handler) => whole(ask_rust(host, message, handler(message.clone()))),
        None => whole(ask_javascript(host, message)),
    };
    let mut answer = asked.await;
    if let Answer::Show(notification) = &mut answer {
        // What makes a repeat replace and a click lead somewhere is the push's, unless said.
        let pushed = &mut message.notification;
        notification.inherit(pushed);
        if notification.data.is_none() {
            notification.data.clone_from(&pushed.data);
        }
        std::mem::swap(pushed, notification);
    }
    answer
}

async fn ask_rust(
    host: &Host,
    message: &Message,
    work: impl Future<Output = Answer> + 'static,
) -> Answer {
    let slot = Rc::new(RefCell::new(Answer::ShowDefault));
    let answered = slot.clone();
    // For the shim what a handler in JavaScript would have answered.
    let asked = promise(async move {
        let answer = work.await;
        let told = match &answer {
            Answer::Show(notification) => {
                let told = Js::empty();
                notification.write_texts(&["title", "body"], &told);
                told.0
            }
            Answer::ShowDefault => JsValue::UNDEFINED,
            Answer::Drop => JsValue::FALSE,
        };
        answered.replace(answer);
        Ok(told)
    });
    let tag = message.notification.text("tag").unwrap_or_default();
    let told = JsFuture::from(host.lets(&asked, tag, true)).await;
    // It dropped the push, or showed one itself; that may have failed.
    match slot.replace(Answer::ShowDefault) {
        _ if told == Ok(JsValue::FALSE) => Answer::Drop,
        Answer::Drop => Answer::ShowDefault,
        answer => answer,
    }
}

/// An object is shown; `false` shows nothing, `true` and nothing at all show the default.
async fn ask_javascript(host: &Host, message: &Message) -> Answer {
    if Js(host.settings()).get("onpush").is_none() {
        return Answer::ShowDefault;
    }
    let argument = Js::empty();
    message.write(&argument);
    let answer = Js(JsFuture::from(host.ask("onpush", &argument.0)).await.unwrap_or_default());
    if answer.is_object() {
        let title = message.notification.text("title").unwrap_or_default();
        let (notification, warnings) = Notification::read(&answer, title);
        host.tell(warnings);
        return Answer::Show(notification);
    }
    match answer.as_flag() {
        Some(false) => return Answer::Drop,
        Some(true) => (),
        None if answer.0.is_undefined() || answer.0.is_null() => (),
        None => host.note(Note::HandlerFailed, "onpush"),
    }
    Answer::ShowDefault
}
