//! What became of a push, for the app's server.

use crate::Sink;
use crate::click::How;

/// What became of a push.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It arrived. `shown`: the user has seen a notification.
    Delivered {
        /// False where the app took it, or the page in front.
        shown: bool,
    },
    /// The user clicked on it.
    Clicked {
        /// The button's name, empty for the notification itself.
        action: String,
    },
    /// The user dismissed it, as far as that can be told.
    Closed {
        /// [`How::User`] or [`How::Unknown`].
        how: How,
    },
}

/// One report: what became of which push.
///
/// ```
/// use kaipush_model::outbox::{Event, Fate};
/// use kaipush_model::{JsonSink, Sink};
/// let fate = Fate::Clicked { action: "reply".into() };
/// let event = Event { fate, id: Some("m-1042".into()), tag: None };
/// let out = JsonSink::empty();
/// event.write("7f3a", 1_800_000_000_000.0, &out);
/// assert_eq!(out.finish()["type"], "clicked");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// What became of it.
    pub fate: Fate,
    /// The sender's own name for the message.
    pub id: Option<String>,
    /// The notification's tag.
    pub tag: Option<String>,
}

impl Event {
    /// Whether the server hears of an end. What code did, the app's or kaipush's after a click, and
    /// what a newer notification replaced says nothing about the user.
    pub const fn tells(how: How) -> bool {
        matches!(how, How::User | How::Unknown)
    }

    /// Writes it for the server. `key` is like no other event's, so that one that arrives twice can
    /// be told from two; `at` is when it happened, in milliseconds since 1970.
    pub fn write<S: Sink>(&self, key: &str, at: f64, out: &S) {
        out.set_text("key", key);
        out.set_time("at", at);
        out.set_text_if("id", self.id.as_deref());
        out.set_text_if("tag", self.tag.as_deref());
        let kind = match &self.fate {
            Fate::Delivered { shown } => {
                out.set_flag("shown", *shown);
                "delivered"
            }
            Fate::Clicked { action } => {
                out.set_text("action", action);
                "clicked"
            }
            Fate::Closed { how } => {
                out.set_text("how", how.as_str());
                "closed"
            }
        };
        out.set_text("type", kind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JsonSink;
    use serde_json::json;

    fn written(fate: Fate) -> serde_json::Value {
        let event = Event { fate, id: Some("m".into()), tag: Some("t".into()) };
        let out = JsonSink::empty();
        event.write("k", 5.0, &out);
        out.finish()
    }

    #[test]
    fn each_says_what_became_of_which_push() {
        let same = json!({ "key": "k", "at": 5.0, "id": "m", "tag": "t" });
        for (fate, name, value, kind) in [
            (Fate::Delivered { shown: true }, "shown", json!(true), "delivered"),
            (Fate::Clicked { action: "a".into() }, "action", json!("a"), "clicked"),
            (Fate::Closed { how: How::User }, "how", json!("user"), "closed"),
        ] {
            let mut expected = same.clone();
            expected[name] = value;
            expected["type"] = json!(kind);
            assert_eq!(written(fate), expected);
        }
    }

    #[test]
    fn only_what_the_user_may_have_done_is_told() {
        let told = [How::User, How::Unknown, How::Code, How::Replaced].map(Event::tells);
        assert_eq!(told, [true, true, false, false]);
    }
}
