//! The app's handler in JavaScript.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{json, member};
use crate::core::Worker;

const PUSH: &str =
    r#"'{"title":"Default","body":"B","id":"7","data":{"n":1},"url":"/x","own":true}'"#;

async fn answered(answer: &str) -> Worker {
    let worker = Worker::new(&format!("{{ onpush: () => ({answer}) }}")).await;
    worker.push(PUSH).await.unwrap();
    worker
}

#[wasm_bindgen_test]
async fn it_sees_the_message() {
    let worker = answered("undefined").await;
    assert_eq!(
        json(&member(&worker.host, "asked")),
        r#"[{"name":"onpush","argument":{"title":"Default","body":"B","tag":"7","url":"/x","id":"7","data":{"n":1},"payload":{"title":"Default","body":"B","id":"7","data":{"n":1},"url":"/x","own":true}}}]"#
    );
    let worker = Worker::new("{ onpush: () => undefined }").await;
    worker.push("'plain'").await.unwrap();
    assert!(json(&member(&worker.host, "asked")).contains(r#""text":"plain""#));
}

#[wasm_bindgen_test]
async fn an_object_is_shown() {
    let worker = answered("{ body: 'Own', tag: 't', url: '/y', data: { m: 2 } }").await;
    assert_eq!(
        json(&worker.shown()),
        r#"{"title":"Default","options":{"body":"Own","tag":"t","data":{"kaipush":1,"data":{"m":2},"url":"/y","id":"7"}}}"#
    );
}

/// A repeat of the push replaces, and a click leads where the push says.
#[wasm_bindgen_test]
async fn an_object_without_tag_url_and_data_has_the_pushs() {
    let worker = answered("{ title: 'Own' }").await;
    assert_eq!(
        json(&worker.shown()),
        r#"{"title":"Own","options":{"tag":"7","data":{"kaipush":1,"data":{"n":1},"url":"/x","id":"7"}}}"#
    );
}

/// By it the server knows the push again, and the worker its repeat.
#[wasm_bindgen_test]
async fn an_objects_id_is_the_pushs() {
    let worker = answered("{ id: 'own', tag: 't' }").await;
    assert_eq!(member(&member(&member(&worker.shown(), "options"), "data"), "id"), "7");
}

#[wasm_bindgen_test]
async fn nothing_or_true_means_the_default() {
    for answer in ["undefined", "null", "true"] {
        let worker = answered(answer).await;
        assert_eq!(worker.texts(), ("Default".to_owned(), "B".to_owned()), "{answer}");
        assert_eq!(worker.warnings(), "[]", "{answer}");
    }
}

#[wasm_bindgen_test]
async fn false_means_nothing() {
    let worker = answered("false").await;
    assert_eq!(json(&member(&worker.host, "shown")), "[]");
    assert_eq!(member(&worker.host, "isDropped"), true);
}

#[wasm_bindgen_test]
async fn anything_else_is_a_mistake_and_the_default() {
    for answer in ["7", "'text'", "[]", "() => {}", "Symbol()", "1n"] {
        let worker = answered(answer).await;
        assert_eq!(worker.texts().0, "Default", "{answer}");
        assert_eq!(worker.warnings(), r#"["handler-failed onpush"]"#, "{answer}");
    }
}

#[wasm_bindgen_test]
async fn a_hostile_answer_still_becomes_a_notification() {
    for answer in [
        "{ get title() { throw new Error('trap'); } }",
        "new Proxy({}, { get: (object, name) => { if (name !== 'then') throw new Error('trap'); } })",
        "{ actions: new Proxy([], { get() { throw new Error('trap'); } }) }",
        "{ mozbehavior: Object.create(null), vibrate: [1, {}] }",
    ] {
        assert_eq!(answered(answer).await.texts().0, "Default", "{answer}");
    }
}

/// What can't be cloned fails in `showNotification`, and there the shim takes over. Here it is
/// shown, so that only the record is left to fail.
#[wasm_bindgen_test]
async fn a_record_that_fails_does_not_fail_the_push() {
    let worker = answered("{ title: 'Shown', data: () => {} }").await;
    assert_eq!(worker.texts().0, "Shown");
    assert_eq!(worker.warnings(), r#"["store-failed received"]"#);
}
