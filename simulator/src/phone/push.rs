//! The form for a push, and the message that it makes.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Push {
    /// A notification in kaipush's shape.
    Notification(Box<Form>),
    /// A text as it stands.
    Text {
        /// The text.
        text: String,
    },
    /// JSON as it stands.
    Json {
        /// Its text.
        text: String,
    },
    /// A push without a payload.
    #[default]
    Empty,
}

/// The fields of a notification; what is empty is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Form {
    /// `title`.
    pub title: String,
    /// `body`.
    pub body: String,
    /// `tag`.
    pub tag: String,
    /// `url`.
    pub url: String,
    /// `actions`, as `reply=Reply, later=Not now`.
    pub actions: String,
    /// `requireInteraction`.
    pub require_interaction: bool,
    /// `silent`.
    pub silent: bool,
    /// `mozbehavior.vibrationPattern`, as `30, 200, 30`.
    pub vibration: String,
    /// `mozbehavior.soundFile`.
    pub sound: String,
    /// `mozbehavior.noscreen`.
    pub noscreen: bool,
    /// `mozbehavior.noclear`.
    pub noclear: bool,
    /// `mozbehavior.showOnlyOnce`.
    pub show_only_once: bool,
}

impl Push {
    /// The payload as the reference server takes it: a string is sent as it is, `null` is an empty
    /// push, all else is JSON.
    ///
    /// # Errors
    /// With a sentence for who filled in the form.
    pub fn payload(&self) -> Result<Value, String> {
        match self {
            Self::Notification(form) => form.payload(),
            Self::Text { text } => Ok(json!(text)),
            // Broken JSON may be sent, too: as a text.
            Self::Json { text } => {
                serde_json::from_str(text).map_err(|error| format!("this is no JSON: {error}"))
            }
            Self::Empty => Ok(Value::Null),
        }
    }
}

impl Form {
    fn payload(&self) -> Result<Value, String> {
        let mut message = Map::new();
        let texts =
            [("title", &self.title), ("body", &self.body), ("tag", &self.tag), ("url", &self.url)];
        put_texts(&mut message, &texts);
        let actions = self.actions()?;
        if !actions.is_empty() {
            message.insert("actions".into(), json!(actions));
        }
        put_flags(
            &mut message,
            &[("requireInteraction", self.require_interaction), ("silent", self.silent)],
        );
        let behavior = self.behavior()?;
        if !behavior.is_empty() {
            message.insert("mozbehavior".into(), json!(behavior));
        }
        Ok(json!(message))
    }

    fn actions(&self) -> Result<Vec<Value>, String> {
        let mut actions = Vec::new();
        for entry in parts(&self.actions) {
            let (action, title) = entry.split_once('=').unwrap_or((entry, entry));
            let (action, title) = (action.trim(), title.trim());
            if action.is_empty() || title.is_empty() {
                return Err(format!("an action is NAME=TEXT, such as reply=Reply; not `{entry}`"));
            }
            actions.push(json!({ "action": action, "title": title }));
        }
        Ok(actions)
    }

    fn behavior(&self) -> Result<Map<String, Value>, String> {
        let mut behavior = Map::new();
        let mut pattern = Vec::new();
        for entry in parts(&self.vibration) {
            let bad =
                |_| format!("a vibration is milliseconds, such as 30, 200, 30; not `{entry}`");
            pattern.push(entry.parse::<u32>().map_err(bad)?);
        }
        if !pattern.is_empty() {
            behavior.insert("vibrationPattern".into(), json!(pattern));
        }
        put_texts(&mut behavior, &[("soundFile", &self.sound)]);
        put_flags(
            &mut behavior,
            &[
                ("noscreen", self.noscreen),
                ("noclear", self.noclear),
                ("showOnlyOnce", self.show_only_once),
            ],
        );
        Ok(behavior)
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

fn put_texts(into: &mut Map<String, Value>, texts: &[(&str, &String)]) {
    for (name, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
        into.insert((*name).to_owned(), json!(text));
    }
}

fn put_flags(into: &mut Map<String, Value>, flags: &[(&str, bool)]) {
    for (name, _) in flags.iter().filter(|(_, flag)| *flag) {
        into.insert((*name).to_owned(), json!(true));
    }
}
