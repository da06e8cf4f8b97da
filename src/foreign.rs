//! JavaScript values as the model reads and writes them.

use js_sys::{Array, Object, Reflect};
use kaipush_model::{Sink, Value};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Throws for a revoked proxy.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    /// Whatever has members. By `Reflect` each name would be a value of its own, to be made and let go: a push
    /// went to and fro between Rust and JavaScript half as often again.
    type Members;
    #[wasm_bindgen(catch, method, structural, indexing_getter)]
    fn member(this: &Members, name: &str) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(catch, method, structural, indexing_setter)]
    fn set_member(this: &Members, name: &str, value: &JsValue) -> Result<(), JsValue>;
}

/// A JavaScript value that somebody else made, or that is made for somebody else.
///
/// ```no_run
/// use kaipush::{Js, model::Value};
/// fn title(payload: wasm_bindgen::JsValue) -> Option<String> {
///     Js(payload).text("title")
/// }
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Js(pub JsValue);

impl From<JsValue> for Js {
    fn from(value: JsValue) -> Self {
        Js(value)
    }
}

impl From<Js> for JsValue {
    fn from(value: Js) -> Self {
        value.0
    }
}

impl Value for Js {
    fn get(&self, name: &str) -> Option<Self> {
        if !self.0.is_object() && !self.0.is_function() {
            return None;
        }
        self.members().member(name).ok()?.map(Js)
    }
    fn as_text(&self) -> Option<String> {
        self.0.as_string()
    }
    fn as_number(&self) -> Option<f64> {
        self.0.as_f64()
    }
    fn as_flag(&self) -> Option<bool> {
        self.0.as_bool()
    }
    fn as_list(&self) -> Option<Vec<Self>> {
        if is_array(&self.0) != Ok(true) {
            return None;
        }
        // Not by `Array`, whose bindings take it for granted that no access throws.
        let length = self.number("length")? as u32;
        (0..length).map(|at| Reflect::get_u32(&self.0, at).ok().map(Js)).collect()
    }
    fn is_object(&self) -> bool {
        self.0.is_object() && is_array(&self.0) == Ok(false)
    }
}

impl Js {
    pub(crate) fn set(&self, name: &str, value: &JsValue) {
        // Fails for frozen objects and throwing setters only; ours are plain and new.
        let _ = self.members().set_member(name, value);
    }

    /// Calls a member.
    ///
    /// # Errors
    /// Where there is none, or it throws.
    pub(crate) fn call(&self, name: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
        self.method(name)?.call1(&self.0, argument)
    }

    /// The same with two arguments.
    ///
    /// # Errors
    /// Where there is none, or it throws.
    pub(crate) fn call2(
        &self,
        name: &str,
        first: &JsValue,
        second: &JsValue,
    ) -> Result<JsValue, JsValue> {
        self.method(name)?.call2(&self.0, first, second)
    }

    /// What is no function throws when it is called.
    fn method(&self, name: &str) -> Result<js_sys::Function, JsValue> {
        Ok(self.members().member(name)?.unwrap_or_default().unchecked_into())
    }

    fn members(&self) -> &Members {
        self.0.unchecked_ref()
    }

    /// A member that may be anything; `undefined` where there is none.
    #[cfg(feature = "outbox")]
    pub(crate) fn member(&self, name: &str) -> JsValue {
        self.get(name).map_or(JsValue::UNDEFINED, JsValue::from)
    }

    /// A text that is not empty: what was shown without a tag has an empty one, and an app may switch a setting
    /// off by one.
    pub(crate) fn said(&self, name: &str) -> Option<String> {
        self.text(name).filter(|text| !text.is_empty())
    }

    /// Takes over a member of another object, if it has it.
    pub(crate) fn copy(&self, name: &str, from: &Js) {
        if let Some(value) = from.get(name) {
            self.set(name, &value.0);
        }
    }

    /// Parses JSON; `None` if it is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        js_sys::JSON::parse(text).ok().map(Js)
    }

    /// The value as JSON; `undefined` and functions have none.
    pub(crate) fn to_json(&self) -> String {
        let json = js_sys::JSON::stringify(&self.0);
        json.ok().and_then(|json| json.as_string()).unwrap_or_default()
    }

    /// A launch or an entry as JSON; without its `data` where that can be cloned but not written,
    /// such as an object that holds itself.
    pub(crate) fn record_to_json(&self) -> String {
        let json = self.to_json();
        if !json.is_empty() {
            return json;
        }
        self.set("data", &JsValue::UNDEFINED);
        self.to_json()
    }
}

impl Sink for Js {
    type Value = Js;
    fn empty() -> Self {
        Js(Object::new().into())
    }
    fn set_text(&self, name: &str, text: &str) {
        self.set(name, &text.into());
    }
    fn set_number(&self, name: &str, number: u32) {
        self.set(name, &number.into());
    }
    fn set_time(&self, name: &str, time: f64) {
        self.set(name, &time.into());
    }
    fn set_flag(&self, name: &str, flag: bool) {
        self.set(name, &flag.into());
    }
    fn set_numbers(&self, name: &str, numbers: &[u32]) {
        let list: Array = numbers.iter().map(|n| JsValue::from(*n)).collect();
        self.set(name, &list);
    }
    fn set_texts(&self, name: &str, texts: &[String]) {
        let list: Array = texts.iter().map(JsValue::from).collect();
        self.set(name, &list);
    }
    fn set_object(&self, name: &str, object: Self) {
        self.set(name, &object.0);
    }
    fn set_objects(&self, name: &str, objects: Vec<Self>) {
        let list: Array = objects.into_iter().map(|o| o.0).collect();
        self.set(name, &list);
    }
    fn set_value(&self, name: &str, value: &Js) {
        self.set(name, &value.0);
    }
}
