//! What the installer of each system reads in an app's manifest, and grants.

mod kaios25;
mod kaios3;
mod reading;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::Path;

use serde_json::Value;

use crate::profile::{Profile, System};

/// An app as its system installs it.
#[derive(Clone, Debug)]
pub struct Installed {
    /// Its name.
    pub name: String,
    /// The path that the system opens it with.
    pub launch_path: String,
    /// What it may do.
    pub grants: Grants,
    /// System messages that the manifest subscribes to, with the page of each where there is one.
    pub messages: Vec<(String, Option<String>)>,
    /// The worker that the system registers by itself (3.x), and its scope.
    pub worker: Option<(String, String)>,
    /// The manifest's own policy, which is added to the system's (2.5).
    pub policy: Option<String>,
    /// The app's type, as far as the manifest says it.
    pub app_type: Option<String>,
    /// What is allowed but will not do what its author expects.
    pub findings: Vec<Finding>,
    /// The manifest itself.
    pub manifest: Value,
}

impl Installed {
    /// The policy that the system gives to this app, see [`Profile::policy`].
    pub fn system_policy(&self, profile: Profile) -> Option<&'static str> {
        let privileged = matches!(self.app_type.as_deref(), Some("privileged" | "certified"));
        profile.policy().filter(|_| profile.system != System::Kaios25 || privileged)
    }
}

/// What the installer grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grants {
    /// `serviceworker`: whether there is a `navigator.serviceWorker` (2.5).
    pub service_worker: bool,
    /// `push`.
    pub push: bool,
    /// `desktop-notification`.
    pub notifications: Asking,
    /// `alarms`, for the system message `alarm`.
    pub alarms: bool,
}

/// What becomes of `Notification.requestPermission()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// It was granted when the app was installed.
    Granted,
    /// The user is asked.
    Prompt,
    /// It answers "default", and nobody was asked.
    Never,
}

/// Something in the app that the system takes, and what it makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where: file and member, such as `manifest.webapp: messages`.
    pub place: String,
    /// What the phone does, why, and what to write instead.
    pub text: String,
}

/// The system does not install this app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    system: System,
    /// Where: file and member, or line.
    pub place: String,
    /// Why, and what to write instead.
    pub text: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.text)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} does not install this app: {}: {}", self.system, self.place, self.text)
    }
}

impl std::error::Error for Refused {}

pub(crate) use kaios25::OPEN_APP;

/// Installs the app in a folder.
///
/// # Errors
/// When the profile's system would not.
pub fn install(profile: Profile, folder: &Path) -> Result<Installed, Refused> {
    match profile.system {
        System::Kaios25 => kaios25::install(profile.packaged, folder),
        System::Kaios3 | System::Kaios4 => kaios3::install(profile, folder),
    }
}
