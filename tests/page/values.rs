//! JavaScript values as the model reads and writes them: what is what.

use kaipush::Js;
use kaipush::model::{Sink, Value};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{js, json};

fn value(source: &str) -> Js {
    Js(js(source))
}

#[wasm_bindgen_test]
fn members_have_one_type() {
    let object = value("{ text: 'a', number: 1.5, flag: false, list: [1], object: {} }");
    assert_eq!(object.text("text").as_deref(), Some("a"));
    assert_eq!(object.number("number"), Some(1.5));
    assert_eq!(object.flag("flag"), Some(false));
    assert_eq!(object.list("list").map(|list| list.len()), Some(1));
    assert!(object.object("object").is_some());
    for wrong in ["number", "flag", "list", "object", "none"] {
        assert_eq!(object.text(wrong), None, "{wrong}");
    }
    for wrong in ["text", "flag", "list", "object", "none"] {
        assert_eq!(object.number(wrong), None, "{wrong}");
    }
    assert_eq!(object.flag("number"), None);
    assert_eq!(object.object("list").map(|_| ()), None);
}

#[wasm_bindgen_test]
fn null_and_undefined_are_no_members() {
    let object = value("{ no: null, neither: undefined }");
    assert!(object.get("no").is_none() && object.get("neither").is_none());
}

#[wasm_bindgen_test]
fn primitives_have_no_members() {
    for source in ["'text'", "1", "true", "null", "undefined", "Symbol()", "1n"] {
        assert!(value(source).get("length").is_none(), "{source}");
        assert!(!value(source).is_object(), "{source}");
    }
}

#[wasm_bindgen_test]
fn only_lists_are_lists() {
    assert_eq!(value("[1, , 3]").as_list().map(|list| list.len()), Some(3));
    for source in ["{ length: 2, 0: 'a' }", "new Uint8Array(2)", "'ab'", "new Set([1])"] {
        assert!(value(source).as_list().is_none(), "{source}");
    }
    assert!(!value("[]").is_object());
    assert!(value("new Map()").is_object());
}

#[wasm_bindgen_test]
fn wrappers_are_not_what_they_wrap() {
    assert_eq!(value("new String('a')").as_text(), None);
    assert_eq!(value("new Number(1)").as_number(), None);
    assert_eq!(value("new Boolean(false)").as_flag(), None);
}

#[wasm_bindgen_test]
fn inherited_functions_are_not_texts() {
    assert_eq!(value("{}").text("toString"), None);
    assert_eq!(value("Object.create({ title: 'inherited' })").text("title").unwrap(), "inherited");
    assert_eq!(value("Object.assign(Object.create(null), { a: 'b' })").text("a").unwrap(), "b");
}

#[wasm_bindgen_test]
fn texts_arrive_whole() {
    assert_eq!(value("'grüße 🐕 \\u0000'").as_text().unwrap(), "grüße 🐕 \0");
    // Half a character has no UTF-8; it must not take the rest with it.
    assert_eq!(value("'a\\ud800b'").as_text().unwrap(), "a\u{fffd}b");
}

#[wasm_bindgen_test]
fn what_is_written_is_plain() {
    let object = Js::empty();
    object.set_text("text", "a\"b");
    object.set_text_if("left out", None);
    object.set_number("number", u32::MAX);
    object.set_flag("flag", false);
    object.set_numbers("numbers", &[30, 0]);
    object.set_objects("objects", vec![Js::empty(), Js::empty()]);
    object.set_value("value", &value("[null]"));
    let inner = Js::empty();
    inner.set_flag("noscreen", true);
    object.set_object("object", inner);
    assert_eq!(
        json(&object.0),
        r#"{"text":"a\"b","number":4294967295,"flag":false,"numbers":[30,0],"objects":[{},{}],"value":[null],"object":{"noscreen":true}}"#
    );
}

#[wasm_bindgen_test]
fn a_frozen_object_stays_as_it_is() {
    let frozen = value("Object.freeze({ a: 1 })");
    frozen.set_text("a", "b");
    assert_eq!(json(&frozen.0), r#"{"a":1}"#);
}

#[wasm_bindgen_test]
fn it_is_the_value_itself() {
    let object = js("{}");
    assert_eq!(JsValue::from(Js::from(object.clone())), object);
}
