//! What Enter does next.

use kaipush::model::permission::State;
use kaipush::model::subscription::Reported;

#[derive(Clone, Copy)]
pub(crate) enum Step {
    Subscribe,
    Retry,
    Unsubscribe,
}

impl Step {
    /// The step that leads on from a state, if there is one.
    pub(crate) fn after(state: &State) -> Option<Self> {
        match state {
            State::NeedsPermission { .. } | State::Ready | State::Stale(_) => Some(Self::Subscribe),
            // The server knows nothing of it; subscribing tells it again.
            State::Subscribed(_, Reported::Refused) => Some(Self::Retry),
            State::Subscribed(..) => Some(Self::Unsubscribe),
            // The user has something to do outside of the app, or nothing can be done.
            _ => None,
        }
    }

    /// The soft key's text.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Subscribe => "Turn on",
            Self::Retry => "Try again",
            Self::Unsubscribe => "Turn off",
        }
    }
}
