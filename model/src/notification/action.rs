//! The buttons of a notification.

use super::content::{TITLE, URL};
use super::members::{Kind, Member, Members};
use crate::value::Fields;
use crate::{Sink, Value};

const ACTION: &str = "action";
const NAVIGATE: &str = "navigate";
const POST: &str = "post";
const OPEN: &str = "open";

/// What a payload may say of a button; `navigate` is the address in the Declarative Web Push shape.
const MEMBERS: &[(&str, Kind)] = &[
    (ACTION, Kind::Text),
    (TITLE, Kind::Text),
    (URL, Kind::Text),
    (NAVIGATE, Kind::Text),
    (POST, Kind::Text),
    (OPEN, Kind::Choice),
];

/// A button of a notification. KaiOS and Firefox show two at most, without icons
/// (`dom/webidl/Notification.webidl`).
///
/// ```
/// use kaipush_model::notification::Action;
/// let reply = Action::new("reply", "Reply").url("/chat/7/reply"); // opens the app there
/// let like = Action::new("like", "Like").post("/likes"); // tells the server, opens nothing
/// let later = Action::new("later", "Later").dismiss(); // does nothing more
/// assert!(reply.opens() && !like.opens() && !later.opens());
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action(Members);

impl Action {
    /// A button that leads where the notification leads: the name that the click reports, and the
    /// text on the button.
    pub fn new(action: impl Into<String>, title: impl Into<String>) -> Self {
        Self(Members::default()).with(ACTION, action).with(TITLE, title)
    }

    /// A target of its own, if it does not lead where the notification leads.
    pub fn url(self, url: impl Into<String>) -> Self {
        self.with(URL, url)
    }

    /// Tells the app's server and opens nothing. The server gets `{key, action, id, tag, data}` as JSON; one that arrives
    /// twice has the same `key`.
    pub fn post(mut self, url: impl Into<String>) -> Self {
        self.0.remove(OPEN);
        self.with(POST, url)
    }

    /// Opens nothing: the notification is closed, and that is all.
    pub fn dismiss(mut self) -> Self {
        self.0.set(OPEN, Member::Flag(false));
        self
    }

    /// Opens the app, too: after [`Action::post`].
    pub fn open(mut self) -> Self {
        self.0.set(OPEN, Member::Flag(true));
        self
    }

    /// A text that it holds, by the name that it has in a payload: `action`, `title`, `url` or `post`.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.text(name)
    }

    /// Whether the app is opened: where nothing is said, only by a button that does not post.
    pub fn opens(&self) -> bool {
        match self.0.get(OPEN) {
            Some(Member::Flag(open)) => *open,
            _ => self.text(POST).is_none(),
        }
    }

    fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.0.set_text(name, text.into());
        self
    }

    /// Reads a button; `None` without name or title: for a missing one `showNotification` throws a
    /// TypeError, and an empty name is what a click on the notification itself has. The flag says
    /// whether all of it could be used.
    pub(super) fn read<V: Value>(object: &V) -> (Option<Self>, bool) {
        let warnings = &mut Vec::new();
        let mut members = Members::read(&mut Fields { object, warnings }, MEMBERS);
        for (name, _) in MEMBERS {
            if members.text(name) == Some("") {
                members.remove(name);
            }
        }
        if let (None, Some(url)) = (members.text(URL), members.text(NAVIGATE)) {
            members.set_text(URL, url.to_owned());
        }
        members.remove(NAVIGATE);
        let named = members.text(ACTION).is_some() && members.text(TITLE).is_some();
        (named.then_some(Self(members)), named && warnings.is_empty())
    }

    /// Writes the button for the browser.
    pub(super) fn write<S: Sink>(&self, out: &S) {
        self.0.write_texts(&[ACTION, TITLE], out);
    }

    /// Writes what a click on this button has to know; `None` where it is as a click on the
    /// notification itself.
    pub(super) fn wish<S: Sink>(&self) -> Option<S> {
        if self.opens() && self.text(URL).is_none() && self.text(POST).is_none() {
            return None;
        }
        let wish = S::empty();
        self.0.write_texts(&[URL, POST], &wish);
        wish.set_flag(OPEN, self.opens());
        Some(wish)
    }
}
