//! What came once too often.

use std::fmt;

/// A failure that a second try may not mend: a notification or a launch that was doubled once was doubled, however
/// seldom that is.
#[derive(Debug)]
pub struct Twice(pub String);

impl fmt::Display for Twice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Twice {}
