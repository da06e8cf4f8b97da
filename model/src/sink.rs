//! Objects for others, written the same way wherever they go.

use crate::Value;

/// An object being made for somebody else: options for `showNotification`, a launch message.
/// The counterpart of [`Value`].
pub trait Sink: Sized {
    /// What a foreign value is here.
    type Value: Value;
    /// An empty object.
    fn empty() -> Self;
    /// Sets a string.
    fn set_text(&self, name: &str, text: &str);
    /// Sets a number.
    fn set_number(&self, name: &str, number: u32);
    /// Sets a time in milliseconds since 1970.
    fn set_time(&self, name: &str, time: f64);
    /// Sets a boolean.
    fn set_flag(&self, name: &str, flag: bool);
    /// Sets a list of numbers.
    fn set_numbers(&self, name: &str, numbers: &[u32]);
    /// Sets a list of strings.
    fn set_texts(&self, name: &str, texts: &[String]);
    /// Sets an object.
    fn set_object(&self, name: &str, object: Self);
    /// Sets a list of objects.
    fn set_objects(&self, name: &str, objects: Vec<Self>);
    /// Passes a foreign value on as it is.
    fn set_value(&self, name: &str, value: &Self::Value);

    /// Sets a string, if there is one.
    fn set_text_if(&self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.set_text(name, text);
        }
    }
}

#[cfg(feature = "json")]
mod json {
    use std::cell::RefCell;

    use serde_json::{Map, Value as Json};

    use super::Sink;

    /// A [`Sink`] that makes JSON, for tests and tools.
    #[derive(Debug, Default)]
    pub struct JsonSink(RefCell<Map<String, Json>>);

    impl JsonSink {
        /// The finished object.
        pub fn finish(self) -> Json {
            Json::Object(self.0.into_inner())
        }
        fn set(&self, name: &str, value: Json) {
            self.0.borrow_mut().insert(name.to_owned(), value);
        }
    }

    impl Sink for JsonSink {
        type Value = Json;
        fn empty() -> Self {
            Self::default()
        }
        fn set_text(&self, name: &str, text: &str) {
            self.set(name, text.into());
        }
        fn set_number(&self, name: &str, number: u32) {
            self.set(name, number.into());
        }
        fn set_time(&self, name: &str, time: f64) {
            self.set(name, time.into());
        }
        fn set_flag(&self, name: &str, flag: bool) {
            self.set(name, flag.into());
        }
        fn set_numbers(&self, name: &str, numbers: &[u32]) {
            self.set(name, numbers.into());
        }
        fn set_texts(&self, name: &str, texts: &[String]) {
            self.set(name, texts.into());
        }
        fn set_object(&self, name: &str, object: Self) {
            self.set(name, object.finish());
        }
        fn set_objects(&self, name: &str, objects: Vec<Self>) {
            self.set(name, objects.into_iter().map(Self::finish).collect());
        }
        fn set_value(&self, name: &str, value: &Json) {
            self.set(name, value.clone());
        }
    }
}

#[cfg(feature = "json")]
pub use json::JsonSink;
