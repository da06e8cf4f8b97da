//! A code with what was seen.

use super::Code;

/// What is wrong ([`Code`]) and what exactly was seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The stable name.
    pub code: Code,
    /// What was seen: a length, a field's name, a status; empty where the code says it all.
    pub detail: String,
}

impl Problem {
    /// A problem whose code says it all.
    pub fn new(code: Code) -> Self {
        Self { code, detail: String::new() }
    }

    /// A problem with what was seen.
    pub fn with(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }
}

impl core::fmt::Display for Problem {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        #[cfg(feature = "texts")]
        f.write_str(self.code.advice())?;
        #[cfg(not(feature = "texts"))]
        f.write_str(self.code.as_str())?;
        if self.detail.is_empty() { Ok(()) } else { write!(f, " ({})", self.detail) }
    }
}

impl core::error::Error for Problem {}
