//! What differs between the phones of one system.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// A build of KaiOS 2.5. Later systems have all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Build {
    /// The version in its user agent.
    pub version: &'static str,
    /// Whether workers hear that a notification was closed.
    pub notification_close: bool,
    /// Whether a click says which button it was.
    pub action: bool,
    /// Whether there is `WindowClient.focus`.
    pub focus: bool,
    /// Whether there is `Clients.openWindow`; it fails all the same.
    pub open_window: bool,
    /// Whether notifications have `image`, `silent` and `mozbehavior.loopControl`.
    pub newer_options: bool,
}

impl Build {
    /// What most phones have.
    pub const CURRENT: Self = Self {
        version: "2.5.1",
        notification_close: true,
        action: true,
        focus: true,
        open_window: true,
        newer_options: false,
    };

    /// Before workers were told of more than a click (AlertsHelper.jsm, an older revision).
    pub const OLD: Self = Self { notification_close: false, action: false, ..Self::CURRENT };

    /// The last of them (dom/webidl/Notification.webidl of `bmndc/nokia-leo`).
    pub const V254: Self = Self { version: "2.5.4", newer_options: true, ..Self::CURRENT };

    /// Those that go by their version.
    pub const VERSIONS: [Self; 2] = [Self::CURRENT, Self::V254];
}

impl Default for Build {
    fn default() -> Self {
        Self::CURRENT
    }
}

impl FromStr for Build {
    type Err = UnknownBuild;

    fn from_str(version: &str) -> Result<Self, UnknownBuild> {
        let build = Self::VERSIONS.into_iter().find(|build| build.version == version);
        build.ok_or_else(|| UnknownBuild(version.into()))
    }
}

/// There is no build of this version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownBuild(String);

impl fmt::Display for UnknownBuild {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Build::VERSIONS.map(|build| build.version).join(" and ");
        write!(f, "there is no KaiOS `{}` to choose here; there are {known}", self.0)
    }
}

impl std::error::Error for UnknownBuild {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_lead_back_to_their_builds() {
        for build in Build::VERSIONS {
            assert_eq!(build.version.parse(), Ok(build));
        }
        let error = "2.5.9".parse::<Build>().unwrap_err().to_string();
        assert!(error.contains("`2.5.9`") && error.contains("2.5.1 and 2.5.4"), "{error}");
    }
}
