//! The buttons of a notification.

use crate::value::Fields;
use crate::{Sink, Value};

/// A button of a notification. KaiOS and Firefox show two at most, without icons
/// (`dom/webidl/Notification.webidl`).
///
/// ```
/// use kaipush_model::notification::Action;
/// let reply = Action::new("reply", "Reply").url("/chat/7/reply"); // opens the app there
/// let like = Action::new("like", "Like").post("/likes"); // tells the server, opens nothing
/// let later = Action::new("later", "Later").dismiss(); // does nothing more
/// assert!(reply.open && !like.open && !later.open);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// The name that the click reports.
    pub action: String,
    /// The text on the button.
    pub title: String,
    /// Where this button leads, if not where the notification leads.
    pub url: Option<String>,
    /// Where the worker sends the answer: `{action, id, tag, data}` as JSON.
    pub post: Option<String>,
    /// Whether the app is opened.
    pub open: bool,
}

impl Action {
    /// A button that leads where the notification leads.
    pub fn new(action: impl Into<String>, title: impl Into<String>) -> Self {
        Self { action: action.into(), title: title.into(), url: None, post: None, open: true }
    }

    /// A target of its own.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Tells the app's server and opens nothing.
    pub fn post(mut self, url: impl Into<String>) -> Self {
        self.post = Some(url.into());
        self.dismiss()
    }

    /// Opens nothing: the notification is closed, and that is all.
    pub fn dismiss(mut self) -> Self {
        self.open = false;
        self
    }

    /// Opens the app, too: after [`Action::post`].
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// Reads a button; `None` without name or title, for which `showNotification` throws a
    /// TypeError. The flag says whether all of it could be used.
    pub(super) fn read<V: Value>(value: &V) -> Option<(Self, bool)> {
        let mut fields = Fields::of(value);
        let post = fields.text("post");
        let action = Self {
            action: value.text("action")?,
            title: value.text("title")?,
            // `navigate` is the name in the Declarative Web Push shape.
            url: fields.text("url").or_else(|| fields.text("navigate")),
            open: fields.choice("open").unwrap_or(post.is_none()),
            post,
        };
        Some((action, fields.wrong().is_empty()))
    }

    /// Writes what a click on this button has to know; `None` where it is as a click on the
    /// notification itself.
    pub(super) fn wish<S: Sink>(&self) -> Option<S> {
        if self.open && self.url.is_none() && self.post.is_none() {
            return None;
        }
        let wish = S::empty();
        wish.set_text_if("url", self.url.as_deref());
        wish.set_text_if("post", self.post.as_deref());
        wish.set_flag("open", self.open);
        Some(wish)
    }
}
