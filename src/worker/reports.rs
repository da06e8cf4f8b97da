//! What became of a push, for the app's server, where the page has said that it wants to hear of it.

use kaipush_model::click::How;
use kaipush_model::outbox::{Event, Fate, Kind, Operation};
use kaipush_model::{Sink, Value};

use crate::Notification;
use crate::foreign::Js;
use crate::outbox::{now, tell};
use crate::seen::new_id;
use crate::settings::Settings;
use crate::store::answers;

/// How long a storage that is slow just now is waited for, in milliseconds.
const PATIENCE: f64 = 10_000.0;

/// It arrived.
pub(crate) async fn delivered(notification: &Notification, shown: bool) {
    let text = |name| notification.text(name).map(str::to_owned);
    report(Event { fate: Fate::Delivered { shown }, id: text("id"), tag: text("tag") }).await;
}

/// The user clicked on this notification, or on a button of it.
pub(crate) async fn clicked(notification: &Js, action: &str) {
    about(notification, Fate::Clicked { action: action.into() }).await;
}

/// This notification ended.
pub(crate) async fn closed(notification: &Js, how: How) {
    if Event::tells(how) {
        about(notification, Fate::Closed { how }).await;
    }
}

async fn about(notification: &Js, fate: Fate) {
    let id = notification.get("data").and_then(|data| data.text("id"));
    let tag = notification.said("tag");
    report(Event { fate, id, tag }).await;
}

/// Into the outbox, to be sent at a random time.
async fn report(event: Event) {
    let mut settings = Settings::load().await;
    if settings.is_none() {
        // Slow just now, perhaps; the user has what he waits for.
        answers(PATIENCE).await;
        settings = Settings::load().await;
    }
    let Some(settings) = settings else { return };
    let Some(to) = settings.events_to else { return };
    let (key, at, body) = (new_id(), now(), Js::empty());
    event.write(&key, at, &body);
    let operation = Operation {
        body: body.to_json(),
        due: at + js_sys::Math::random() * f64::from(settings.events_within),
        ..Operation::new(Kind::Event, key, &to, at)
    };
    tell(operation).await;
}
