//! `mozbehavior`, KaiOS' own option.

use crate::value::Fields;
use crate::{Sink, Value};

/// What the phone does when the notification comes: `mozbehavior` in KaiOS' `Notification.webidl`.
///
/// ```
/// use kaipush_model::notification::Behavior;
/// let buzz = Behavior::new().vibrate([30, 200, 30]).sound_file("https://example.org/ding.ogg");
/// assert_eq!(buzz.vibration_pattern, [30, 200, 30]);
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Behavior {
    /// Do not wake the screen.
    pub noscreen: bool,
    /// Survives "clear all" in the list of notices.
    pub noclear: bool,
    /// Not shown again after a reboot.
    pub show_only_once: bool,
    /// A sound to play, from the app or from anywhere; at most about two seconds of it.
    pub sound_file: Option<String>,
    /// Milliseconds on, off, on …; the phone stops after five seconds, and takes the pattern only
    /// if its first entry is not 0.
    pub vibration_pattern: Vec<u32>,
    /// Repeats sound and vibration (KaiOS 3.x).
    pub loop_control: Option<LoopControl>,
}

/// How long sound and vibration repeat (KaiOS 3.x, `NotificationLoopControl`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LoopControl {
    /// Repeat the sound.
    pub sound: Option<bool>,
    /// For how long, in milliseconds.
    pub sound_max_duration: Option<u32>,
    /// Repeat the vibration.
    pub vibration: Option<bool>,
    /// For how long, in milliseconds.
    pub vibration_max_duration: Option<u32>,
}

impl Behavior {
    /// What the phone does by default.
    pub fn new() -> Self {
        Self::default()
    }
    /// Do not wake the screen.
    pub fn noscreen(mut self) -> Self {
        self.noscreen = true;
        self
    }
    /// Survive "clear all".
    pub fn noclear(mut self) -> Self {
        self.noclear = true;
        self
    }
    /// Do not come again after a reboot.
    pub fn show_only_once(mut self) -> Self {
        self.show_only_once = true;
        self
    }
    /// Play this file, from the app or from anywhere.
    pub fn sound_file(mut self, url: impl Into<String>) -> Self {
        self.sound_file = Some(url.into());
        self
    }
    /// Vibrate: milliseconds on, off, on …
    pub fn vibrate(mut self, pattern: impl Into<Vec<u32>>) -> Self {
        self.vibration_pattern = pattern.into();
        self
    }
    /// Repeat sound and vibration (KaiOS 3.x).
    pub fn loop_control(mut self, control: LoopControl) -> Self {
        self.loop_control = Some(control);
        self
    }

    pub(super) fn read<V: Value>(value: &V) -> (Self, Vec<&'static str>) {
        let mut fields = Fields::of(value);
        let behavior = Self {
            noscreen: fields.flag("noscreen"),
            noclear: fields.flag("noclear"),
            show_only_once: fields.flag("showOnlyOnce"),
            sound_file: fields.text("soundFile"),
            vibration_pattern: fields.numbers("vibrationPattern"),
            loop_control: fields.object("loopControl").map(|control| {
                let mut control = Fields::of(&control);
                LoopControl {
                    sound: control.choice("sound"),
                    sound_max_duration: control.number("soundMaxDuration"),
                    vibration: control.choice("vibration"),
                    vibration_max_duration: control.number("vibrationMaxDuration"),
                }
            }),
        };
        (behavior, fields.wrong())
    }

    /// Only what differs from the phone's default, so that `mozbehavior` arrives as it was given.
    pub(super) fn write<S: Sink>(&self, out: &S, loop_control: bool) {
        for (name, on) in [
            ("noscreen", self.noscreen),
            ("noclear", self.noclear),
            ("showOnlyOnce", self.show_only_once),
        ] {
            if on {
                out.set_flag(name, true);
            }
        }
        out.set_text_if("soundFile", self.sound_file.as_deref());
        if !self.vibration_pattern.is_empty() {
            out.set_numbers("vibrationPattern", &self.vibration_pattern);
        }
        if let Some(control) = self.loop_control.filter(|_| loop_control) {
            let inner = S::empty();
            if let Some(sound) = control.sound {
                inner.set_flag("sound", sound);
            }
            if let Some(duration) = control.sound_max_duration {
                inner.set_number("soundMaxDuration", duration);
            }
            if let Some(vibration) = control.vibration {
                inner.set_flag("vibration", vibration);
            }
            if let Some(duration) = control.vibration_max_duration {
                inner.set_number("vibrationMaxDuration", duration);
            }
            out.set_object("loopControl", inner);
        }
    }
}
