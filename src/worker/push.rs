//! A push becomes one notification.

use kaipush_model::error::Note;
use kaipush_model::message::Payload;
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::scope::{platform, tell_all};
#[cfg(feature = "guard")]
use super::take::{Held, take};
use super::{Answer, Host, Message, handler, judge};
use crate::Notification;
use crate::foreign::Js;
use crate::promise::{Work, whole};

/// Without the guard nobody else is reckoned with.
#[cfg(not(feature = "guard"))]
struct Held;

/// Event → payload → message → the app's answer → notification → record. What goes wrong on the
/// way rejects, and the shim shows its fallback.
pub(crate) async fn push(event: Js, host: Host) -> Result<JsValue, JsValue> {
    #[cfg(feature = "quota")]
    let begun = js_sys::Date::now();
    let payload = payload(&event);
    #[cfg(feature = "content")]
    let payload = match super::content::source(&host, &payload) {
        Some(url) => super::content::fetched(&host, url).await,
        None => payload,
    };
    let mut message = read(&host, payload);
    #[cfg(feature = "guard")]
    let held = match &message.id {
        Some(id) => take(&host, id).await,
        None => Some(Held { known: true, untold: false }),
    };
    #[cfg(feature = "guard")]
    let Some(held) = held else {
        host.dropped();
        super::memory::note(&host, None, false).await;
        return Ok(JsValue::UNDEFINED);
    };
    #[cfg(not(feature = "guard"))]
    let held = Held;
    // What another worker has shown before it died may be replaced by this one.
    #[cfg(feature = "reports")]
    let standing = if held.untold { super::scope::shown(None).await } else { None };
    let mut answer = handler::decide(&host, &mut message).await;
    let shown = !matches!(answer, Answer::Drop);
    #[cfg(feature = "foreground")]
    let shown = shown
        && match super::foreground::policy(&host) {
            Some(policy) => !super::foreground::offer(&host, &message, policy).await,
            None => true,
        };
    if shown {
        while let Err(refused) = show(&host, &message.notification, &held).await {
            // What the app's handler gave, such as data that can't be cloned.
            let Answer::Show(pushed) = &mut answer else { return Err(refused) };
            host.warn_of(Note::HandlerFailed.as_str(), &refused);
            std::mem::swap(&mut message.notification, pushed);
            answer = Answer::ShowDefault;
        }
    } else {
        host.dropped();
    }
    #[cfg(feature = "quota")]
    let late = super::memory::is_late(js_sys::Date::now() - begun);
    #[cfg(not(feature = "quota"))]
    let late = false;
    // The user has seen it; from here on nothing may fail the event.
    handled(&host, message, shown, late).await;
    #[cfg(feature = "reports")]
    if let Some(standing) = standing {
        super::reports::found(&host, standing).await;
    }
    Ok(JsValue::UNDEFINED)
}

/// What is left to do after a push was shown, or was not to be; `late`: when the system had counted it.
fn handled(host: &Host, message: Message, shown: bool, late: bool) -> Work<'_, ()> {
    whole(async move {
        // A worker that keeps nothing has no need of them.
        let _ = (host, shown, late);
        #[cfg(any(feature = "guard", feature = "quota", feature = "history", feature = "reports"))]
        let shown = shown || host.adopted();
        // First what the server is to hear, then that the push is known: who dies in between may tell it again, by
        // the same key, and not nobody.
        #[cfg(feature = "reports")]
        super::reports::delivered(host, &message.notification, shown).await;
        #[cfg(any(feature = "guard", feature = "quota"))]
        super::memory::note(host, message.id, shown && !late).await;
        #[cfg(feature = "history")]
        record(host, "received", &message.notification, shown).await;
        let title = message.notification.text("title").unwrap_or_default();
        tell_all("received", "title", &title.into()).await;
    })
}

fn payload(event: &Js) -> Payload<Js> {
    let text = event.get("data").and_then(|data| data.call("text", &JsValue::UNDEFINED).ok());
    text.and_then(|text| text.as_string()).map_or(Payload::Empty, parse)
}

/// What a text that somebody sent is.
pub(crate) fn parse(text: String) -> Payload<Js> {
    Payload::parse(text, |text| {
        Js::parse(text).map(|json| Some(json).filter(|json| !json.0.is_null()))
    })
}

fn read(host: &Host, payload: Payload<Js>) -> Message {
    let (mut message, warnings) = Message::read(payload, &host.fallback());
    host.tell(warnings);
    host.tell(message.check_pictures(&judge::own_origin()));
    #[cfg(feature = "localise")]
    super::localise::localise(host, &mut message);
    message
}

async fn show(host: &Host, notification: &Notification, held: &Held) -> Result<(), JsValue> {
    #[cfg(not(feature = "guard"))]
    let _ = held;
    let options = Js::empty();
    let features = platform().features();
    #[cfg(feature = "guard")]
    let placed = match super::guard::wishes(host, held.known) {
        Some(wishes) => Some(super::guard::place(host, notification, wishes, features).await),
        None => None,
    };
    #[cfg(feature = "guard")]
    let notification = placed.as_ref().map_or(notification, |placed| &placed.notification);
    host.tell(notification.lower(features, &options));
    #[cfg(feature = "closings")]
    crate::closing::name(&options);
    #[cfg(feature = "guard")]
    if let Some(placed) = &placed {
        placed.mark(&options);
    }
    let title = notification.text("title").unwrap_or_default();
    JsFuture::from(host.show(title, &options.0)).await.map(drop)
}

/// Writes down what happened, for the app's own list.
#[cfg(feature = "history")]
async fn record(host: &Host, kind: &str, what: &Notification, shown: bool) {
    let record = Js::empty();
    record.set_text("kind", kind);
    record.set_value("at", &Js(js_sys::Date::now().into()));
    what.write_texts(&["title", "body", "tag"], &record);
    // Whoever lists them may go there, from whichever page.
    let (url, _) = judge::page(host, what.text("url").map(str::to_owned));
    record.set_text_if("url", url.as_deref());
    record.set_flag("shown", shown);
    if let Some(data) = &what.data {
        record.set_value("data", data);
    }
    keep(host, kind, record).await;
}

/// Stores a record; a failure is a warning.
#[cfg(feature = "history")]
pub(crate) async fn keep(host: &Host, kind: &str, record: Js) {
    if crate::store::add_in_time(record).await.is_err() {
        host.note(Note::StoreFailed, kind);
    }
}
