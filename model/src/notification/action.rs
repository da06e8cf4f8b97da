//! The buttons of a notification.

/// A button of a notification. KaiOS and Firefox show two at most, without icons
/// (`dom/webidl/Notification.webidl`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// The name that the click reports.
    pub action: String,
    /// The text on the button.
    pub title: String,
    /// Where this button leads, if not where the notification leads.
    pub url: Option<String>,
}

impl Action {
    /// A button that leads where the notification leads.
    pub fn new(action: impl Into<String>, title: impl Into<String>) -> Self {
        Self { action: action.into(), title: title.into(), url: None }
    }

    /// A target of its own.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }
}
