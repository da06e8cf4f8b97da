//! What came with a push.

use crate::Value;

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

impl<V: Value> Payload<V> {
    /// What a text that somebody sent is. A text in JSON is what that text is; each of its quotes doubles
    /// what is around it, so a payload holds few of them.
    ///
    /// `read` reads JSON: `None` for what is none, `Some(None)` for `null`.
    ///
    /// ```
    /// use kaipush_model::message::Payload;
    /// let read = |text: &str| serde_json::from_str::<Option<serde_json::Value>>(text).ok();
    /// assert_eq!(Payload::parse("Hello".into(), read), Payload::Text("Hello".into()));
    /// assert!(matches!(Payload::parse(r#"{"title": "T"}"#.into(), read), Payload::Json(_)));
    /// ```
    pub fn parse(mut text: String, read: impl Fn(&str) -> Option<Option<V>>) -> Self {
        loop {
            let Some(json) = read(&text) else { return Self::Text(text) };
            let Some(json) = json else { return Self::Empty };
            if json.is_object() {
                return Self::Json(json);
            }
            let Some(inner) = json.as_text() else { return Self::Text(text) };
            text = inner;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::Payload;

    fn parse(text: &str) -> Payload<Json> {
        Payload::parse(text.to_owned(), |text| serde_json::from_str::<Option<Json>>(text).ok())
    }

    #[test]
    fn a_text_in_json_is_what_that_text_is() {
        for (text, payload) in [
            ("", Payload::Text(String::new())),
            ("Hello", Payload::Text("Hello".into())),
            ("null", Payload::Empty),
            ("3", Payload::Text("3".into())),
            ("[1]", Payload::Text("[1]".into())),
            ("{\"a\":", Payload::Text("{\"a\":".into())),
            ("\"Hello\"", Payload::Text("Hello".into())),
            ("\"null\"", Payload::Empty),
            (r#""\"Hello\"""#, Payload::Text("Hello".into())),
            ("{\"a\": 1}", Payload::Json(json!({ "a": 1 }))),
            (r#""{\"a\": 1}""#, Payload::Json(json!({ "a": 1 }))),
        ] {
            assert_eq!(parse(text), payload, "{text}");
        }
    }
}
