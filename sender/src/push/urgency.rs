//! The header `Urgency`.

/// How urgent a push is (RFC 8030, section 5.3); a service may hold the others back to spare a battery.
/// What KaiOS' does with it is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum Urgency {
    /// On power and Wi-Fi is soon enough: advertisements.
    VeryLow,
    /// On either: news.
    Low,
    /// On neither: a chat, a calendar.
    #[default]
    Normal,
    /// Also when the battery is low: a call, an alarm.
    High,
}

impl Urgency {
    /// The header's value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VeryLow => "very-low",
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}
