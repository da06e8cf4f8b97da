//! The app's say in what is shown.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use kaipush_model::Value;
use kaipush_model::error::Note;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{Host, Message};
use crate::Notification;
use crate::foreign::Js;
use crate::promise::promise;

/// What the app's handler wants done with a push.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "one for each push, and gone at once")]
pub enum Answer {
    /// Show this instead.
    Show(Notification),
    /// Show what the payload asks for.
    ShowDefault,
    /// Show nothing: the handler took care of it. KaiOS 3 web apps have a quota of 16 pushes
    /// without a notification.
    Drop,
}

type Handler = Rc<dyn Fn(Message) -> Pin<Box<dyn Future<Output = Answer>>>>;

thread_local! {
    /// Set once when the worker starts; never changed by an event, so no event depends on another.
    static HANDLER: RefCell<Option<Handler>> = const { RefCell::new(None) };
}

/// Lets the app decide on each push. Call it when the worker's wasm starts.
///
/// The handler has until the shim's deadline; then the default is shown.
pub fn on_push<F, A>(handler: F)
where
    F: Fn(Message) -> A + 'static,
    A: Future<Output = Answer> + 'static,
{
    HANDLER.set(Some(Rc::new(move |message| Box::pin(handler(message)))));
}

/// What to show, after the app was asked; `None` for nothing.
pub(crate) async fn decide(host: &Host, message: Message) -> Option<Notification> {
    let default = message.notification.clone();
    let answer = match HANDLER.with_borrow(Clone::clone) {
        Some(handler) => ask_rust(host, handler, message).await,
        None => ask_javascript(host, &message).await,
    };
    match answer {
        Answer::Show(mut notification) => {
            notification.id = notification.id.or(default.id);
            Some(notification)
        }
        Answer::ShowDefault => Some(default),
        Answer::Drop => None,
    }
}

async fn ask_rust(host: &Host, handler: Handler, message: Message) -> Answer {
    let slot = Rc::new(RefCell::new(None));
    let answered = slot.clone();
    let asked = promise(Box::pin(async move {
        let answer = handler(message).await;
        *answered.borrow_mut() = Some(answer);
        Ok(JsValue::UNDEFINED)
    }));
    let _ = JsFuture::from(host.within(&asked, Note::HandlerFailed.as_str(), 0)).await;
    slot.take().unwrap_or(Answer::ShowDefault)
}

/// An object is shown, with the push's tag, url and data where it has none; `false` shows nothing, `true` and nothing at all show the default.
async fn ask_javascript(host: &Host, message: &Message) -> Answer {
    let argument = <Js as kaipush_model::Sink>::empty();
    message.write(&argument);
    let answer = Js(JsFuture::from(host.ask("onpush", &argument.0)).await.unwrap_or_default());
    if answer.as_flag() == Some(false) {
        return Answer::Drop;
    }
    if answer.is_object() {
        let pushed = &message.notification;
        let (mut notification, warnings) = Notification::read(&answer, &pushed.title);
        host.tell(warnings);
        // What makes a repeat replace and a click lead somewhere is the push's, unless said.
        notification.tag = notification.tag.or_else(|| pushed.tag.clone());
        notification.url = notification.url.or_else(|| pushed.url.clone());
        notification.data = notification.data.or_else(|| pushed.data.clone());
        return Answer::Show(notification);
    }
    if !answer.0.is_undefined() && !answer.0.is_null() && answer.as_flag() != Some(true) {
        host.note(Note::HandlerFailed, "onpush");
    }
    Answer::ShowDefault
}
