//! What went wrong for certain.

use std::fmt;

/// A failure that a second try may not mend: a notification or a launch that was doubled once was doubled, and one that
/// was lost once was lost, however seldom that is.
#[derive(Debug)]
pub struct Certain(pub String);

impl fmt::Display for Certain {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Certain {}
