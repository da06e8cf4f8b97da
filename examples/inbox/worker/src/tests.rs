//! The handler's tests: `wasm-pack test --node` in this folder. A message holds JavaScript's values, so there is
//! nothing to see on the host, where `cargo test` passes this file over.

use kaipush::Js;
use kaipush::model::message::{Fallback, Payload};
use kaipush::worker::{Answer, Message};
use wasm_bindgen_test::wasm_bindgen_test;

use super::decide;

/// What the handler answers to a push with this payload.
async fn pushed(json: &str) -> Answer {
    let payload = js_sys::JSON::parse(json).expect("JSON");
    let texts = Fallback { title: "Inbox".into(), body: "Something is new".into() };
    let (message, warnings) = Message::read(Payload::Json(Js(payload)), &texts);
    assert_eq!(warnings, []);
    decide(message).await
}

#[wasm_bindgen_test]
async fn all_goes_into_the_inbox() {
    let Answer::Show(shown) = pushed(r#"{"title": "Ada", "tag": "chat-7"}"#).await else {
        panic!("not shown")
    };
    assert_eq!((shown.text("title"), shown.text("tag")), (Some("Ada"), Some("inbox")));
}

#[wasm_bindgen_test]
async fn a_quiet_push_is_not_shown() {
    assert!(matches!(pushed(r#"{"title": "Ada", "quiet": true}"#).await, Answer::Drop));
}
