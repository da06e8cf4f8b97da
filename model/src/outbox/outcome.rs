//! What the answer of the app's server means.

use super::Kind;

/// So often may what an answer complains of be mended: a sign-in, for a token is asked for anew with each
/// request, or that the server knows nothing of the endpoint.
const DENIED: u32 = 5;

/// The status that stands for any redirect: `fetch` tells of one that it did not follow, and not of which.
pub const REDIRECT: u32 = 302;

/// What became of an operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The server knows it now.
    Done,
    /// It is tried again later.
    Retry,
    /// Nobody has signed it (401): it waits for somebody who does, and is tried again till then.
    Unsigned,
    /// It is given up, and the app is told.
    Refused,
    /// The server says that nothing can be sent to this endpoint any more.
    Gone,
    /// The server does not know the endpoint that a value belongs to, or not any more: it is told of
    /// the subscription first, and of the value then.
    Unknown,
}

impl Outcome {
    /// The name in JavaScript. A dead endpoint has been told of, so that one is done.
    pub const fn as_str(self) -> &'static str {
        match self {
            Outcome::Done | Outcome::Gone => "done",
            Outcome::Retry | Outcome::Unsigned | Outcome::Unknown => "retry",
            Outcome::Refused => "refused",
        }
    }

    /// Whether it tells something of the subscription itself, be it only of the endpoint that a value belongs to.
    pub fn is_news_of_the_subscription(self, kind: Kind) -> bool {
        match kind {
            Kind::Subscription => !matches!(self, Outcome::Retry | Outcome::Unsigned),
            // The values wait until the server has been told of the endpoint again.
            Kind::App => self == Outcome::Unknown,
            _ => false,
        }
    }
}

/// The HTTP contract (docs/server.md). The status is 0 where no answer came.
///
/// `denied`: how often something was mended in vain. `signs`: whether a refused sign-in counts
/// ([`Operation::sign_in_counts`](super::Operation::sign_in_counts)).
///
/// ```
/// use kaipush_model::outbox::{Kind, Outcome, outcome};
/// assert_eq!(outcome(Kind::Subscription, 201, 0, true), Outcome::Done);
/// assert_eq!(outcome(Kind::Subscription, 503, 0, true), Outcome::Retry);
/// assert_eq!(outcome(Kind::Subscription, 403, 0, true), Outcome::Refused);
/// ```
pub const fn outcome(kind: Kind, status: u32, denied: u32, signs: bool) -> Outcome {
    match (status, kind) {
        (200..=299, _) => Outcome::Done,
        // Forgotten already.
        (404 | 410, Kind::Unsubscription) => Outcome::Done,
        (410, Kind::Subscription) => Outcome::Gone,
        (404 | 410, Kind::App) if denied < DENIED => Outcome::Unknown,
        // What redirects is no answer of the app's server to this: a login page, a network's portal.
        (0 | 300..=399 | 408 | 425 | 429 | 500.., _) => Outcome::Retry,
        (401, _) if !signs => Outcome::Unsigned,
        (401, _) if denied < DENIED => Outcome::Retry,
        _ => Outcome::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_one_meaning() {
        use Kind::{Answer, App, Event, Subscription, Unsubscription};
        for (statuses, kinds, expected) in [
            (
                &[200, 201, 204][..],
                &[Subscription, Unsubscription, App, Event, Answer][..],
                Outcome::Done,
            ),
            (&[404, 410], &[Unsubscription], Outcome::Done),
            (&[410], &[Subscription], Outcome::Gone),
            (
                &[0, 301, REDIRECT, 303, 308, 408, 425, 429, 500, 502, 503, 599],
                &[Subscription, Unsubscription, App, Event, Answer],
                Outcome::Retry,
            ),
            (&[400, 403, 413, 422], &[Subscription, Unsubscription], Outcome::Refused),
            (&[404, 410], &[App], Outcome::Unknown),
            (&[401], &[Subscription, Unsubscription, App, Event, Answer], Outcome::Retry),
            (&[404, 410], &[Event, Answer], Outcome::Refused),
            (&[404], &[Subscription], Outcome::Refused),
        ] {
            for (status, kind) in statuses.iter().flat_map(|s| kinds.iter().map(move |k| (*s, *k)))
            {
                assert_eq!(outcome(kind, status, 0, true), expected, "{kind:?} {status}");
            }
        }
        let all =
            [Outcome::Done, Outcome::Gone, Outcome::Retry, Outcome::Unsigned, Outcome::Unknown];
        assert_eq!(all.map(Outcome::as_str), ["done", "done", "retry", "retry", "retry"]);
        assert_eq!(Outcome::Refused.as_str(), "refused");
        assert!(Outcome::Refused.is_news_of_the_subscription(Subscription));
        assert!(!Outcome::Unsigned.is_news_of_the_subscription(Subscription));
        assert!(!Outcome::Refused.is_news_of_the_subscription(App));
        assert_eq!(outcome(App, 401, 4, true), Outcome::Retry);
        assert_eq!(outcome(App, 401, 5, true), Outcome::Refused);
        assert_eq!(outcome(App, 401, 5, false), Outcome::Unsigned);
        assert_eq!(outcome(App, 404, 5, false), Outcome::Refused);
    }
}
