//! `mozbehavior`, KaiOS' own option.

use super::members::{Kind, Member, Members};

pub(super) const NOSCREEN: &str = "noscreen";
pub(crate) const SOUND_FILE: &str = "soundFile";
pub(super) const PATTERN: &str = "vibrationPattern";
pub(super) const LOOP_CONTROL: &str = "loopControl";

/// What a payload may say of it.
pub(super) const BEHAVIOR: &[(&str, Kind)] = &[
    (NOSCREEN, Kind::Flag),
    ("noclear", Kind::Flag),
    ("showOnlyOnce", Kind::Flag),
    (SOUND_FILE, Kind::Text),
    (PATTERN, Kind::Numbers),
    (LOOP_CONTROL, Kind::Object(&LOOP)),
];

const LOOP: [(&str, Kind); 4] = [
    ("sound", Kind::Choice),
    ("soundMaxDuration", Kind::Number),
    ("vibration", Kind::Choice),
    ("vibrationMaxDuration", Kind::Number),
];

/// What the phone does when the notification comes: `mozbehavior` in KaiOS' `Notification.webidl`.
///
/// ```
/// use kaipush_model::notification::Behavior;
/// let buzz = Behavior::new().vibrate([30, 200, 30]).sound_file("https://example.org/ding.ogg");
/// assert_eq!(buzz, Behavior::new().sound_file("https://example.org/ding.ogg").vibrate([30, 200, 30]));
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Behavior(pub(crate) Members);

/// How long sound and vibration repeat (since KaiOS 2.5.4, `NotificationLoopControl`).
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
    pub fn noscreen(self) -> Self {
        self.on(NOSCREEN)
    }
    /// Survive "clear all" in the list of notices.
    pub fn noclear(self) -> Self {
        self.on("noclear")
    }
    /// Do not come again after a reboot.
    pub fn show_only_once(self) -> Self {
        self.on("showOnlyOnce")
    }
    /// Play this file, from the app or from anywhere; at most about two seconds of it.
    pub fn sound_file(mut self, url: impl Into<String>) -> Self {
        self.0.set_text(SOUND_FILE, url.into());
        self
    }
    /// Vibrate: milliseconds on, off, on … The phone stops after five seconds, and takes the pattern
    /// only if its first entry is not 0.
    pub fn vibrate(mut self, pattern: impl Into<Vec<u32>>) -> Self {
        self.0.set_numbers(PATTERN, &pattern.into());
        self
    }
    /// Repeat sound and vibration (since KaiOS 2.5.4).
    pub fn loop_control(mut self, control: LoopControl) -> Self {
        self.0.set(LOOP_CONTROL, Member::Object(control.into()));
        self
    }

    fn on(mut self, name: &'static str) -> Self {
        self.0.set_flag(name);
        self
    }
}

impl From<LoopControl> for Members {
    fn from(control: LoopControl) -> Self {
        let [sound, sound_for, vibration, vibration_for] = LOOP.map(|(name, _)| name);
        let mut members = Members::default();
        for (name, choice) in [(sound, control.sound), (vibration, control.vibration)] {
            if let Some(choice) = choice {
                members.set(name, Member::Flag(choice));
            }
        }
        for (name, duration) in [
            (sound_for, control.sound_max_duration),
            (vibration_for, control.vibration_max_duration),
        ] {
            if let Some(duration) = duration {
                members.set(name, Member::Number(duration));
            }
        }
        members
    }
}
