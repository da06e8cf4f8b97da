//! Where an app stands on its way to pushes.

use crate::error::Problem;
use crate::subscription::{Reported, Subscription};

/// Where the app stands; the one thing a screen has to look at.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum State {
    /// Push can't work here; the problem says why and what to do.
    Unsupported(Problem),
    /// The user has not been asked.
    NeedsPermission {
        /// Whether the question must be asked in a key handler (KaiOS 3.x web apps).
        gesture: bool,
        /// Whether this is a good moment for the app's own question, by the app's rule
        /// ([`Ask`](super::Ask)).
        ask: bool,
    },
    /// Notifications are blocked.
    Blocked(Blocked),
    /// Everything is granted; not subscribed yet.
    Ready,
    /// Subscribed, with the key of the configuration, and whether the app's server knows it.
    Subscribed(Subscription, Reported),
    /// Not reached as things are: a subscription with another key or endpoint than kaipush made, or
    /// (`None`) the browser has dropped it, as KaiOS 3 does at an app's update. kaipush renews what
    /// was its own when it starts; if it could not, or it was never kaipush's, subscribe again.
    Stale(Option<Subscription>),
}

impl State {
    /// The state's name in JavaScript.
    pub const fn as_str(&self) -> &'static str {
        match self {
            State::Unsupported(_) => "unsupported",
            State::NeedsPermission { .. } => "needs-permission",
            State::Blocked(_) => "blocked",
            State::Ready => "ready",
            State::Subscribed(..) => "subscribed",
            State::Stale(_) => "stale",
        }
    }
}

/// Who blocks notifications, and where that is undone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Blocked {
    /// The user said no, or switched it off in the phone's settings.
    InKaiosSettings,
    /// The user said no in a browser's own dialog.
    InBrowserSettings,
}

impl Blocked {
    /// The way to the switch.
    pub const fn settings(self) -> &'static str {
        match self {
            Blocked::InKaiosSettings => "Settings > Privacy & Security > App Permissions",
            Blocked::InBrowserSettings => "the permissions beside the page's address",
        }
    }
}
