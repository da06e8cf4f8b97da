//! What the answer of the app's server means.

use crate::error::Code;

/// What became of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Stored.
    Stored,
    /// Not stored; the code says whether another try makes sense.
    Failed(Code),
}

/// Reads the HTTP status of the app's server.
///
/// 2xx is stored. 408, 429 and 5xx ask for another try, and so does everything else that is not
/// a refusal; every other 4xx is a refusal.
///
/// ```
/// use kaipush_model::{error::Code, subscription::{Outcome, outcome}};
/// assert_eq!(outcome(201), Outcome::Stored);
/// assert_eq!(outcome(503), Outcome::Failed(Code::ReportFailed));
/// assert_eq!(outcome(401), Outcome::Failed(Code::ReportRefused));
/// ```
pub const fn outcome(status: u16) -> Outcome {
    match status {
        200..=299 => Outcome::Stored,
        408 | 429 => Outcome::Failed(Code::ReportFailed),
        400..=499 => Outcome::Failed(Code::ReportRefused),
        _ => Outcome::Failed(Code::ReportFailed),
    }
}
