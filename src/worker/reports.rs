//! What became of a push, for the app's server, where the page has said that it wants to hear of it.

use kaipush_model::click::How;
use kaipush_model::message::Begun;
use kaipush_model::outbox::{Event, Fate, Kind, Operation};
use kaipush_model::{Sink, Value};

use super::Host;
use super::memory::note;
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

/// It arrived.
pub(crate) fn delivered<'a>(
    host: &'a Host,
    notification: &Notification,
    shown: bool,
) -> Work<'a, ()> {
    let text = |name| notification.text(name).map(str::to_owned);
    let event = Event { fate: Fate::Delivered { shown }, id: text("id"), tag: text("tag") };
    report(host, Vec::new(), false, Some(event))
}

/// The user clicked on this notification, or on a button of it.
pub(crate) fn clicked<'a>(host: &'a Host, notification: &Js, action: &str) -> Work<'a, ()> {
    let fate = Fate::Clicked { action: action.into() };
    report(host, vec![notification.clone()], true, Some(event(notification, fate)))
}

/// This notification ended; `None` where that is no news.
pub(crate) fn closed<'a>(host: &'a Host, notification: &Js, how: Option<How>) -> Work<'a, ()> {
    let told = how.filter(|how| Event::tells(*how));
    let told = told.map(|how| event(notification, Fate::Closed { how }));
    report(host, vec![notification.clone()], true, told)
}

/// These are shown, or were a moment ago.
pub(crate) fn found(host: &Host, shown: Vec<Js>) -> Work<'_, ()> {
    report(host, shown, false, None)
}

fn event(notification: &Js, fate: Fate) -> Event {
    let id = notification.get("data").and_then(|data| data.text("id"));
    Event { fate, id, tag: notification.said("tag") }
}

/// Into the outbox, to be sent at a random time, where the app wants its server told: first that these notifications
/// have arrived, where whoever showed them died before that was told; one without an id is not found. Those that are
/// `ending` will not be found again, so nobody who may be at work still is waited for. `new`: what has just happened.
fn report(host: &Host, shown: Vec<Js>, ending: bool, new: Option<Event>) -> Work<'_, ()> {
    whole(async move {
        let at = now();
        let mut settings = Settings::load().await;
        if settings.is_none() {
            // Slow just now, perhaps; the user has what he waits for.
            answers(PATIENCE).await;
            settings = Settings::load().await;
        }
        let Some(settings) = settings else { return };
        let Some(to) = settings.events_to else { return };
        let records = all_in_time(Shelf::State).await.unwrap_or_default();
        let begun = |event: &Event| Begun::find(&records, event.id.as_deref()?);
        let mut reports = Vec::new();
        for one in &shown {
            let event = event(one, Fate::Delivered { shown: true });
            match begun(&event) {
                Some(begun) if ending || begun.left(at, lease(host)) == 0.0 => {
                    reports.push((event, begun.key, begun.at));
                }
                _ => {}
            }
        }
        let left = reports.len();
        if let Some(event) = new {
            let arrival = Some(&event).filter(|event| matches!(event.fate, Fate::Delivered { .. }));
            let key = arrival.and_then(begun).map_or_else(new_id, |begun| begun.key);
            reports.push((event, key, at));
        }
        for (number, (event, key, at)) in reports.into_iter().enumerate() {
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
