//! A push, read.

pub mod bounds;
mod localise;
mod memory;
mod pictures;
mod template;

pub use memory::{Memory, QUOTA, has_quota};
pub use template::{digits, fill};

use crate::error::{Note, Warning};
use crate::notification::Notification;
use crate::{Sink, Value};

/// What came with a push, as far as the worker can tell without judging it.
#[derive(Clone, PartialEq, Debug)]
pub enum Payload<V> {
    /// Nothing: `event.data` was null.
    Empty,
    /// Text that is not a JSON object.
    Text(String),
    /// A JSON object.
    Json(V),
}

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
    /// Three shapes are known: kaipush's own (README, "Payload"), the same inside `notification`,
    /// and Declarative Web Push (`{"web_push": 8030, "notification": {…, "navigate": …}}`).
    ///
    /// ```
    /// use kaipush_model::message::{Fallback, Message, Payload};
    /// let texts = Fallback { title: "Inbox".into(), body: "Something is new".into() };
    /// let (message, _) = Message::<serde_json::Value>::read(Payload::Text("Hello".into()), &texts);
    /// assert_eq!(message.notification.title, "Inbox");
    /// assert_eq!(message.notification.body.as_deref(), Some("Hello"));
    /// ```
    pub fn read(payload: Payload<V>, fallback: &Fallback) -> (Self, Vec<Warning>) {
        let (mut message, mut warnings) = Self::read_whole(payload, fallback);
        message.cut(&mut warnings);
        (message, warnings)
    }

    fn read_whole(payload: Payload<V>, fallback: &Fallback) -> (Self, Vec<Warning>) {
        match payload {
            Payload::Empty => (Self::plain(fallback, &fallback.body, None), Vec::new()),
            // Cut off or mis-encoded JSON would be noise to a user.
            Payload::Text(text) if text.trim_start().starts_with(['{', '[']) => {
                let warning = Warning::new(Note::PayloadBroken, "");
                (Self::plain(fallback, &fallback.body, Some(&text)), vec![warning])
            }
            Payload::Text(text) if text.trim().is_empty() => {
                (Self::plain(fallback, &fallback.body, Some(&text)), Vec::new())
            }
            Payload::Text(text) => (Self::plain(fallback, &text, Some(&text)), Vec::new()),
            Payload::Json(object) => Self::read_object(object, fallback),
        }
    }

    fn plain(fallback: &Fallback, body: &str, text: Option<&str>) -> Self {
        Self {
            notification: Notification::new(fallback.title.as_str()).body(body),
            id: None,
            payload: None,
            text: text.map(str::to_owned),
        }
    }

    fn read_object(object: V, fallback: &Fallback) -> (Self, Vec<Warning>) {
        let inner = object.object("notification");
        let source = inner.as_ref().unwrap_or(&object);
        let (mut notification, mut warnings) = Notification::read(source, &fallback.title);
        if notification.data.is_none() && inner.is_some() {
            notification.data = object.get("data");
        }
        if notification.body.is_none() && source.text("title").is_none() {
            notification.body = Some(fallback.body.clone());
        }
        let id = object.text("id").or_else(|| source.text("id"));
        let id = id.filter(|id| {
            let is_id = bounds::is_id(id);
            if !is_id {
                warnings.push(Warning::new(Note::FieldWrong, "id"));
            }
            is_id
        });
        // KaiOS 2.5 may deliver a push twice; with a tag made from the id the repeat replaces the
        // first instead of standing beside it.
        if notification.tag.is_none() {
            notification.tag.clone_from(&id);
        }
        notification.id.clone_from(&id);
        (Self { notification, id, payload: Some(object), text: None }, warnings)
    }

    /// Writes the message for an app's handler in JavaScript.
    pub fn write<S: Sink<Value = V>>(&self, out: &S) {
        out.set_text("title", &self.notification.title);
        out.set_text_if("body", self.notification.body.as_deref());
        out.set_text_if("tag", self.notification.tag.as_deref());
        out.set_text_if("url", self.notification.url.as_deref());
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
        (&message.notification.title, message.notification.body.as_deref())
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
    fn declarative_web_push_is_understood() {
        let (message, notes) = read(Payload::Json(json!({
            "web_push": 8030,
            "notification": { "title": "T", "navigate": "/x", "actions":
                [{ "action": "a", "title": "A", "navigate": "/a" }] },
            "data": 5
        })));
        assert_eq!(message.notification.url.as_deref(), Some("/x"));
        assert_eq!(message.notification.actions[0].url.as_deref(), Some("/a"));
        assert_eq!((message.notification.data, notes), (Some(json!(5)), vec![]));
    }

    #[test]
    fn an_id_becomes_the_tag_where_there_is_none() {
        let tag = |payload| read(Payload::Json(payload)).0.notification.tag;
        assert_eq!(tag(json!({ "id": "m1" })).as_deref(), Some("m1"));
        assert_eq!(tag(json!({ "id": "m1", "tag": "inbox" })).as_deref(), Some("inbox"));
    }

    #[test]
    fn what_can_be_no_id_is_told() {
        for id in [json!(1042), json!({ "a": 1 }), json!("x".repeat(201)), json!("a\nb")] {
            let (message, notes) = read(Payload::Json(json!({ "title": "T", "id": id })));
            assert_eq!((message.id, notes), (None, vec![Note::FieldWrong]));
        }
    }

    #[test]
    fn long_texts_are_cut_and_the_payload_stays_whole() {
        let long = "ä".repeat(2000);
        let (message, notes) = read(Payload::Json(json!({ "title": long, "body": long })));
        assert_eq!(notes, [Note::TextCut; 2]);
        assert_eq!(message.notification.title.chars().count(), bounds::TITLE);
        assert_eq!(message.notification.body.unwrap().chars().count(), bounds::BODY);
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
