//! What Enter does next.

use kaipush::model::permission::State;
use kaipush::model::subscription::Reported;
use kaipush::page::Error;

#[derive(Clone, Copy)]
pub(crate) enum Step {
    Subscribe,
    Unsubscribe,
    Look,
}

impl Step {
    /// The step that leads on from a state, if there is one, and the soft key's text.
    pub(crate) fn after(state: &State) -> Option<(Self, &'static str)> {
        match state {
            State::NeedsPermission { .. } | State::Ready | State::Stale(_) => {
                Some((Self::Subscribe, "Turn on"))
            }
            // The server knows nothing of it; subscribing tells it again.
            State::Subscribed(_, Reported::Refused) => Some((Self::Subscribe, "Try again")),
            State::Subscribed(..) => Some((Self::Unsubscribe, "Turn off")),
            // The user has something to do outside of the app, or nothing can be done.
            _ => None,
        }
    }

    /// The step that leads on from an error of this one: what can't succeed a second time is not tried a
    /// second time.
    pub(crate) fn failed(self, error: &Error) -> (Self, &'static str) {
        if error.retryable() { (self, "Try again") } else { (Self::Look, "Back") }
    }
}
