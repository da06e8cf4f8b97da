//! What differs between the phones of one system.

use serde::Serialize;

/// A build of KaiOS 2.5. Later systems have all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Build {
    /// Whether workers hear that a notification was closed.
    pub notification_close: bool,
    /// Whether a click says which button it was.
    pub action: bool,
    /// Whether there is `WindowClient.focus`.
    pub focus: bool,
    /// Whether there is `Clients.openWindow`; it fails all the same.
    pub open_window: bool,
}

impl Build {
    /// What most phones have.
    pub const CURRENT: Self =
        Self { notification_close: true, action: true, focus: true, open_window: true };

    /// Before workers were told of more than a click (AlertsHelper.jsm, an older revision).
    pub const OLD: Self = Self { notification_close: false, action: false, ..Self::CURRENT };
}

impl Default for Build {
    fn default() -> Self {
        Self::CURRENT
    }
}
