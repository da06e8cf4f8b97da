//! Texts in the user's language, from the app's own tables.

use super::{Message, fill};
use crate::Value;
use crate::error::{Note, Warning};
use crate::notification::content::{BODY, TITLE};
use crate::value::Fields;

pub(super) const TITLE_KEY: &str = "title_loc_key";
pub(super) const BODY_KEY: &str = "body_loc_key";

const PLACES: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

impl<V: Value> Message<V> {
    /// Whether the payload names texts of the app's: without, [`localise`](Self::localise) has nothing to do.
    ///
    /// ```
    /// use kaipush_model::message::{Fallback, Message, Payload};
    /// use serde_json::json;
    /// let texts = Fallback { title: "Inbox".into(), body: "Something is new".into() };
    /// let (message, _) = Message::read(Payload::Json(json!({ "body_loc_key": "chat" })), &texts);
    /// assert!(message.names_texts());
    /// ```
    pub fn names_texts(&self) -> bool {
        let source = self.named();
        source.is_some_and(|names| [TITLE_KEY, BODY_KEY].iter().any(|key| names.get(key).is_some()))
    }

    /// What may name them.
    fn named(&self) -> Option<V> {
        let payload = self.payload.as_ref()?;
        Some(super::inner(payload).unwrap_or_else(|| payload.clone()))
    }

    /// Puts the app's texts in the place of title and body where the payload names their keys:
    /// `title_loc_key`, `title_loc_args`, `body_loc_key`, `body_loc_args`, as FCM does.
    ///
    /// A text is looked for in the table of the exact language (`de-AT`), of the primary one (`de`),
    /// then in that of `default`. Where none has it, the payload's own text stays, or the fallback.
    ///
    /// ```
    /// use kaipush_model::message::{Fallback, Message, Payload};
    /// use serde_json::json;
    /// let payload = json!({ "title": "Ada", "body_loc_key": "chat", "body_loc_args": ["Ada"] });
    /// let texts = Fallback { title: "Inbox".into(), body: "Something is new".into() };
    /// let (mut message, _) = Message::read(Payload::Json(payload), &texts);
    /// let tables = json!({ "en": { "chat": "{0} wrote" }, "de": { "chat": "{0} hat geschrieben" } });
    /// message.localise(&tables, "de-AT", "en");
    /// assert_eq!(message.notification.text("body"), Some("Ada hat geschrieben"));
    /// ```
    pub fn localise(&mut self, tables: &V, language: &str, default: &str) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let Some(source) = self.named() else { return warnings };
        let end = language.bytes().position(|byte| byte == b'-').unwrap_or(language.len());
        let primary = language.get(..end).unwrap_or("");
        let languages = [language, primary, default];
        let mut look_up = |key: &'static str, arguments: &'static str| {
            let named = source.get(key)?;
            let key = named.as_text().or_else(|| {
                warnings.push(Warning::new(Note::FieldWrong, key));
                None
            })?;
            let text = languages.iter().find_map(|name| tables.get(name)?.text(&key));
            let Some(text) = text else {
                warnings.push(Warning::new(Note::TextMissing, key));
                return None;
            };
            let given = Fields { object: &source, warnings: &mut warnings }.list(arguments);
            // A place without an argument becomes empty.
            let mut values = Vec::new();
            for at in 0..PLACES.len() {
                let value = given.get(at).map(V::as_text);
                if value == Some(None) {
                    warnings.push(Warning::new(Note::FieldWrong, arguments));
                }
                values.push(value.flatten().unwrap_or_default());
            }
            Some(fill(&text, &PLACES, &values))
        };
        let title = look_up(TITLE_KEY, "title_loc_args");
        let body = look_up(BODY_KEY, "body_loc_args");
        if let Some(title) = title {
            self.notification.members.set_text(TITLE, title);
            // A title of its own needs no words for pushes that bring none.
            if source.text("body").is_none() && source.get(BODY_KEY).is_none() {
                self.notification.members.remove(BODY);
            }
        }
        if let Some(body) = body {
            self.notification.members.set_text(BODY, body);
        }
        self.cut(&mut warnings);
        warnings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Fallback, Payload};
    use serde_json::{Value as Json, json};

    fn shown(payload: Json, language: &str) -> (String, Option<String>, Vec<String>) {
        let texts = Fallback { title: "App".into(), body: "News".into() };
        let (mut message, _) = Message::read(Payload::Json(payload), &texts);
        let tables = json!({
            "en": { "hi": "Hi {0}, {1}", "bye": "Bye", "constructor": 1 },
            "de": { "hi": "Hallo {0}, {1}" },
            "de-AT": { "hi": "Servus {0}, {1}" },
        });
        let warnings = message.localise(&tables, language, "en");
        let warnings = warnings.into_iter().map(|w| format!("{} {}", w.note.as_str(), w.about));
        let text = |name| message.notification.text(name).map(str::to_owned);
        (text("title").unwrap(), text("body"), warnings.collect())
    }

    fn title(language: &str) -> String {
        shown(json!({ "title_loc_key": "hi", "title_loc_args": ["A", "B"] }), language).0
    }

    #[test]
    fn the_nearest_language_wins() {
        for (language, text) in [
            ("de-AT", "Servus A, B"),
            ("de-CH", "Hallo A, B"),
            ("de", "Hallo A, B"),
            ("fr-FR", "Hi A, B"),
            ("", "Hi A, B"),
        ] {
            assert_eq!(title(language), text, "{language}");
        }
    }

    #[test]
    fn a_table_may_have_gaps() {
        let payload = json!({ "title": "T", "body_loc_key": "bye" });
        assert_eq!(shown(payload, "de-AT"), ("T".into(), Some("Bye".into()), vec![]));
    }

    #[test]
    fn a_missing_text_leaves_what_there_is() {
        let missing = |key: &str| vec![format!("text-missing {key}")];
        let payload = json!({ "title": "T", "body": "B", "body_loc_key": "no" });
        assert_eq!(shown(payload, "de"), ("T".into(), Some("B".into()), missing("no")));
        let payload = json!({ "title_loc_key": "constructor" });
        assert_eq!(
            shown(payload, "de"),
            ("App".into(), Some("News".into()), missing("constructor"))
        );
        let payload = json!({ "title_loc_key": "hi", "body_loc_key": "no" });
        assert_eq!(shown(payload, "de"), ("Hallo , ".into(), Some("News".into()), missing("no")));
    }

    #[test]
    fn a_title_alone_has_no_body() {
        assert_eq!(shown(json!({ "title_loc_key": "bye" }), "en").1, None);
        assert_eq!(shown(json!({ "title_loc_key": "bye", "body": "B" }), "en").1.unwrap(), "B");
    }

    #[test]
    fn arguments_are_plain_texts() {
        let payload = json!({ "notification": {
            "title_loc_key": "hi", "title_loc_args": ["{1}<b>", 7] } });
        let wrong = vec!["field-wrong title_loc_args".to_owned()];
        assert_eq!(shown(payload, "en"), ("Hi {1}<b>, ".into(), None, wrong.clone()));
        let no_list = json!({ "title_loc_key": "hi", "title_loc_args": "Ada" });
        assert_eq!(shown(no_list, "en"), ("Hi , ".into(), None, wrong));
        let wrong = vec!["field-wrong title_loc_key".to_owned()];
        assert_eq!(shown(json!({ "title_loc_key": 7 }), "en").2, wrong);
    }
}
