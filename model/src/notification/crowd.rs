//! A notification among those that are there already: counted, kept quiet, or put together.

use super::behavior::{LOOP_CONTROL, NOSCREEN, PATTERN};
use super::content::{SILENT, VIBRATE};
use super::{MARKER, Notification};
use crate::Value;
use crate::platform::Features;

/// The tag of the one notification that stands for all beyond the limit.
pub const FLOOD_TAG: &str = "kaipush-flood";
/// Seconds in which [`Flood::most`] counts.
const WHILE: u32 = 60;

/// One of kaipush's notifications that the user has not closed yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    tag: String,
    /// When it was shown, in seconds since 1970.
    at: u32,
    /// How many pushes it stands for.
    count: u32,
    /// The id of the last of them.
    id: Option<String>,
}

impl Standing {
    /// Reads what `getNotifications` gives; `None` for those of others.
    pub fn read<V: Value>(notification: &V) -> Option<Self> {
        let data = notification.get("data")?;
        data.get(MARKER)?;
        let number = |name| data.number(name).map(|number| number as u32);
        Some(Self {
            tag: notification.text("tag").unwrap_or_default(),
            at: number("at").unwrap_or(0),
            count: number("count").unwrap_or(1),
            id: data.text("id"),
        })
    }
}

/// When an app says that it is too much.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Flood {
    /// A replacement within so many seconds comes quietly.
    pub seconds: u32,
    /// So many notifications with tags of their own, or with none, in a minute; the further ones
    /// become one.
    pub most: u32,
}

/// What becomes of a notification among the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Without waking anybody.
    pub quiet: bool,
    /// How many pushes it stands for, itself among them.
    pub count: u32,
    /// It is shown as part of the one that stands for many.
    pub flood: bool,
}

impl Place {
    /// Decides from what is there now; nothing is remembered, since two workers may run at once.
    ///
    /// ```
    /// use kaipush_model::notification::{Place, Standing};
    /// use serde_json::json;
    /// let before = json!({ "tag": "chat-7", "data": { "kaipush": 1, "count": 2 } });
    /// let standing: Vec<_> = Standing::read(&before).into_iter().collect();
    /// assert_eq!(Place::among(&standing, Some("chat-7"), None, 1_800_000_000, None).count, 3);
    /// ```
    pub fn among(
        standing: &[Standing],
        tag: Option<&str>,
        id: Option<&str>,
        now: u32,
        flood: Option<Flood>,
    ) -> Self {
        // Before the phone's clock was set back, the past was later than now: not recent either.
        let ago = |one: &Standing| now.wrapping_sub(one.at);
        let last = |tag: &str| standing.iter().rfind(|one| one.tag == tag);
        if let Some(before) = tag.filter(|tag| !tag.is_empty()).and_then(last) {
            // The other instance was quicker with the same push.
            let repeat = id.is_some() && before.id.as_deref() == id;
            let soon = flood.is_some_and(|flood| ago(before) < flood.seconds);
            let count = before.count.saturating_add(u32::from(!repeat));
            return Self { quiet: repeat || soon, count, flood: false };
        }
        let recent = |one: &&Standing| one.tag != FLOOD_TAG && ago(one) < WHILE;
        if flood.is_some_and(|flood| standing.iter().filter(recent).count() >= flood.most as usize)
        {
            let before = last(FLOOD_TAG).map_or(0, |before| before.count);
            return Self { quiet: before > 0, count: before.saturating_add(1), flood: true };
        }
        Self { quiet: false, count: 1, flood: false }
    }
}

impl<V, K> Notification<V, K> {
    /// As quiet as the system lets it be. Where it always vibrates, it gets a millisecond; before KaiOS 2.5.4 the
    /// sound can't be switched off.
    pub fn hush(&mut self, known: &Features) {
        let behavior = &mut self.behavior.0;
        for name in [VIBRATE, SILENT] {
            self.members.remove(name);
        }
        for name in [LOOP_CONTROL, NOSCREEN] {
            behavior.remove(name);
        }
        let pattern: &[u32] = if known.always_vibrates { &[1] } else { &[] };
        behavior.set_numbers(PATTERN, pattern);
        if known.silent {
            self.members.set_flag(SILENT);
        }
        if known.mozbehavior {
            behavior.set_flag(NOSCREEN);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::{AppType, Platform, System};
    use crate::{JsonSink, Sink};
    use serde_json::{Value as Json, json};

    const NOW: u32 = 1_800_000_000;
    const FLOOD: Option<Flood> = Some(Flood { seconds: 30, most: 2 });

    fn standing(all: &[(&str, u32, u32)]) -> Vec<Standing> {
        let read = |(tag, ago, count): &(&str, u32, u32)| {
            let data = json!({ "kaipush": 1, "at": NOW - ago, "count": count, "id": "last" });
            Standing::read(&json!({ "tag": tag, "data": data })).unwrap()
        };
        all.iter().map(read).collect()
    }

    fn place(all: &[(&str, u32, u32)], tag: &str, flood: Option<Flood>) -> (bool, u32, bool) {
        let place = Place::among(&standing(all), Some(tag), Some("new"), NOW, flood);
        (place.quiet, place.count, place.flood)
    }

    #[test]
    fn replacements_are_counted_and_quiet_when_they_come_soon() {
        let all = [("a", 90, 1), ("b", 29, 4)];
        assert_eq!(place(&all, "a", FLOOD), (false, 2, false));
        assert_eq!(place(&all, "b", FLOOD), (true, 5, false));
        assert_eq!(place(&all, "b", None), (false, 5, false));
        assert_eq!(place(&all, "c", FLOOD), (false, 1, false));
    }

    #[test]
    fn the_same_push_of_another_instance_counts_once() {
        let place = Place::among(&standing(&[("a", 1, 3)]), Some("a"), Some("last"), NOW, None);
        assert_eq!((place.quiet, place.count), (true, 3));
    }

    #[test]
    fn too_many_become_one() {
        let two = [("a", 1, 1), ("", 50, 1)];
        assert_eq!(place(&two, "c", FLOOD), (false, 1, true));
        assert_eq!(place(&two, "a", FLOOD), (true, 2, false), "replacing adds none");
        assert_eq!(place(&two, "c", None), (false, 1, false));
        let three = [two[0], two[1], (FLOOD_TAG, 5, 7)];
        assert_eq!(place(&three, "c", FLOOD), (true, 8, true));
        let older = [("a", 1, 1), ("", 61, 1), (FLOOD_TAG, 5, 7)];
        assert_eq!(place(&older, "c", FLOOD), (false, 1, false));
    }

    #[test]
    fn what_was_shown_while_the_clock_ran_ahead_is_not_recent() {
        let ahead = |tag: &str| {
            let data = json!({ "kaipush": 1, "at": NOW + 3600 });
            Standing::read(&json!({ "tag": tag, "data": data })).unwrap()
        };
        let standing = [ahead("a"), ahead("b"), ahead("c")];
        let place = |tag| Place::among(&standing, Some(tag), Some("new"), NOW, FLOOD);
        assert_eq!(place("d"), Place { quiet: false, count: 1, flood: false });
        assert_eq!(place("a"), Place { quiet: false, count: 2, flood: false });
    }

    #[test]
    fn those_of_others_do_not_count() {
        for foreign in
            [json!({}), json!({ "tag": "a", "data": null }), json!({ "data": { "x": 1 } })]
        {
            assert_eq!(Standing::read(&foreign), None);
        }
        let old = Standing::read(&json!({ "tag": "a", "data": { "kaipush": 1 } })).unwrap();
        assert_eq!((old.at, old.count), (0, 1), "shown while the app had no flood guard");
    }

    #[test]
    fn each_system_is_hushed_by_what_it_knows() {
        let hushed = |known: &Features| {
            let payload =
                json!({ "vibrate": [9], "mozbehavior": { "loopControl": { "sound": true } } });
            let (mut notification, _) = Notification::<Json>::read(&payload, "T");
            notification.hush(known);
            let options = JsonSink::empty();
            assert_eq!(notification.lower(known, &options), []);
            let mut options = options.finish();
            options.as_object_mut().unwrap().remove("data");
            options
        };
        assert_eq!(
            hushed(System::Kaios25.features()),
            json!({ "mozbehavior": { "noscreen": true, "vibrationPattern": [1] } })
        );
        assert_eq!(
            hushed(System::Kaios3.features()),
            json!({ "silent": true, "mozbehavior": { "noscreen": true } })
        );
        assert_eq!(hushed(System::Web.features()), json!({ "silent": true }));
        let since = Platform {
            system: System::Kaios25,
            version: "2.5.4".into(),
            gecko: 48,
            app_type: AppType::Hosted,
        };
        assert_eq!(
            hushed(since.features()),
            json!({ "silent": true, "mozbehavior": { "noscreen": true, "vibrationPattern": [1] } })
        );
    }
}
