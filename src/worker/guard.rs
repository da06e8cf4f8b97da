//! Too many notifications: one for each push, not one sound after the other, and none at night.

use kaipush_model::error::Note;
use kaipush_model::message::{digits, fill};
use kaipush_model::notification::{FLOOD_TAG, Flood, Place, Quiet, Standing};
use kaipush_model::platform::Features;
use kaipush_model::{Sink, Value};

use super::Host;
use super::scope::shown;
use crate::Notification;
use crate::foreign::Js;
use crate::promise::{Work, whole};
use crate::turn::{Queue, Turn, turn};

thread_local! {
    /// Of pushes that come at once the second must count the first.
    static SHOWING: Queue = const { Queue::new(None) };
}

/// A notification among the others, as it is to be shown.
pub(crate) struct Placed {
    pub(crate) notification: Notification,
    count: u32,
    at: u32,
    /// Until this one is shown: the next has to count it.
    _turn: Turn,
}

/// What an app may want of notifications that come together, or at night.
pub(crate) struct Wishes {
    flood: Option<Js>,
    unread: Option<String>,
    night: bool,
}

/// What the app has set (`flood`, `unread`, `quiet`); `None` for nothing of it, or when it is day, and then
/// nobody is asked what is there, unless it may be a repeat (not `known`), which comes quietly.
pub(crate) fn wishes(host: &Host, known: bool) -> Option<Wishes> {
    let settings = Js(host.settings());
    let flood = wish(&settings, "flood");
    let unread = settings.said("unread");
    let night = is_night(host, &settings);
    (flood.is_some() || unread.is_some() || night || !known).then_some(Wishes {
        flood,
        unread,
        night,
    })
}

/// What becomes of a notification by these wishes.
pub(crate) fn place<'a>(
    host: &'a Host,
    notification: &'a Notification,
    Wishes { flood, unread, night }: Wishes,
    features: &'static Features,
) -> Work<'a, Placed> {
    whole(async move {
        let turn = turn(&SHOWING).await;
        let number = |name, or| {
            let given = flood.as_ref().and_then(|flood| flood.number(name));
            given.map_or(or, |number| number as u32)
        };
        let limit = Flood { seconds: number("seconds", 30), most: number("most", 5) };
        let at = (js_sys::Date::now() / 1000.0) as u32;
        // The turn is held meanwhile, so every later push waits, too.
        let standing = shown(None).await.unwrap_or_default();
        let standing: Vec<_> = standing.iter().filter_map(Standing::read).collect();
        let place = Place::among(
            &standing,
            notification.text("tag"),
            notification.text("id"),
            at,
            flood.is_some().then_some(limit),
        );
        let mut notification = notification.clone();
        let count = digits(place.count);
        if place.flood {
            let text = flood.and_then(|flood| flood.text("text"));
            let text = fill(text.as_deref().unwrap_or("{count} more"), &["count"], &[count]);
            notification = Notification::new(host.fallback().title).body(text).tag(FLOOD_TAG);
        } else if let Some(unread) = unread.filter(|_| place.count > 1) {
            let title = notification.text("title").unwrap_or_default().to_owned();
            notification = notification.title(fill(&unread, &["title", "count"], &[title, count]));
        }
        if place.quiet || night {
            notification.hush(features);
        }
        Placed { notification, count: place.count, at, _turn: turn }
    })
}

/// What the app has set, unless that is `false`.
fn wish(settings: &Js, name: &str) -> Option<Js> {
    settings.get(name).filter(|wish| wish.as_flag() != Some(false))
}

/// Whether these are the app's quiet hours (`quiet`).
fn is_night(host: &Host, settings: &Js) -> bool {
    let Some(hours) = wish(settings, "quiet") else { return false };
    let time = |name| hours.text(name).unwrap_or_default();
    let Some(quiet) = Quiet::parse(&time("from"), &time("to")) else {
        host.note(Note::FieldWrong, "quiet");
        return false;
    };
    let now = js_sys::Date::new_0();
    quiet.covers(now.get_hours() * 60 + now.get_minutes())
}

impl Placed {
    /// Writes down, in the notification itself, what the next one has to know: whoever shows that
    /// may be another worker.
    pub(crate) fn mark(&self, options: &Js) {
        let Some(data) = options.get("data") else { return };
        data.set_number("count", self.count);
        data.set_number("at", self.at);
    }
}
