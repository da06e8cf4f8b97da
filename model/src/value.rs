//! Foreign objects, read the same way wherever they come from.

use crate::error::{Note, Warning};

/// An object that somebody else made: a payload, an app's manifest, a message from the worker.
///
/// JavaScript values implement it in `kaipush`, `serde_json::Value` here (feature `json`), so
/// that rules about foreign objects are written and tested once.
///
/// ```
/// use kaipush_model::Value;
/// let payload = serde_json::json!({ "title": "Hi", "count": 3 });
/// assert_eq!(payload.text("title").as_deref(), Some("Hi"));
/// assert_eq!(payload.text("count"), None); // a number is not a text
/// ```
pub trait Value: Clone {
    /// The member of that name; `None` where there is none, or it is `null` or `undefined`.
    fn get(&self, name: &str) -> Option<Self>;
    /// The value itself, if it is a string.
    fn as_text(&self) -> Option<String>;
    /// The value itself, if it is a number.
    fn as_number(&self) -> Option<f64>;
    /// The value itself, if it is a boolean.
    fn as_flag(&self) -> Option<bool>;
    /// The items, if the value is a list.
    fn as_list(&self) -> Option<Vec<Self>>;
    /// Whether it has members; false for lists.
    fn is_object(&self) -> bool;

    /// A member that must be a string.
    fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.as_text()
    }
    /// A member that must be a number.
    fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.as_number()
    }
    /// A member that must be a boolean.
    fn flag(&self, name: &str) -> Option<bool> {
        self.get(name)?.as_flag()
    }
    /// A member that must be a list.
    fn list(&self, name: &str) -> Option<Vec<Self>> {
        self.get(name)?.as_list()
    }
    /// A member that must be an object.
    fn object(&self, name: &str) -> Option<Self> {
        self.get(name).filter(Self::is_object)
    }
}

#[cfg(feature = "json")]
impl Value for serde_json::Value {
    fn get(&self, name: &str) -> Option<Self> {
        self.as_object()?.get(name).filter(|v| !v.is_null()).cloned()
    }
    fn as_text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }
    fn as_number(&self) -> Option<f64> {
        self.as_f64()
    }
    fn as_flag(&self) -> Option<bool> {
        self.as_bool()
    }
    fn as_list(&self) -> Option<Vec<Self>> {
        self.as_array().cloned()
    }
    fn is_object(&self) -> bool {
        self.as_object().is_some()
    }
}

/// Reads the members of one object and warns of those that had a wrong type, so that a typo in a
/// payload is reported instead of being lost.
pub(crate) struct Fields<'a, V> {
    pub(crate) object: &'a V,
    pub(crate) warnings: &'a mut Vec<Warning>,
}

impl<V: Value> Fields<'_, V> {
    pub(crate) fn read<T>(
        &mut self,
        name: &'static str,
        take: impl FnOnce(&V) -> Option<T>,
    ) -> Option<T> {
        let value = self.object.get(name)?;
        let taken = take(&value);
        if taken.is_none() {
            self.note(name);
        }
        taken
    }

    pub(crate) fn text(&mut self, name: &'static str) -> Option<String> {
        self.read(name, V::as_text)
    }
    pub(crate) fn list(&mut self, name: &'static str) -> Vec<V> {
        self.read(name, V::as_list).unwrap_or_default()
    }
    pub(crate) fn note(&mut self, name: &'static str) {
        self.warnings.push(Warning::new(Note::FieldWrong, name));
    }
}

/// WebIDL's `unsigned long`, strictly: a whole number that fits.
pub(crate) fn whole(number: f64) -> Option<u32> {
    (number >= 0.0 && number <= f64::from(u32::MAX) && number % 1.0 == 0.0).then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn null_is_absent_and_wrong_types_are_remembered() {
        let value = json!({ "a": null, "b": 3, "c": "x" });
        let mut warnings = Vec::new();
        let mut fields = Fields { object: &value, warnings: &mut warnings };
        assert_eq!(fields.text("a"), None);
        assert_eq!(fields.text("b"), None);
        assert_eq!(fields.text("c").as_deref(), Some("x"));
        assert_eq!(warnings, [Warning::new(Note::FieldWrong, "b")]);
    }
}
