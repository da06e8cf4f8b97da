//! What became of a push, for the app's server, where the page has said that it wants to hear of it.

use kaipush_model::click::How;
use kaipush_model::message::Begun;
use kaipush_model::outbox::{Event, Fate, Kind, Operation};
use kaipush_model::{Sink, Value};

use super::Host;
use super::memory::note;
use super::scope::shown;
use super::take::lease;
use crate::Notification;
use crate::foreign::Js;
use crate::outbox::{now, tell};
use crate::promise::{Work, whole};
use crate::seen::new_id;
use crate::settings::Settings;
use crate::store::{Shelf, all_in_time, answers};

/// How long a storage that is slow just now is waited for, in milliseconds.
const PATIENCE: f64 = 10_000.0;

/// What is told.
struct Report {
    event: Event,
    key: String,
    at: f64,
}

/// It arrived.
pub(crate) fn delivered<'a>(
    host: &'a Host,
    notification: &Notification,
    key: String,
    shown: bool,
) -> Work<'a, ()> {
    let text = |name| notification.text(name).map(str::to_owned);
    let event = Event { fate: Fate::Delivered { shown }, id: text("id"), tag: text("tag") };
    report(host, Vec::new(), Some(Report { event, key, at: now() }))
}

/// The user clicked on this notification, or on a button of it.
pub(crate) fn clicked<'a>(host: &'a Host, notification: &Js, action: &str) -> Work<'a, ()> {
    about(host, notification, Fate::Clicked { action: action.into() })
}

/// This notification ended, and the user may have done it ([`Event::tells`]).
pub(crate) fn closed<'a>(host: &'a Host, notification: &Js, how: How) -> Work<'a, ()> {
    about(host, notification, Fate::Closed { how })
}

fn about<'a>(host: &'a Host, notification: &Js, fate: Fate) -> Work<'a, ()> {
    let new = Report { event: event(notification, fate), key: new_id(), at: now() };
    report(host, vec![notification.clone()], Some(new))
}

/// Tells of pushes that are shown by somebody who died before that was told. One without an id is not found.
pub(crate) async fn found(host: &Host) {
    report(host, shown(None).await.unwrap_or_default(), None).await;
}

fn event(notification: &Js, fate: Fate) -> Event {
    let id = notification.get("data").and_then(|data| data.text("id"));
    Event { fate, id, tag: notification.said("tag") }
}

/// Into the outbox, to be sent at a random time, where the app wants its server told: first that these notifications
/// have arrived, where whoever showed them died before that was told. `new`: what has become of the only one.
fn report(host: &Host, shown: Vec<Js>, new: Option<Report>) -> Work<'_, ()> {
    whole(async move {
        let mut settings = Settings::load().await;
        if settings.is_none() {
            // Slow just now, perhaps; the user has what he waits for.
            answers(PATIENCE).await;
            settings = Settings::load().await;
        }
        let Some(settings) = settings else { return };
        let Some(to) = settings.events_to else { return };
        let records = all_in_time(Shelf::State).await.unwrap_or_default();
        let mut reports = Vec::new();
        for one in &shown {
            let event = event(one, Fate::Delivered { shown: true });
            let begun = event.id.as_deref().and_then(|id| Begun::find(&records, id));
            let Some(begun) = begun else { continue };
            if new.is_some() || begun.left(now(), lease(host)) == 0.0 {
                reports.push(Report { event, key: begun.key, at: begun.at });
            }
        }
        let left = reports.len();
        reports.extend(new);
        for (number, Report { event, key, at }) in reports.into_iter().enumerate() {
            let (now, body) = (now(), Js::empty());
            event.write(&key, at, &body);
            tell(Operation {
                body: body.to_json(),
                due: now + js_sys::Math::random() * f64::from(settings.events_within),
                ..Operation::new(Kind::Event, key, &to, now)
            })
            .await;
            if number < left {
                note(host, event.id, true).await;
            }
        }
    })
}
