//! System messages, handed to the app.

use kaipush::worker::on_system_message;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{js, json, member};
use crate::core::Worker;

async fn heard(event: &str) -> String {
    let worker = Worker::new("{}").await;
    worker.system_message(&js(event)).await.unwrap();
    json(&member(&worker.host, "asked"))
}

#[wasm_bindgen_test]
async fn name_and_data_reach_the_handler() {
    let told = heard("{ name: 'alarm', data: { json: () => ({ id: 7 }), webActivityRequestHandler() { throw 1; } } }").await;
    let expected = r#"[{"name":"onsystemmessage","argument":{"name":"alarm","data":{"id":7}}}]"#;
    assert_eq!(told, expected);
}

#[wasm_bindgen_test]
async fn data_that_cannot_be_read_is_left_out() {
    let bare = r#"[{"name":"onsystemmessage","argument":{"name":"alarm"}}]"#;
    for data in
        ["undefined", "null", "{}", "{ json: 3 }", "{ json() { throw new Error('no JSON'); } }"]
    {
        assert_eq!(heard(&format!("{{ name: 'alarm', data: {data} }}")).await, bare, "{data}");
    }
}

/// It takes the activity's answer, so it must be KaiOS' own object.
#[wasm_bindgen_test]
async fn an_activity_brings_its_handler() {
    let worker = Worker::new("{}").await;
    js("self.activity = { postResult() {} }");
    let event = "{ name: 'activity', data: { json: () => ({ a: 1 }), webActivityRequestHandler: () => activity } }";
    worker.system_message(&js(event)).await.unwrap();
    let asked = js_sys::Array::from(&member(&worker.host, "asked")).get(0);
    assert_eq!(member(&member(&asked, "argument"), "handler"), js("activity"));
}

#[wasm_bindgen_test]
async fn a_rust_handler_is_asked_instead() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let notes = heard.clone();
    on_system_message(move |message| {
        notes.borrow_mut().push((message.name, message.data.map(|data| json(&data.0))));
        async {}
    });
    let worker = Worker::in_rust();
    worker.system_message(&js("{ name: 'alarm', data: { json: () => [1] } }")).await.unwrap();
    assert_eq!(*heard.borrow(), [("alarm".to_owned(), Some("[1]".to_owned()))]);
    assert_eq!(json(&member(&worker.host, "asked")), "[]");
    // One that hangs is left behind.
    on_system_message(|_| std::future::pending());
    let done = worker.system_message(&js("{ name: 'alarm' }")).await.unwrap();
    assert_eq!(done, JsValue::UNDEFINED);
}
