//! What to show.

use core::marker::PhantomData;

use super::members::{Kind, Members};
use super::{Action, Behavior};

pub(crate) const TITLE: &str = "title";
pub(crate) const BODY: &str = "body";
pub(crate) const TAG: &str = "tag";
pub(crate) const ICON: &str = "icon";
pub(crate) const IMAGE: &str = "image";
pub(crate) const ID: &str = "id";
pub(crate) const URL: &str = "url";
const LANG: &str = "lang";
const DIR: &str = "dir";
const REQUIRE_INTERACTION: &str = "requireInteraction";
pub(super) const SILENT: &str = "silent";
pub(super) const VIBRATE: &str = "vibrate";

/// What a payload may hold besides `data`, `actions` and `mozbehavior`.
pub(super) const MEMBERS: &[(&str, Kind)] = &[
    (TITLE, Kind::Text),
    (BODY, Kind::Text),
    (TAG, Kind::Text),
    (ICON, Kind::Text),
    (IMAGE, Kind::Text),
    (LANG, Kind::Text),
    (DIR, Kind::Direction),
    (ID, Kind::Text),
    (URL, Kind::Text),
    (REQUIRE_INTERACTION, Kind::Flag),
    (SILENT, Kind::Flag),
    (VIBRATE, Kind::Numbers),
];

/// What is passed on to the browser as it is, on every system that knows it.
pub(super) const OPTIONS: [&str; 8] =
    [BODY, TAG, ICON, LANG, DIR, REQUIRE_INTERACTION, IMAGE, SILENT];

/// Marks a notification that the service worker shows. It outlives the app, and may have actions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Persistent {}

/// Marks a notification of the page's own. It has no actions: `new Notification` refuses them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InPage {}

/// Who shows a notification, and so whether it may have actions.
pub trait ShownBy {
    /// Whether the browser takes `actions`.
    const ACTIONS: bool;
}

impl ShownBy for Persistent {
    const ACTIONS: bool = true;
}

impl ShownBy for InPage {
    const ACTIONS: bool = false;
}

/// Writing direction of title and body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// What to show, on whichever system. What a system does not know is left out and reported when
/// the notification is lowered to it.
///
/// `V` is a foreign value (`JsValue` in the browser); `K` says who shows it.
///
/// ```
/// use kaipush_model::notification::{Action, Behavior, Notification};
/// let notification = Notification::<serde_json::Value>::new("New message")
///     .body("From Ada")
///     .tag("inbox")
///     .url("/chat/ada")
///     .action(Action::new("reply", "Reply"))
///     .behavior(Behavior::new().vibrate([30, 200, 30]));
/// assert_eq!(notification.actions.len(), 1);
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Notification<V, K = Persistent> {
    pub(crate) members: Members,
    /// What JSON can hold; it comes back with the click, and may travel as JSON.
    pub data: Option<V>,
    /// KaiOS' own options.
    pub behavior: Behavior,
    /// Buttons, two at most.
    pub actions: Vec<Action>,
    shown_by: PhantomData<K>,
}

impl<V, K> Notification<V, K> {
    /// A notification with nothing but a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self::of(Members::default()).title(title)
    }

    pub(super) fn of(members: Members) -> Self {
        Self {
            members,
            data: None,
            behavior: Behavior::default(),
            actions: Vec::new(),
            shown_by: PhantomData,
        }
    }

    /// A text that it holds, by the name that it has in a payload: `title`, `body`, `tag`, `icon`,
    /// `image`, `lang`, `dir`, `id` or `url`.
    ///
    /// ```
    /// use kaipush_model::notification::Notification;
    /// let notification = Notification::<serde_json::Value>::new("New message").tag("inbox");
    /// assert_eq!(notification.text("tag"), Some("inbox"));
    /// assert_eq!(notification.text("body"), None);
    /// ```
    pub fn text(&self, name: &str) -> Option<&str> {
        self.members.text(name)
    }

    /// Another first line.
    pub fn title(self, title: impl Into<String>) -> Self {
        self.with(TITLE, title)
    }
    /// The text under the title.
    pub fn body(self, body: impl Into<String>) -> Self {
        self.with(BODY, body)
    }
    /// Replace an older notification with the same tag.
    pub fn tag(self, tag: impl Into<String>) -> Self {
        self.with(TAG, tag)
    }
    /// An image's address; PNG is the one format that works on every KaiOS.
    pub fn icon(self, url: impl Into<String>) -> Self {
        self.with(ICON, url)
    }
    /// A large picture (since KaiOS 2.5.4).
    pub fn image(self, url: impl Into<String>) -> Self {
        self.with(IMAGE, url)
    }
    /// The language of the texts (BCP 47) and their direction; the platform's guess by default.
    pub fn lang(self, lang: impl Into<String>, dir: Direction) -> Self {
        let dir = match dir {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        };
        self.with(LANG, lang).with(DIR, dir)
    }
    /// What JSON can hold; it comes back with the click, and may travel as JSON.
    pub fn data(mut self, data: V) -> Self {
        self.data = Some(data);
        self
    }
    /// Stay until the user acts; KaiOS shows it as a dialog.
    pub fn require_interaction(mut self) -> Self {
        self.members.set_flag(REQUIRE_INTERACTION);
        self
    }
    /// No sound, no vibration (since KaiOS 2.5.4).
    pub fn silent(mut self) -> Self {
        self.members.set_flag(SILENT);
        self
    }
    /// What the phone does when it comes.
    pub fn behavior(mut self, behavior: Behavior) -> Self {
        self.behavior = behavior;
        self
    }

    /// Takes over what the push says of itself and this one, which a handler wants shown for it, does not. The
    /// id is the push's in any case; an empty title would be a notification without a word.
    pub fn inherit(&mut self, pushed: &Self) {
        self.members.remove(ID);
        for name in [ID, TITLE, TAG, URL] {
            let held = self.text(name).is_some_and(|text| name != TITLE || !text.is_empty());
            if let (false, Some(text)) = (held, pushed.text(name)) {
                self.members.set_text(name, text.to_owned());
            }
        }
    }

    fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.members.set_text(name, text.into());
        self
    }
}

impl<V> Notification<V, Persistent> {
    /// Where a click leads: an address of the app's own, or one that the app allows.
    pub fn url(self, url: impl Into<String>) -> Self {
        self.with(URL, url)
    }
    /// One more button.
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Shown = Notification<serde_json::Value>;

    #[test]
    fn what_a_handler_leaves_out_is_the_pushs() {
        let pushed = Shown::new("Pushed").tag("t").url("/u").body("B").with(ID, "m-1");
        let mut shown = Shown::new("").url("/own");
        shown.inherit(&pushed);
        assert_eq!(shown, Shown::new("Pushed").tag("t").url("/own").with(ID, "m-1"));
    }

    #[test]
    fn what_it_says_holds_but_for_the_id() {
        let mut shown = Shown::new("Own").tag("").url("").with(ID, "own");
        shown.inherit(&Shown::new("Pushed").tag("t").url("/u"));
        assert_eq!(shown, Shown::new("Own").tag("").url(""));
    }
}
