//! One notification as the system's alerts service gets it.

use serde::Deserialize;

/// Why an alert is no longer shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Closed {
    /// The user closed it.
    User,
    /// The page or worker called `close()`.
    Page,
    /// A notification with the same tag came.
    Replaced,
}

/// A button of an alert.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AlertAction {
    /// Name that `notificationclick` gives.
    pub action: String,
    /// Text of the button.
    pub title: String,
}

/// A notification that Firefox gave to the system to show.
#[derive(Clone, Debug, Deserialize)]
pub struct Alert {
    /// Number in the order of showing, from 1.
    pub seq: u64,
    /// Firefox' name of it: a hash, the same for the same origin and tag.
    pub name: String,
    /// Origin that showed it.
    pub origin: String,
    /// Title.
    pub title: String,
    /// Body.
    pub text: String,
    /// Address of the icon, or empty.
    pub image: String,
    /// Direction of the text.
    pub dir: String,
    /// Language of the text.
    pub lang: String,
    /// Whether it stays until the user acts.
    pub require_interaction: bool,
    /// Whether it makes no sound.
    pub silent: bool,
    /// Its buttons.
    pub actions: Vec<AlertAction>,
    /// Why it is no longer shown; none while it is.
    pub closed: Option<Closed>,
    /// When it was shown, in milliseconds since 1970.
    pub at: u64,
    /// Whether a page of the app that was open when it was shown still is.
    pub app_stays: bool,
}

impl Alert {
    /// Whether it is on the screen.
    pub fn is_showing(&self) -> bool {
        self.closed.is_none()
    }
}

impl std::fmt::Display for Alert {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{} {:?} {:?}", self.seq, self.title, self.text)?;
        match self.closed {
            None => write!(f, " (showing)"),
            Some(reason) => write!(f, " (closed: {reason:?})"),
        }
    }
}
