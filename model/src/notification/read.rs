//! A notification out of a foreign object: a payload, or what an app's handler answered.

use super::behavior::BEHAVIOR;
use super::content::{MEMBERS, TITLE, URL};
use super::members::Members;
use super::{Action, Behavior, Notification};
use crate::Value;
use crate::error::{Note, Warning};
use crate::value::Fields;

/// Options that people copy from other systems and that no KaiOS has ever had.
const NOWHERE: [&str; 3] = ["renotify", "badge", "timestamp"];

impl<V: Value, K> Notification<V, K> {
    /// Reads title and options from one object, as payloads and handlers give them.
    ///
    /// What can't be used is left out and reported. `title` is used where the object has none, or an empty one.
    pub fn read(object: &V, title: &str) -> (Self, Vec<Warning>) {
        let mut warnings = Vec::new();
        let mut fields = Fields { object, warnings: &mut warnings };
        let mut members = Members::read(&mut fields, MEMBERS);
        // An empty one would be a notification without a word.
        if members.text(TITLE).is_none_or(str::is_empty) {
            members.set_text(TITLE, title.to_owned());
        }
        // `navigate` is the name in the Declarative Web Push shape.
        if members.text(URL).is_none_or(str::is_empty)
            && let Some(url) = fields.text("navigate")
        {
            members.set_text(URL, url);
        }
        let mut notification = Self::of(members);
        notification.data = object.get("data");
        for action in fields.list("actions") {
            let (action, whole) = Action::read(&action);
            notification.actions.extend(action);
            if !whole {
                fields.note("actions");
            }
        }
        if let Some(behavior) = fields.read("mozbehavior", |v| v.is_object().then(|| v.clone())) {
            let mut fields = Fields { object: &behavior, warnings: &mut warnings };
            notification.behavior = Behavior(Members::read(&mut fields, BEHAVIOR));
        }
        for name in NOWHERE {
            if object.get(name).is_some() {
                warnings.push(Warning::new(Note::OptionIgnored, name));
            }
        }
        (notification, warnings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notification::LoopControl;
    use serde_json::json;

    fn read(object: serde_json::Value) -> (Notification<serde_json::Value>, Vec<String>) {
        let (notification, warnings) = Notification::read(&object, "App");
        let names = warnings.into_iter().map(|w| format!("{} {}", w.note.as_str(), w.about));
        (notification, names.collect())
    }

    #[test]
    fn everything_a_payload_may_hold() {
        let (notification, warnings) = read(json!({
            "title": "T", "body": "B", "tag": "t", "icon": "/i.png", "lang": "ar", "dir": "rtl",
            "id": "m1", "data": { "chat": 7 }, "url": "/chat/7", "requireInteraction": true, "vibrate": [1, 2],
            "actions": [{ "action": "a", "title": "A", "url": "/a" }, { "action": "b", "title": "B" }],
            "mozbehavior": { "noscreen": true, "soundFile": "https://x/y.ogg", "vibrationPattern": [30],
                             "loopControl": { "sound": true, "soundMaxDuration": 9 } }
        }));
        assert_eq!(warnings, Vec::<String>::new());
        assert_eq!(notification.text("dir"), Some("rtl"));
        assert_eq!(notification.actions[0].text("url"), Some("/a"));
        let repeated = LoopControl {
            sound: Some(true),
            sound_max_duration: Some(9),
            ..LoopControl::default()
        };
        let behavior = Behavior::new().noscreen().sound_file("https://x/y.ogg").vibrate([30]);
        assert_eq!(notification.behavior, behavior.loop_control(repeated));
        assert_eq!(notification.data, Some(json!({ "chat": 7 })));
    }

    #[test]
    fn an_empty_title_is_none() {
        let (notification, warnings) = read(json!({ "title": "", "body": "" }));
        assert_eq!((notification.text("title"), warnings.len()), (Some("App"), 0));
    }

    #[test]
    fn an_empty_address_hides_no_other() {
        for empty in [json!({ "url": "", "navigate": "/x" }), json!({ "navigate": "/x" })] {
            assert_eq!(read(empty).0.text("url"), Some("/x"));
        }
    }

    #[test]
    fn buttons_open_the_app_unless_they_say_otherwise() {
        let (notification, warnings) = read(json!({ "actions": [
            { "action": "a", "title": "A", "navigate": "/a" },
            { "action": "b", "title": "B", "post": "/b" },
            { "action": "c", "title": "C", "post": "/c", "open": true },
            { "action": "d", "title": "D", "open": false },
            { "action": "e", "title": "E", "open": "no", "post": 5 }
        ] }));
        let button = |name: &str| Action::new(name, name.to_uppercase());
        let expected = [
            button("a").url("/a"),
            button("b").post("/b"),
            button("c").post("/c").open(),
            button("d").dismiss(),
            button("e"),
        ];
        assert_eq!(notification.actions, expected);
        assert_eq!(warnings, ["field-wrong actions"]);
    }

    #[test]
    fn what_is_empty_in_a_button_is_missing() {
        let (notification, warnings) = read(json!({ "actions": [
            { "action": "", "title": "Like", "post": "/likes" },
            { "action": "a", "title": "" },
            { "action": "b", "title": "B", "url": "", "navigate": "/b", "post": "" }
        ] }));
        assert_eq!(notification.actions, [Action::new("b", "B").url("/b")]);
        assert_eq!(warnings, ["field-wrong actions", "field-wrong actions"]);
    }

    #[test]
    fn what_cannot_be_used_is_named_and_the_rest_survives() {
        let (notification, warnings) = read(json!({
            "title": 3, "body": "B", "dir": "up", "actions": [{ "action": "x" }, 4], "badge": "/b.png",
            "mozbehavior": { "vibrationPattern": "long", "noclear": 1,
                             "loopControl": { "sound": "yes", "soundMaxDuration": 9 } }
        }));
        assert_eq!(
            (notification.text("title"), notification.text("body")),
            (Some("App"), Some("B"))
        );
        assert_eq!(
            warnings,
            [
                "field-wrong title",
                "field-wrong dir",
                "field-wrong actions",
                "field-wrong actions",
                "field-wrong noclear",
                "field-wrong vibrationPattern",
                "field-wrong sound",
                "option-ignored badge"
            ]
        );
    }
}
