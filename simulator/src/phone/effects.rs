//! What a phone would do to be noticed: vibrate and sound.
//!
//! Source: `notification_toaster` of KaiOS' system app.

use std::fmt;

use serde_json::Value;

use crate::dictionary::Dictionary;

/// Without a pattern of its own a notification vibrates so.
const DEFAULT: [u64; 3] = [200, 200, 200];
/// The toaster stops the vibration then.
const VIBRATION_END: u64 = 5000;
/// `dom.vibrator.max_vibrate_list_len`.
const MAX_ENTRIES: usize = 128;
/// `dom.vibrator.max_vibrate_ms`; the toaster is done before, but the entry is what Gecko makes of it.
const MAX_ENTRY: u64 = 10_000;
/// A sound is cut off after so many seconds; older builds waited for 4.
const SOUND_SECONDS: u64 = 2;

/// What an app asked for beyond what an alerts service is told: `mozbehavior` and `silent`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// "Clear all" leaves it in the Notices list.
    pub noclear: bool,
    /// A dark screen stays dark.
    pub noscreen: bool,
    /// It is not shown again when the phone has restarted.
    pub show_only_once: bool,
    /// No sound.
    pub silent: bool,
    /// Milliseconds on, off, on…
    pub vibration: Vec<u64>,
    /// The sound in place of the ringtone, or empty.
    pub sound: String,
}

impl Asked {
    /// Reads what was given to `showNotification`, as far as the phone knows it. `vibrate` and `loopControl` are
    /// left out, for the reasons that [`doubts`] gives.
    pub(crate) fn read(options: &Value, known: Dictionary) -> Self {
        let behavior = &options["mozbehavior"];
        // WebIDL takes anything for a boolean.
        let flag = |value: &Value| match value {
            Value::Null => false,
            Value::Bool(value) => *value,
            Value::Number(value) => value.as_f64() != Some(0.0),
            Value::String(value) => !value.is_empty(),
            Value::Array(_) | Value::Object(_) => true,
        };
        let pattern = behavior["vibrationPattern"].as_array().into_iter().flatten();
        Self {
            noclear: flag(&behavior["noclear"]),
            noscreen: flag(&behavior["noscreen"]),
            show_only_once: flag(&behavior["showOnlyOnce"]),
            silent: known.options.contains(&"silent") && flag(&options["silent"]),
            vibration: pattern.map(|entry| entry.as_u64().unwrap_or_default()).collect(),
            sound: behavior["soundFile"].as_str().unwrap_or_default().to_owned(),
        }
    }
}

/// What of it a phone knows and may yet not do, so that nothing is played here, in words for the log.
/// What the phone does not know at all is told where the app asks for it.
///
/// Source: dom/webidl/Notification.webidl of KaiOS 3's Gecko.
pub(crate) fn doubts(options: &Value, known: Dictionary) -> Vec<&'static str> {
    let vibrate = "vibrate is not played: whether a phone obeys it hangs on a preference of its build \
        (dom.webnotifications.vibrate.enabled); mozbehavior.vibrationPattern is for all of them";
    let control = "mozbehavior.loopControl is not played: of what a phone does with it only the names are \
        known (sound, soundMaxDuration, vibration, vibrationMaxDuration)";
    let given = [
        (known.options.contains(&"vibrate"), &options["vibrate"], vibrate),
        (known.behavior.contains(&"loopControl"), &options["mozbehavior"]["loopControl"], control),
    ];
    let given = given.into_iter().filter(|(known, value, _)| *known && !value.is_null());
    given.map(|(_, _, text)| text).collect()
}

/// What the phone does then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effects {
    /// Milliseconds on, off, on…, until it stops.
    pub vibration: Vec<u64>,
    /// Whether the pattern went on, had it not been stopped.
    pub stopped: bool,
    /// What sounds, if anything does.
    pub sound: Option<String>,
    /// What else it does or leaves.
    pub remarks: Vec<&'static str>,
}

impl Effects {
    /// What a phone makes of it. An own pattern counts only if it begins with a vibration.
    pub fn of(asked: &Asked) -> Self {
        let own = asked.vibration.first().is_some_and(|first| *first > 0);
        let pattern: &[u64] = if own { &asked.vibration } else { &DEFAULT };
        let (vibration, stopped) = clip(pattern);
        let sound = if asked.sound.is_empty() { "the ringtone" } else { &asked.sound };
        let remarks = [
            (asked.noscreen, "a dark screen stays dark"),
            (asked.noclear, "“Clear all” leaves it"),
            (asked.show_only_once, "not shown again after a restart"),
        ];
        Self {
            vibration,
            stopped,
            sound: (!asked.silent).then(|| sound.to_owned()),
            remarks: remarks
                .into_iter()
                .filter(|(holds, _)| *holds)
                .map(|(_, text)| text)
                .collect(),
        }
    }
}

impl fmt::Display for Effects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries: Vec<String> = self.vibration.iter().map(u64::to_string).collect();
        write!(f, "vibrates {} ms", entries.join(" · "))?;
        if self.stopped {
            write!(f, " (stopped after {} s)", VIBRATION_END / 1000)?;
        }
        match &self.sound {
            Some(sound) => write!(f, ", plays {sound} for at most {SOUND_SECONDS} s")?,
            None => write!(f, ", silent")?,
        }
        self.remarks.iter().try_for_each(|remark| write!(f, ", {remark}"))
    }
}

/// Cuts a pattern off where the toaster stops it.
fn clip(pattern: &[u64]) -> (Vec<u64>, bool) {
    let mut left = VIBRATION_END;
    let mut kept = Vec::new();
    for entry in pattern.iter().take(MAX_ENTRIES).map(|entry| (*entry).min(MAX_ENTRY)) {
        if left == 0 {
            return (kept, true);
        }
        kept.push(entry.min(left));
        if entry > left {
            return (kept, true);
        }
        left -= entry;
    }
    (kept, false)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::build::Build;
    use crate::profile::System;

    fn known(system: System) -> Dictionary {
        Dictionary::of(system, Build::CURRENT)
    }

    fn effects(options: &Value, known: Dictionary) -> Effects {
        Effects::of(&Asked::read(options, known))
    }

    fn vibration(pattern: &Value) -> Vec<u64> {
        effects(&json!({ "mozbehavior": { "vibrationPattern": pattern } }), known(System::Kaios25))
            .vibration
    }

    #[test]
    fn own_patterns_count_if_they_begin_with_a_vibration() {
        assert_eq!(vibration(&json!([30, 200, 30])), [30, 200, 30]);
        assert_eq!(vibration(&json!([0, 200, 30])), DEFAULT);
        assert_eq!(vibration(&json!([])), DEFAULT);
        assert_eq!(vibration(&json!("long")), DEFAULT);
    }

    #[test]
    fn vibration_stops_after_five_seconds() {
        assert_eq!(vibration(&json!([4000, 500, 4000, 9])), [4000, 500, 500]);
        assert_eq!(vibration(&json!([5000])), [5000]);
        let long = effects(
            &json!({ "mozbehavior": { "vibrationPattern": [60_000] } }),
            known(System::Kaios25),
        );
        assert_eq!((long.vibration, long.stopped), (vec![5000], true));
    }

    #[test]
    fn silence_came_with_2_5_4() {
        let options = json!({ "silent": true });
        let sound = |known| effects(&options, known).sound;
        assert_eq!(sound(known(System::Kaios3)), None);
        assert_eq!(sound(Dictionary::of(System::Kaios25, Build::V254)), None);
        assert_eq!(sound(known(System::Kaios25)).as_deref(), Some("the ringtone"));
    }

    #[test]
    fn what_a_phone_may_not_do_is_doubted() {
        let options =
            json!({ "vibrate": [30], "mozbehavior": { "loopControl": { "sound": true } } });
        for system in [System::Kaios3, System::Kaios4] {
            let doubts = doubts(&options, known(system));
            assert!(doubts[0].starts_with("vibrate ") && doubts[1].contains("loopControl"));
            assert_eq!(effects(&options, known(system)).vibration, DEFAULT);
        }
        // It does not know them, and that is what is said there.
        assert!(doubts(&options, known(System::Kaios25)).is_empty());
        let last = doubts(&options, Dictionary::of(System::Kaios25, Build::V254));
        assert!(last.len() == 1 && last[0].contains("loopControl"), "{last:?}");
        let sound = json!({ "mozbehavior": { "vibrationPattern": [30] } });
        assert!(doubts(&sound, known(System::Kaios3)).is_empty());
    }

    #[test]
    fn it_is_told_in_a_sentence() {
        let options = json!({ "mozbehavior": {
            "vibrationPattern": [30, 200, 30], "soundFile": "/bell.ogg", "noclear": true
        } });
        let text =
            "vibrates 30 · 200 · 30 ms, plays /bell.ogg for at most 2 s, “Clear all” leaves it";
        assert_eq!(effects(&options, known(System::Kaios25)).to_string(), text);
        let text = "vibrates 200 · 200 · 200 ms, plays the ringtone for at most 2 s";
        assert_eq!(effects(&Value::Null, known(System::Kaios4)).to_string(), text);
    }
}
