//! From what an app wants to what a system understands.

use super::behavior::{LOOP_CONTROL, PATTERN};
use super::content::{ID, IMAGE, OPTIONS, SILENT, URL, VIBRATE};
use super::members::Member;
use super::{Notification, ShownBy};
use crate::error::{Note, Warning};
use crate::platform::Features;
use crate::{Sink, Value};

/// The member that marks a notification's `data`, or a message to `openApp`, as kaipush's own.
pub const MARKER: &str = "kaipush";

impl<V, K> Notification<V, K> {
    /// Writes those of these texts that it holds.
    pub fn write_texts<S: Sink>(&self, names: &[&str], out: &S) {
        self.members.write_texts(names, out);
    }
}

impl<V: Value, K: ShownBy> Notification<V, K> {
    /// Writes the options for `showNotification` or `new Notification`, without what the system
    /// does not know, and reports what was left out.
    ///
    /// WebIDL ignores unknown members, so nothing would fail; but a developer who sets `vibrate`
    /// on KaiOS 2.5 should hear that it does nothing there.
    ///
    /// ```
    /// use kaipush_model::{JsonSink, Sink, notification::Notification, platform::System};
    /// let options = JsonSink::empty();
    /// let wanted = Notification::<serde_json::Value>::new("Hi").tag("inbox").silent();
    /// let warnings = wanted.lower(System::Kaios25.features(), &options);
    /// assert_eq!(options.finish()["tag"], "inbox");
    /// assert_eq!(warnings[0].about, "silent");
    /// ```
    pub fn lower<S: Sink<Value = V>>(&self, known: &Features, out: &S) -> Vec<Warning> {
        let mut warnings = Vec::new();
        for name in OPTIONS {
            let Some(member) = self.members.get(name) else { continue };
            if (name == IMAGE && !known.image) || (name == SILENT && !known.silent) {
                warnings.push(Warning::new(Note::OptionIgnored, name));
            } else {
                member.write(name, out);
            }
        }
        self.lower_behavior(known, out, &mut warnings);
        self.lower_actions(known, out, &mut warnings);
        self.mark(known.max_actions, out);
        warnings
    }

    /// One vibration, whichever way it was given: `vibrate` does nothing on any KaiOS.
    fn lower_behavior<S: Sink>(&self, known: &Features, out: &S, warnings: &mut Vec<Warning>) {
        let mut behavior = self.behavior.0.clone();
        let vibrate = self.members.numbers(VIBRATE);
        if known.mozbehavior {
            if !known.loop_control && behavior.get(LOOP_CONTROL).is_some() {
                behavior.remove(LOOP_CONTROL);
                warnings.push(Warning::new(Note::OptionIgnored, "mozbehavior.loopControl"));
            }
            if behavior.get(PATTERN).is_none() {
                behavior.set_numbers(PATTERN, vibrate);
            }
            if !behavior.is_empty() {
                Member::Object(behavior).write("mozbehavior", out);
            }
            return;
        }
        let pattern = if vibrate.is_empty() { behavior.numbers(PATTERN) } else { vibrate };
        // Both together are a TypeError (Notifications standard, "create a notification").
        if known.vibrate && !pattern.is_empty() && self.members.get(SILENT).is_none() {
            out.set_numbers(VIBRATE, pattern);
        }
        behavior.remove(PATTERN);
        if !behavior.is_empty() {
            warnings.push(Warning::new(Note::OptionIgnored, "mozbehavior"));
        }
    }

    fn lower_actions<S: Sink>(&self, known: &Features, out: &S, warnings: &mut Vec<Warning>) {
        if !K::ACTIONS && !self.actions.is_empty() {
            warnings.push(Warning::new(Note::OptionIgnored, "actions"));
            return;
        }
        if self.actions.len() > known.max_actions {
            warnings.push(Warning::new(Note::ActionsDropped, "actions"));
        }
        if self.actions.is_empty() {
            return;
        }
        let shown = self.actions.iter().take(known.max_actions).map(|action| {
            let button = S::empty();
            action.write(&button);
            button
        });
        out.set_objects("actions", shown.collect());
    }

    /// Everything a click needs travels in `data`, under our marker: a worker that handles the
    /// click need not be the one that showed the notification.
    fn mark<S: Sink<Value = V>>(&self, max_actions: usize, out: &S) {
        let data = S::empty();
        data.set_number(MARKER, 1);
        if let Some(given) = &self.data {
            data.set_value("data", given);
        }
        self.write_texts(&[URL, ID], &data);
        let wishes = S::empty();
        let mut any = false;
        let shown = self.actions.iter().take(max_actions);
        for (at, action) in shown.enumerate() {
            let name = action.text("action");
            // A click tells no more than the name: of two buttons with the same one the first counts.
            if self.actions.iter().take(at).any(|earlier| earlier.text("action") == name) {
                continue;
            }
            if let (Some(name), Some(wish)) = (name, action.wish()) {
                wishes.set_object(name, wish);
                any = true;
            }
        }
        if any {
            data.set_object("actions", wishes);
        }
        out.set_object("data", data);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JsonSink;
    use crate::platform::System;
    use serde_json::{Value as Json, json};

    fn lower(payload: Json, system: System) -> (Json, Vec<String>) {
        let (notification, _) = Notification::<Json>::read(&payload, "App");
        let options = JsonSink::empty();
        let warnings = notification.lower(system.features(), &options);
        (options.finish(), warnings.into_iter().map(|w| w.about.into_owned()).collect())
    }

    #[test]
    fn mozbehavior_arrives_exactly_as_given() {
        let behavior = json!({
            "noscreen": true, "noclear": true, "showOnlyOnce": true,
            "soundFile": "https://example.org/a.ogg", "vibrationPattern": [30, 200, 30],
            "loopControl": { "sound": true, "soundMaxDuration": 4000,
                             "vibration": false, "vibrationMaxDuration": 0 }
        });
        let (options, warnings) = lower(json!({ "mozbehavior": behavior }), System::Kaios3);
        assert_eq!(options["mozbehavior"], behavior);
        assert!(warnings.is_empty());

        let (options, warnings) = lower(json!({ "mozbehavior": behavior }), System::Kaios25);
        let mut without = behavior.clone();
        without.as_object_mut().unwrap().remove("loopControl");
        assert_eq!(options["mozbehavior"], without);
        assert_eq!(warnings, ["mozbehavior.loopControl"]);
    }

    #[test]
    fn vibration_finds_the_way_each_system_knows() {
        for system in [System::Kaios25, System::Kaios3, System::Kaios4] {
            let (options, warnings) = lower(json!({ "vibrate": [1, 2] }), system);
            assert_eq!(options["mozbehavior"], json!({ "vibrationPattern": [1, 2] }));
            assert!(options.get("vibrate").is_none() && warnings.is_empty());
        }
        let behavior = json!({ "mozbehavior": { "vibrationPattern": [3] } });
        let (options, warnings) = lower(behavior, System::Web);
        assert_eq!((&options["vibrate"], warnings.len()), (&json!([3]), 0));
        assert!(options.get("mozbehavior").is_none());
    }

    #[test]
    fn a_silent_one_does_not_vibrate_elsewhere() {
        let payload = json!({ "silent": true, "vibrate": [1, 2] });
        let (options, warnings) = lower(payload, System::Web);
        assert_eq!((&options["silent"], warnings.len()), (&json!(true), 0));
        assert!(options.get("vibrate").is_none());
        let (options, _) = lower(json!({ "silent": false, "vibrate": [1] }), System::Web);
        assert_eq!(options["vibrate"], json!([1]));
    }

    #[test]
    fn each_system_is_told_only_what_it_knows() {
        let payload =
            json!({ "image": "/p.png", "silent": true, "mozbehavior": { "noscreen": true } });
        assert_eq!(lower(payload.clone(), System::Kaios25).1, ["image", "silent"]);
        assert_eq!(lower(payload.clone(), System::Kaios3).1, Vec::<String>::new());
        assert_eq!(lower(payload, System::Web).1, ["mozbehavior"]);
    }

    #[test]
    fn two_actions_are_shown_and_their_targets_kept() {
        let action =
            |name: &str| json!({ "action": name, "title": name, "url": format!("/{name}") });
        let payload = json!({ "actions": [action("a"), action("b"), action("c")], "url": "/home" });
        let (options, warnings) = lower(payload, System::Kaios25);
        assert_eq!(
            options["actions"],
            json!([{ "action": "a", "title": "a" }, { "action": "b", "title": "b" }])
        );
        assert_eq!(warnings, ["actions"]);
        assert_eq!(options["data"]["url"], "/home");
        assert_eq!(
            options["data"]["actions"],
            json!({ "a": { "url": "/a", "open": true }, "b": { "url": "/b", "open": true } })
        );
    }

    #[test]
    fn of_two_actions_of_one_name_the_first_counts() {
        let first = json!({ "action": "a", "title": "A", "url": "/first" });
        let second = json!({ "action": "a", "title": "B", "post": "/second" });
        let bare = json!({ "action": "a", "title": "C" });
        for (actions, wish) in [
            (json!([first, second]), json!({ "url": "/first", "open": true })),
            (json!([bare, second]), Json::Null),
        ] {
            let (options, _) = lower(json!({ "actions": actions }), System::Kaios3);
            assert_eq!(options["actions"].as_array().unwrap().len(), 2);
            assert_eq!(options["data"]["actions"]["a"], wish);
        }
    }

    #[test]
    fn the_pages_own_have_no_actions() {
        let payload = json!({ "actions": [{ "action": "a", "title": "A" }] });
        let (notification, _) =
            Notification::<Json, crate::notification::InPage>::read(&payload, "App");
        let options = JsonSink::empty();
        let warnings = notification.lower(System::Kaios3.features(), &options);
        assert_eq!(warnings, [Warning::new(Note::OptionIgnored, "actions")]);
        assert!(options.finish()["actions"].is_null());
    }

    #[test]
    fn nothing_asked_for_is_nothing_set() {
        let (options, warnings) = lower(json!({}), System::Kaios25);
        assert_eq!((options, warnings.len()), (json!({ "data": { "kaipush": 1 } }), 0));
    }
}
