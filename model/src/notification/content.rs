//! What to show.

use core::marker::PhantomData;

use super::{Action, Behavior};

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
    /// The first line.
    pub title: String,
    /// The text under it.
    pub body: Option<String>,
    /// A notification replaces an older one with the same tag.
    pub tag: Option<String>,
    /// An image's address; PNG is the one format that works on every KaiOS.
    pub icon: Option<String>,
    /// A large picture (KaiOS 3.x).
    pub image: Option<String>,
    /// The language of the texts (BCP 47).
    pub lang: Option<String>,
    /// Their direction; the platform's guess by default.
    pub dir: Option<Direction>,
    /// The sender's own name for the message; it comes back with what a button posts.
    pub id: Option<String>,
    /// Anything that can be cloned; it comes back with the click.
    pub data: Option<V>,
    /// Where a click leads: an address of the app's own, or one that the app allows.
    pub url: Option<String>,
    /// Stays until the user acts; KaiOS shows it as a dialog.
    pub require_interaction: bool,
    /// No sound, no vibration (KaiOS 3.x).
    pub silent: bool,
    /// Milliseconds on, off, on …; becomes `mozbehavior.vibrationPattern` on KaiOS.
    pub vibrate: Vec<u32>,
    /// KaiOS' own options.
    pub behavior: Behavior,
    /// Buttons, two at most.
    pub actions: Vec<Action>,
    shown_by: PhantomData<K>,
}

impl<V, K> Notification<V, K> {
    /// A notification with nothing but a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            body: None,
            tag: None,
            icon: None,
            image: None,
            lang: None,
            dir: None,
            id: None,
            data: None,
            url: None,
            require_interaction: false,
            silent: false,
            vibrate: Vec::new(),
            behavior: Behavior::default(),
            actions: Vec::new(),
            shown_by: PhantomData,
        }
    }
    /// The text under the title.
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }
    /// Replace an older notification with the same tag.
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tag = Some(tag.into());
        self
    }
    /// An image's address.
    pub fn icon(mut self, url: impl Into<String>) -> Self {
        self.icon = Some(url.into());
        self
    }
    /// A large picture (KaiOS 3.x).
    pub fn image(mut self, url: impl Into<String>) -> Self {
        self.image = Some(url.into());
        self
    }
    /// The language of the texts and their direction.
    pub fn lang(mut self, lang: impl Into<String>, dir: Direction) -> Self {
        self.lang = Some(lang.into());
        self.dir = Some(dir);
        self
    }
    /// Anything that can be cloned; it comes back with the click.
    pub fn data(mut self, data: V) -> Self {
        self.data = Some(data);
        self
    }
    /// Stay until the user acts.
    pub fn require_interaction(mut self) -> Self {
        self.require_interaction = true;
        self
    }
    /// No sound, no vibration (KaiOS 3.x).
    pub fn silent(mut self) -> Self {
        self.silent = true;
        self
    }
    /// What the phone does when it comes.
    pub fn behavior(mut self, behavior: Behavior) -> Self {
        self.behavior = behavior;
        self
    }
}

impl<V> Notification<V, Persistent> {
    /// Where a click leads.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }
    /// One more button.
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }
}
