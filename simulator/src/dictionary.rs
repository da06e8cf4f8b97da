//! The options of a notification, as a phone's own dictionaries have them.

use serde::Serialize;

use crate::build::Build;
use crate::profile::System;

/// The members that the phone knows; it passes over all others.
///
/// Source: dom/webidl/Notification.webidl of the Gecko of each KaiOS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Dictionary {
    /// Of NotificationOptions.
    pub(crate) options: &'static [&'static str],
    /// Of NotificationBehavior.
    pub(crate) behavior: &'static [&'static str],
}

impl Dictionary {
    /// That of a system; on 2.5, of this build.
    pub(crate) fn of(system: System, build: Build) -> Self {
        const OPTIONS: [&str; 12] = [
            "dir",
            "lang",
            "body",
            "tag",
            "icon",
            "data",
            "mozbehavior",
            "requireInteraction",
            "actions",
            // Since 2.5.4.
            "image",
            "silent",
            // From KaiOS 3 on.
            "vibrate",
        ];
        // The last one since 2.5.4.
        const BEHAVIOR: [&str; 6] =
            ["noscreen", "noclear", "showOnlyOnce", "soundFile", "vibrationPattern", "loopControl"];
        let (options, behavior) = match system {
            System::Kaios25 if build.newer_options => (&OPTIONS[..11], &BEHAVIOR[..]),
            System::Kaios25 => (&OPTIONS[..9], &BEHAVIOR[..5]),
            System::Kaios3 | System::Kaios4 => (&OPTIONS[..], &BEHAVIOR[..]),
        };
        Self { options, behavior }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_adds_some() {
        let (old, last) = (Build::CURRENT, Build::V254);
        let old = Dictionary::of(System::Kaios25, old);
        let last = Dictionary::of(System::Kaios25, last);
        let three = Dictionary::of(System::Kaios3, Build::CURRENT);
        assert!(!old.options.contains(&"silent") && !old.behavior.contains(&"loopControl"));
        assert!(last.options.contains(&"silent") && last.behavior.contains(&"loopControl"));
        assert!(!last.options.contains(&"vibrate") && three.options.contains(&"vibrate"));
        assert_eq!(last.behavior, three.behavior);
    }
}
