//! A push, read.

pub mod bounds;
mod localise;
mod memory;
mod payload;
mod pictures;
mod take;
mod template;

pub use memory::{Memory, has_quota};
pub use payload::Payload;
pub use take::{Begun, Taken, died, over, take, take_name};
pub use template::{digits, fill};

use crate::error::{Note, Warning};
use crate::notification::Notification;
use crate::notification::content::{BODY, ID, TAG, TITLE, URL};
use crate::{Sink, Value};

/// The texts for a push that brings none of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fallback {
    /// The title, also of pushes that bring only a body.
    pub title: String,
    /// The body of pushes that can't be read.
    pub body: String,
}

/// A push, read: what to show by default, and what an app's handler may look at.
#[derive(Clone, PartialEq, Debug)]
pub struct Message<V> {
    /// What is shown unless the app's handler answers otherwise.
    pub notification: Notification<V>,
    /// The sender's own name for this message, by which a repeat is known.
    pub id: Option<String>,
    /// The whole payload, where it is a JSON object.
    pub payload: Option<V>,
    /// The whole payload, where it is not.
    pub text: Option<String>,
}

impl<V: Value> Message<V> {
    /// Reads a payload. Whatever comes, there is something to show, in texts of a bounded length
    /// ([`bounds`]); `payload` and `text` stay whole.
    ///
    /// Three shapes are known: kaipush's own (docs/payload.md), the same inside `notification`,
    /// and Declarative Web Push (`{"web_push": 8030, "notification": {…, "navigate": …}}`).
    ///
    /// ```
    /// use kaipush_model::message::{Fallback, Message, Payload};
    /// let texts = Fallback { title: "Inbox".into(), body: "Something is new".into() };
    /// let (message, _) = Message::<serde_json::Value>::read(Payload::Text("Hello".into()), &texts);
    /// assert_eq!(message.notification.text("title"), Some("Inbox"));
    /// assert_eq!(message.notification.text("body"), Some("Hello"));
    /// ```
    pub fn read(payload: Payload<V>, fallback: &Fallback) -> (Self, Vec<Warning>) {
        let (mut message, mut warnings) = Self::read_whole(payload, fallback);
        message.cut(&mut warnings);
        (message, warnings)
    }

    fn read_whole(payload: Payload<V>, fallback: &Fallback) -> (Self, Vec<Warning>) {
        let text = match payload {
            Payload::Json(object) => return Self::read_object(object, fallback),
            Payload::Text(text) => Some(text),
            Payload::Empty => None,
        };
        let mut warnings = Vec::new();
        // By bytes: Rust's own ways to trim weigh half a kilobyte in the worker's core.
        let mut bytes = text.iter().flat_map(|text| text.bytes()).filter(|byte| !is_blank(*byte));
        let first = bytes.next();
        // Cut off or mis-encoded JSON would be noise to a user; `[CI] failed` is none.
        let broken = match first {
            Some(b'[') => matches!(bytes.next(), Some(b'"' | b'[' | b'{' | b']')),
            first => first == Some(b'{'),
        };
        if broken {
            warnings.push(Warning::new(Note::PayloadBroken, ""));
        }
        let shown = text.as_deref().filter(|_| first.is_some() && !broken);
        let notification = Notification::new(fallback.title.as_str());
        let notification = notification.body(shown.unwrap_or(&fallback.body));
        (Self { notification, id: None, payload: None, text }, warnings)
    }

    fn read_object(object: V, fallback: &Fallback) -> (Self, Vec<Warning>) {
        let inner = inner(&object);
        let source = inner.as_ref().unwrap_or(&object);
        let (mut notification, mut warnings) = Notification::read(source, &fallback.title);
        let mut wrong = |name| warnings.push(Warning::new(Note::FieldWrong, name));
        if inner.is_none() {
            if object.get("notification").is_some() {
                wrong("notification");
            }
        } else {
            if notification.data.is_none() {
                notification.data = object.get("data");
            }
            if object.get(ID).is_some_and(|id| id.as_text().is_none()) {
                wrong(ID);
            }
        }
        // What is empty says nothing.
        let empty = |text: Option<&str>| text.is_none_or(str::is_empty);
        if empty(notification.text(BODY)) && empty(source.text(TITLE).as_deref()) {
            notification.members.set_text(BODY, fallback.body.clone());
        }
        let id = object.text(ID).or_else(|| source.text(ID));
        let id = id.filter(|id| {
            let is_id = bounds::is_id(id);
            if !is_id {
                wrong(ID);
            }
            is_id
        });
        // KaiOS 2.5 may deliver a push twice; with a tag made from the id the repeat replaces the
        // first instead of standing beside it.
        notification.members.remove(ID);
        if let Some(id) = &id {
            if notification.text(TAG).is_none_or(str::is_empty) {
                notification.members.set_text(TAG, id.clone());
            }
            notification.members.set_text(ID, id.clone());
        }
        (Self { notification, id, payload: Some(object), text: None }, warnings)
    }

    /// Writes the message for an app's handler in JavaScript.
    pub fn write<S: Sink<Value = V>>(&self, out: &S) {
        self.notification.write_texts(&[TITLE, BODY, TAG, URL], out);
        out.set_text_if("id", self.id.as_deref());
        out.set_text_if("text", self.text.as_deref());
        if let Some(data) = &self.notification.data {
            out.set_value("data", data);
        }
        if let Some(payload) = &self.payload {
            out.set_value("payload", payload);
        }
    }
}

/// The notification inside a payload. One without texts, beside some, is something of the app's.
///
/// ```
/// use kaipush_model::message::inner;
/// use serde_json::json;
/// assert!(inner(&json!({ "notification": { "title": "Ada" } })).is_some());
/// assert!(inner(&json!({ "title": "Ada", "notification": { "id": 7 } })).is_none());
/// ```
pub fn inner<V: Value>(payload: &V) -> Option<V> {
    let speaks = |one: &V| {
        let texts = [TITLE, BODY, localise::TITLE_KEY, localise::BODY_KEY];
        texts.iter().any(|text| one.get(text).is_some())
    };
    payload.object("notification").filter(|inner| speaks(inner) || !speaks(payload))
}

/// What Unicode calls white space beyond ASCII is shown as it is.
fn is_blank(byte: u8) -> bool {
    byte == b' ' || matches!(byte, b'\t'..=b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn read(payload: Payload<Json>) -> (Message<Json>, Vec<Note>) {
        let fallback = Fallback { title: "App".into(), body: "News".into() };
        let (message, warnings) = Message::read(payload, &fallback);
        (message, warnings.into_iter().map(|w| w.note).collect())
    }

    fn texts(message: &Message<Json>) -> (&str, Option<&str>) {
        (message.notification.text("title").unwrap(), message.notification.text("body"))
    }

    #[test]
    fn something_is_shown_whatever_comes() {
        for (payload, title, body, notes) in [
            (Payload::Empty, "App", Some("News"), vec![]),
            (Payload::Text("Hello".into()), "App", Some("Hello"), vec![]),
            (Payload::Text("  ".into()), "App", Some("News"), vec![]),
            (
                Payload::Text("{\"title\": \"cu".into()),
                "App",
                Some("News"),
                vec![Note::PayloadBroken],
            ),
            (Payload::Json(json!({})), "App", Some("News"), vec![]),
            (Payload::Json(json!({ "title": "T" })), "T", None, vec![]),
            (Payload::Json(json!({ "body": "B" })), "App", Some("B"), vec![]),
            (Payload::Json(json!({ "title": "" })), "App", Some("News"), vec![]),
            (Payload::Json(json!({ "title": "", "body": "" })), "App", Some("News"), vec![]),
            (Payload::Json(json!({ "title": "", "body": "B" })), "App", Some("B"), vec![]),
            (Payload::Json(json!({ "title": "T", "body": "" })), "T", Some(""), vec![]),
            (
                Payload::Json(json!({ "notification": { "title": "" } })),
                "App",
                Some("News"),
                vec![],
            ),
            (
                Payload::Json(json!({ "title": [], "body": {} })),
                "App",
                Some("News"),
                vec![Note::FieldWrong; 2],
            ),
        ] {
            let (message, seen) = read(payload.clone());
            assert_eq!((texts(&message), &seen), ((title, body), &notes), "{payload:?}");
        }
    }

    #[test]
    fn a_text_in_brackets_is_a_text_and_a_list_that_was_cut_off_is_none() {
        for text in ["[CI] build failed", "[2] new", " [ Ada", "[", "]"] {
            let (message, notes) = read(Payload::Text(text.into()));
            assert_eq!((texts(&message).1, notes), (Some(text), vec![]));
        }
        for text in ["[{\"title\"", "[ \"Ada", "[[1", "[]", " {", "{}}"] {
            let (message, notes) = read(Payload::Text(text.into()));
            assert_eq!(
                (texts(&message).1, notes),
                (Some("News"), vec![Note::PayloadBroken]),
                "{text}"
            );
        }
    }

    #[test]
    fn declarative_web_push_is_understood() {
        let (message, notes) = read(Payload::Json(json!({
            "web_push": 8030,
            "notification": { "title": "T", "navigate": "/x", "actions":
                [{ "action": "a", "title": "A", "navigate": "/a" }] },
            "data": 5
        })));
        assert_eq!(message.notification.text("url"), Some("/x"));
        assert_eq!(message.notification.actions[0].text("url"), Some("/a"));
        assert_eq!((message.notification.data, notes), (Some(json!(5)), vec![]));
    }

    #[test]
    fn an_id_becomes_the_tag_where_there_is_none() {
        for (payload, tag) in
            [(json!({ "id": "m1" }), "m1"), (json!({ "id": "m1", "tag": "inbox" }), "inbox")]
        {
            let (message, _) = read(Payload::Json(payload));
            assert_eq!(message.notification.text("tag"), Some(tag));
        }
    }

    #[test]
    fn what_can_be_no_id_is_told() {
        for id in [json!(1042), json!({ "a": 1 }), json!("x".repeat(201)), json!("a\nb")] {
            let (message, notes) = read(Payload::Json(json!({ "title": "T", "id": id })));
            assert_eq!((message.id, notes), (None, vec![Note::FieldWrong]));
        }
    }

    #[test]
    fn what_is_wrong_around_a_notification_is_told() {
        for (payload, id, wrong) in [
            (json!({ "notification": "Hello" }), None, vec!["notification"]),
            (json!({ "notification": [] }), None, vec!["notification"]),
            (json!({ "notification": null }), None, vec![]),
            (json!({ "id": 5, "notification": {} }), None, vec!["id"]),
            (json!({ "id": 5, "notification": { "id": "m1" } }), Some("m1"), vec!["id"]),
            (json!({ "id": 5, "notification": 6 }), None, vec!["id", "notification"]),
            (json!({ "title": "T", "notification": { "id": 7 } }), None, vec!["notification"]),
        ] {
            let texts = Fallback { title: "App".into(), body: "News".into() };
            let (message, warnings) = Message::read(Payload::Json(payload.clone()), &texts);
            let told: Vec<_> = warnings.iter().map(|warning| &*warning.about).collect();
            assert_eq!((message.id.as_deref(), told), (id, wrong), "{payload}");
        }
    }

    /// Such as what a social app calls so.
    #[test]
    fn a_notification_without_texts_hides_none() {
        let own = json!({ "id": "n-77", "type": "chat" });
        for (payload, shown, url) in [
            (json!({ "title": "T", "url": "/a", "notification": own }), ("T", None), Some("/a")),
            (json!({ "body": "B", "notification": own }), ("App", Some("B")), None),
            (json!({ "notification": own }), ("App", Some("News")), None),
            (
                json!({ "title": "T", "notification": { "body_loc_key": "b", "url": "/n" } }),
                ("App", Some("News")),
                Some("/n"),
            ),
            (json!({ "title": "T", "notification": { "body": "B" } }), ("App", Some("B")), None),
        ] {
            let (message, _) = read(Payload::Json(payload.clone()));
            assert_eq!(texts(&message), shown, "{payload}");
            assert_eq!(message.notification.text("url"), url, "{payload}");
        }
    }

    #[test]
    fn long_texts_are_cut_and_the_payload_stays_whole() {
        let long = "ä".repeat(2000);
        let (message, notes) = read(Payload::Json(json!({ "title": long, "body": long })));
        assert_eq!(notes, [Note::TextCut; 2]);
        assert_eq!(texts(&message).0.chars().count(), bounds::TITLE);
        assert_eq!(texts(&message).1.unwrap().chars().count(), bounds::BODY);
        assert_eq!(message.payload.unwrap()["body"], long);
        let (message, notes) = read(Payload::Text(long.clone()));
        assert_eq!((message.text, notes), (Some(long), vec![Note::TextCut]));
    }

    /// JSON makes a plain member of it, and nobody reads that.
    #[test]
    fn proto_is_a_name_like_any_other() {
        let json: Json = serde_json::from_str(r#"{"__proto__":{"title":"T"},"body":"B"}"#).unwrap();
        assert_eq!(texts(&read(Payload::Json(json)).0), ("App", Some("B")));
    }
}
