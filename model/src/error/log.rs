//! How much is written to the console.

/// How much kaipush writes to the console.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Log {
    /// Nothing.
    None,
    /// What is wrong.
    #[default]
    Warnings,
    /// That, and each step: states, pushes, clicks, launches, requests.
    All,
}

impl Log {
    /// By its name in JavaScript.
    ///
    /// ```
    /// use kaipush_model::error::Log;
    /// assert_eq!(Log::parse("all"), Some(Log::All));
    /// assert_eq!(Log::parse("verbose"), None);
    /// ```
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "none" => Some(Self::None),
            "warnings" => Some(Self::Warnings),
            "all" => Some(Self::All),
            _ => None,
        }
    }
}
