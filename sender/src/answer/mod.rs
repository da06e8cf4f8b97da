//! What a push service said to a push.

mod meaning;
mod retry_after;

use std::fmt;
use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::{Response, StatusCode};
pub use meaning::Meaning;
use serde_json::Value;

/// Longer explanations are cut: they are for a log's line.
const LONGEST: usize = 300;

/// An answer of a push service, explained. Its `Display` is one line that says what to do.
///
/// ```
/// use kaipush_sender::{Answer, Meaning};
/// let response = http::Response::builder().status(410).body(r#"{"code":410,"errno":106}"#).unwrap();
/// let answer = Answer::from(response);
/// assert_eq!(answer.meaning(), Meaning::Gone);
/// assert!(answer.is_gone()); // send nothing there any more
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    status: StatusCode,
    errno: Option<u64>,
    said: String,
    retry_after: Option<Duration>,
}

impl Answer {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// autopush's number for what is wrong; KaiOS and Mozilla have it.
    pub fn errno(&self) -> Option<u64> {
        self.errno
    }

    /// What it means.
    pub fn meaning(&self) -> Meaning {
        Meaning::of(self.status)
    }

    /// The service has taken the push. That it reached the phone nobody says.
    pub fn is_taken(&self) -> bool {
        self.meaning() == Meaning::Taken
    }

    /// The subscription is no more: send nothing there, and keep what stands beside it ([`Meaning::Gone`]).
    pub fn is_gone(&self) -> bool {
        self.meaning() == Meaning::Gone
    }

    /// The same push may be taken later, after [`retry_after`](Self::retry_after).
    pub fn may_retry(&self) -> bool {
        matches!(self.meaning(), Meaning::Busy | Meaning::Failed)
    }

    /// How long the service asks to wait before the next try, if it does.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The service's own words; often empty.
    pub fn said(&self) -> &str {
        &self.said
    }
}

/// From the response of any HTTP client, its body read.
impl<B: AsRef<[u8]>> From<Response<B>> for Answer {
    fn from(response: Response<B>) -> Self {
        let text = String::from_utf8_lossy(response.body().as_ref());
        let json: Value = serde_json::from_str(&text).unwrap_or_default();
        // autopush says {code, errno, error, message}; others write plain text, or HTML.
        let said = ["message", "error", "reason"].iter().find_map(|name| json[name].as_str());
        let said = said.unwrap_or(if json.is_object() { "" } else { text.trim() });
        let after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        Self {
            status: response.status(),
            errno: json["errno"].as_u64(),
            said: said.chars().take(LONGEST).collect(),
            retry_after: after.and_then(|text| retry_after::read(text, SystemTime::now())),
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status())?;
        if let Some(errno) = self.errno {
            write!(f, " (errno {errno})")?;
        }
        write!(f, ": {}", meaning::advice(self.status, self.errno))?;
        if let Some(wait) = self.retry_after.filter(|wait| !wait.is_zero()) {
            write!(f, " It asks to wait {} s.", wait.as_secs())?;
        }
        if !self.said.is_empty() && !self.is_taken() {
            write!(f, " It said: {}", self.said.escape_debug())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer::from(Response::builder().status(status).body(body.to_owned()).unwrap())
    }

    #[test]
    fn every_body_is_read() {
        let autopush =
            answer(401, r#"{"code":401,"errno":109,"error":"Unauthorized","message":"no"}"#);
        assert_eq!((autopush.errno(), autopush.said()), (Some(109), "no"));
        let apple = answer(403, r#"{"reason":"BadJwtToken"}"#);
        assert_eq!((apple.errno(), apple.said()), (None, "BadJwtToken"));
        assert_eq!(answer(400, " plain\n").said(), "plain");
        assert_eq!(answer(400, "").said(), "");
        assert_eq!(answer(200, "[1]").errno(), None);
        assert_eq!(answer(500, &"é".repeat(1000)).said().chars().count(), LONGEST);
    }

    #[test]
    fn an_answer_is_one_line() {
        let line = answer(503, "two\nlines").to_string();
        assert!(line.starts_with("503: ") && line.ends_with(r"two\nlines"), "{line}");
        assert!(answer(401, r#"{"errno":109}"#).to_string().starts_with("401 (errno 109): "));
    }

    #[test]
    fn the_wait_that_is_asked_for_is_told() {
        let response = Response::builder().status(429).header(RETRY_AFTER, "120").body("slow");
        let line = Answer::from(response.unwrap()).to_string();
        assert!(line.ends_with("send it again. It asks to wait 120 s. It said: slow"), "{line}");
    }
}
