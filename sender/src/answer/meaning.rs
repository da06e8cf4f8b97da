//! Statuses and autopush's numbers, in words.

use http::StatusCode;

/// What a push service's answer means, by what is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[non_exhaustive]
pub enum Meaning {
    /// The service keeps it for the phone. Nothing.
    Taken,
    /// The app has unsubscribed, or the phone was reset. Send nothing there any more, and keep what stands
    /// beside it (topics, a user) until a report names its endpoint as `old`: the app may have a new one.
    Gone,
    /// The key, the token or the scheme is not what this subscription wants. Look at the configuration.
    Unauthorized,
    /// The body is too large. Send less.
    TooLarge,
    /// Something else about the request is wrong. The same push is refused again.
    Refused,
    /// Too many pushes. Wait, then try again.
    Busy,
    /// The service has a problem of its own. Try again later, less and less often.
    Failed,
}

impl Meaning {
    /// The status says it on every service; Mozilla's and KaiOS' numbers only tell more.
    pub(super) fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            200..=299 => Self::Taken,
            404 | 410 => Self::Gone,
            401 | 403 => Self::Unauthorized,
            413 => Self::TooLarge,
            429 => Self::Busy,
            408 | 500..=599 => Self::Failed,
            _ => Self::Refused,
        }
    }
}

/// What to do, in a sentence or two. The numbers are autopush's (its docs/src/errors.md).
pub(super) fn advice(status: StatusCode, errno: Option<u64>) -> &'static str {
    match (Meaning::of(status), errno) {
        (Meaning::Taken, _) => "taken.",
        (Meaning::Gone, Some(102)) => {
            "the push service knows no such endpoint: send nothing there any more, and keep what \
             stands beside it until a report names it as `old`. If new ones fail as well, they are \
             not stored as the page reported them."
        }
        (Meaning::Gone, _) => {
            "the subscription is no more: send nothing there, and keep what stands beside it. The app \
             makes a new one, and reports this one as `old`."
        }
        (Meaning::Unauthorized, _) => {
            "the signature was refused: the app must have subscribed with the public key of this key \
             pair, and the clock must be right. KaiOS' push service also answers so to \
             aes128gcm: send it aesgcm (Scheme::Legacy, --encoding aesgcm)."
        }
        (Meaning::TooLarge, _) => {
            "the payload is too large for this push service: send an id, and let the app fetch the \
             rest. 3 kB are safe everywhere."
        }
        (Meaning::Refused, Some(110)) => {
            "Crypto-Key, Encryption or Content-Encoding is missing or wrong: send the headers as the \
             request has them."
        }
        (Meaning::Refused, Some(111)) => {
            "a header is missing, most likely TTL: send the headers as the request has them."
        }
        (Meaning::Refused, Some(112 | 114)) => "the TTL was refused: set a shorter one.",
        (Meaning::Refused, Some(113)) => "the topic was refused: send without one.",
        // web-push-libs/pywebpush issue 138.
        (Meaning::Refused, None) if status == StatusCode::BAD_REQUEST => {
            "refused without a reason. KaiOS' push service answers so to `Authorization: vapid`: send \
             it aesgcm (Scheme::Legacy, --encoding aesgcm), and subscribe with a key to send data."
        }
        (Meaning::Refused, _) => "refused; the same push will be refused again.",
        (Meaning::Busy, _) => "too many pushes: wait, then send it again.",
        (Meaning::Failed, _) => {
            "the push service has a problem: send it again later, less and less often."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_says_what_to_do() {
        for (status, errno, meaning, says) in [
            (201, None, Meaning::Taken, "taken"),
            (200, None, Meaning::Taken, "taken"),
            (400, Some(110), Meaning::Refused, "Crypto-Key"),
            (400, Some(111), Meaning::Refused, "TTL"),
            (400, Some(113), Meaning::Refused, "topic"),
            (400, Some(114), Meaning::Refused, "TTL"),
            (400, None, Meaning::Refused, "--encoding aesgcm"),
            (401, Some(109), Meaning::Unauthorized, "Scheme::Legacy"),
            (403, None, Meaning::Unauthorized, "public key"),
            (404, Some(102), Meaning::Gone, "send nothing there"),
            (405, None, Meaning::Refused, "refused"),
            (408, None, Meaning::Failed, "again"),
            (410, Some(103), Meaning::Gone, "send nothing there"),
            (410, Some(106), Meaning::Gone, "send nothing there"),
            (413, Some(104), Meaning::TooLarge, "3 kB"),
            (429, None, Meaning::Busy, "wait"),
            (503, Some(201), Meaning::Failed, "later"),
            (307, None, Meaning::Refused, "refused"),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(Meaning::of(status), meaning, "{status}");
            assert!(advice(status, errno).contains(says), "{status}");
        }
    }
}
