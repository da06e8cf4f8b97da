//! What can be done with a phone: by the user in its window, and by a test.

use serde::{Deserialize, Serialize};

use super::push::Push;
use crate::profile::Profile;

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Action {
    /// Press and release a key of the phone, by its name in `KeyboardEvent.key`.
    Key {
        /// Such as `SoftLeft`, `Enter`, `7`, `EndCall`.
        key: String,
    },
    /// Open the app, or bring it to front.
    Open,
    /// Leave it for the home screen; it stays open.
    Background,
    /// Close it.
    Close,
    /// Click on a notification, or on a button of it.
    Touch {
        /// The alert's number.
        seq: u64,
        /// The button, or empty.
        #[serde(default)]
        action: String,
    },
    /// Close a notification.
    Dismiss {
        /// The alert's number.
        seq: u64,
    },
    /// "Clear all" of the Notices list.
    ClearNotices,
    /// Answer the question for a permission.
    Answer {
        /// Or deny.
        allow: bool,
    },
    /// Allow the app's notifications in the phone's settings, or forbid them.
    Permission {
        /// Or withdraw.
        allow: bool,
    },
    /// Take the phone offline, or back.
    Offline {
        /// Whether it is.
        offline: bool,
    },
    /// Stop the worker, as the system does with one that idles or when memory is short.
    KillWorker,
    /// The push service forgets the phone, as if it had not been seen for long: at its next hello it
    /// gets a new name, its subscriptions are void, and its apps hear `pushsubscriptionchange`.
    Expire,
    /// The app's server gets a new VAPID key pair, and the app the new public key.
    Rekey,
    /// Install the app again as it is in its folder now.
    Update,
    /// Put the app on another phone.
    Profile {
        /// Its name, see [`Profile::name`].
        name: String,
    },
    /// Send a push to the app.
    Send {
        /// What.
        push: Push,
    },
    /// Send a system message to the worker, on KaiOS 3 and 4.
    SystemMessage {
        /// Such as `alarm`, `activity`.
        name: String,
        /// What `event.data.json()` gives, as JSON; empty for `null`.
        #[serde(default)]
        data: String,
    },
}

impl Action {
    /// A key.
    pub fn key(key: &str) -> Self {
        Self::Key { key: key.into() }
    }

    /// A click on a notification; `action` is empty, or names a button.
    pub fn touch(seq: u64, action: &str) -> Self {
        Self::Touch { seq, action: action.into() }
    }

    /// Another phone.
    pub fn profile(profile: Profile) -> Self {
        Self::Profile { name: profile.name().into() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_window_speaks_the_same() {
        let read = |value| serde_json::from_value::<Action>(value).unwrap();
        assert_eq!(read(json!({ "do": "kill-worker" })), Action::KillWorker);
        assert_eq!(read(json!({ "do": "touch", "seq": 3 })), Action::touch(3, ""));
        assert_eq!(
            read(json!({ "do": "system-message", "name": "alarm" })),
            Action::SystemMessage { name: "alarm".into(), data: String::new() }
        );
        assert_eq!(
            read(json!({ "do": "send", "push": { "kind": "empty" } })),
            Action::Send { push: Push::Empty }
        );
    }
}
