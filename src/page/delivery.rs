//! What became of something that the app's server was to be told.

use kaipush_model::error::Code;
use kaipush_model::outbox::{Kind, Operation, Outcome};

/// One try to tell the app's server something, and what it came to.
#[derive(Clone, PartialEq, Debug)]
pub struct Delivery {
    /// What it is.
    pub kind: Kind,
    /// The value's name, of [`Kind::App`].
    pub name: String,
    /// Whether the server knows it now, or it is tried again, or was given up.
    pub outcome: Outcome,
    /// The server's status; 0 where no answer came, 302 for any redirect.
    pub status: u32,
}

impl Delivery {
    pub(super) fn new(operation: &Operation, outcome: Outcome, status: u32) -> Self {
        Self { kind: operation.kind, name: operation.name.clone(), outcome, status }
    }

    /// Why the server does not know it.
    pub fn code(&self) -> Option<Code> {
        match self.outcome {
            Outcome::Done | Outcome::Gone => None,
            Outcome::Retry | Outcome::Unsigned | Outcome::Unknown => Some(Code::ReportFailed),
            Outcome::Refused => Some(Code::ReportRefused),
        }
    }
}
