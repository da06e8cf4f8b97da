//! Every push becomes one notification, whatever it carries.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{js, json, member};
use crate::core::Worker;

const TEXTS: &str = "{ fallback: { title: 'Inbox', body: 'Something is new' } }";

fn texts(title: &str, body: &str) -> (String, String) {
    (title.to_owned(), body.to_owned())
}

#[wasm_bindgen_test]
async fn json_is_shown_as_it_says() {
    let worker = Worker::new(TEXTS).await;
    let payload = r#"{ title: "Grüße", body: "🐕", tag: "t", icon: "/i.png", lang: "de", dir: "rtl",
        requireInteraction: true, data: { n: [1] }, url: "/chat/7",
        actions: [{ action: "reply", title: "Reply", url: "/reply" }, { action: "x", title: "X" }] }"#;
    worker.push(&format!("JSON.stringify({payload})")).await.unwrap();
    assert_eq!(
        json(&worker.shown()),
        r#"{"title":"Grüße","options":{"body":"🐕","tag":"t","icon":"/i.png","lang":"de","dir":"rtl","requireInteraction":true,"actions":[{"action":"reply","title":"Reply"},{"action":"x","title":"X"}],"data":{"kaipush":1,"data":{"n":[1]},"url":"/chat/7","actions":{"reply":{"url":"/reply","open":true}}}}}"#
    );
    assert_eq!(worker.warnings(), "[]");
}

#[wasm_bindgen_test]
async fn a_push_without_payload_shows_the_apps_texts() {
    for nothing in ["undefined", "''", "new Uint8Array(0)", "'  '"] {
        let worker = Worker::new(TEXTS).await;
        worker.push(nothing).await.unwrap();
        assert_eq!(worker.texts(), texts("Inbox", "Something is new"), "{nothing}");
    }
}

#[wasm_bindgen_test]
async fn plain_text_is_a_body() {
    for text in ["'Hello'", "'7'", "'true'", "'\"cut o'"] {
        let worker = Worker::new(TEXTS).await;
        worker.push(text).await.unwrap();
        assert_eq!(worker.texts(), texts("Inbox", text.trim_matches('\'')), "{text}");
    }
}

#[wasm_bindgen_test]
async fn a_text_in_json_is_what_it_says() {
    for (sent, title, body) in [
        ("'\"Hello\"'", "Inbox", "Hello"),
        ("JSON.stringify(JSON.stringify({ title: 'T', body: 'B' }))", "T", "B"),
        ("'null'", "Inbox", "Something is new"),
        ("'\"\"'", "Inbox", "Something is new"),
    ] {
        let worker = Worker::new(TEXTS).await;
        worker.push(sent).await.unwrap();
        assert_eq!(worker.texts(), texts(title, body), "{sent}");
        assert_eq!(worker.warnings(), "[]");
    }
}

#[wasm_bindgen_test]
async fn broken_json_is_not_shown_to_the_user() {
    for broken in ["'{\"title\":\"Cut o'", "'[{}, 2]'", "' {}}'"] {
        let worker = Worker::new(TEXTS).await;
        worker.push(broken).await.unwrap();
        assert_eq!(worker.texts(), texts("Inbox", "Something is new"), "{broken}");
        assert_eq!(worker.warnings(), r#"["payload-broken"]"#, "{broken}");
    }
}

#[wasm_bindgen_test]
async fn bytes_that_are_no_text_do_no_harm() {
    let worker = Worker::new(TEXTS).await;
    worker.push("new Uint8Array([0xff, 0xfe, 0, 0x7b])").await.unwrap();
    assert_eq!(worker.texts().0, "Inbox");
}

/// The handler gets all of it; a notification shows no more than its bound.
#[wasm_bindgen_test]
async fn the_largest_payload_arrives_whole() {
    let worker = Worker::new("{ onpush: () => true }").await;
    let frame = r#"{"title":"Long","body":""}"#;
    let length = 4078 - frame.len();
    worker
        .push(&format!(r#"'{{"title":"Long","body":"' + 'x'.repeat({length}) + '"}}'"#))
        .await
        .unwrap();
    assert_eq!(worker.texts(), texts("Long", &("x".repeat(999) + "…")));
    assert_eq!(worker.warnings(), r#"["text-cut body"]"#);
    let asked = member(&member(&member(&worker.host, "asked"), "0"), "argument");
    let body = member(&member(&asked, "payload"), "body").as_string().unwrap();
    assert_eq!(body.len(), length);
}

/// Shown as text or left out with a warning; never run, never lost.
#[wasm_bindgen_test]
async fn hostile_payloads_are_shown_all_the_same() {
    for (payload, title, body, warnings) in [
        (
            r#"{"title":"<b onclick=x()>","body":"<script>self.ran=1</script>"}"#,
            "<b onclick=x()>",
            "<script>self.ran=1</script>",
            "[]",
        ),
        (r#"{"__proto__":{"title":"T","ran":1},"body":"B"}"#, "Inbox", "B", "[]"),
        (
            r#"{"title":"T","actions":[{"action":"__proto__","title":"A","url":"/a"}]}"#,
            "T",
            "",
            "[]",
        ),
        (
            r#"{"title":7,"body":8,"tag":9,"id":10}"#,
            "Inbox",
            "Something is new",
            r#"["field-wrong title","field-wrong body","field-wrong tag","field-wrong id"]"#,
        ),
        (
            r#"{"title":"T","icon":"javascript:self.ran=1","image":"http://evil.example/a.png"}"#,
            "T",
            "",
            r#"["field-wrong icon","field-wrong image"]"#,
        ),
        (
            r#"{"title":"T","icon":"https://cdn.example/a.png","mozbehavior":{"soundFile":"blob:x"}}"#,
            "T",
            "",
            r#"["field-wrong soundFile"]"#,
        ),
        (
            r#"{"notification":"T","data":null,"title":null}"#,
            "Inbox",
            "Something is new",
            r#"["field-wrong notification"]"#,
        ),
        (
            r#"{"web_push":8030,"notification":[]}"#,
            "Inbox",
            "Something is new",
            r#"["field-wrong notification"]"#,
        ),
    ] {
        let worker = Worker::new(TEXTS).await;
        let literal = json(&payload.into());
        worker.push(&literal).await.unwrap();
        assert_eq!(worker.texts(), texts(title, body), "{payload}");
        assert_eq!(worker.warnings(), warnings, "{payload}");
        assert_eq!(js("[self.ran, ({}).title, ({}).ran, ({}).url].join('')"), "", "{payload}");
    }
}

#[wasm_bindgen_test]
async fn deep_payloads_are_read_and_kept() {
    let worker = Worker::new(TEXTS).await;
    let deep = "'{\"title\":\"Deep\",\"data\":' + '['.repeat(1900) + ']'.repeat(1900) + '}'";
    worker.push(deep).await.unwrap();
    assert_eq!(worker.texts().0, "Deep");
    assert_eq!(worker.warnings(), "[]");
    let worker = Worker::new(TEXTS).await;
    worker.push("'{\"title\":' + '{\"title\":'.repeat(400) + '1' + '}'.repeat(401)").await.unwrap();
    assert_eq!(worker.texts(), texts("Inbox", "Something is new"));
    assert_eq!(worker.warnings(), r#"["field-wrong title"]"#);
}

#[wasm_bindgen_test]
async fn wrong_fields_are_left_out_and_told() {
    let worker = Worker::new(TEXTS).await;
    let payload = "{ title: 'T', body: 7, dir: 'up', actions: [{}], badge: '/b.png' }";
    worker.push(&format!("JSON.stringify({payload})")).await.unwrap();
    assert_eq!(
        worker.warnings(),
        r#"["field-wrong body","field-wrong dir","field-wrong actions","option-ignored badge"]"#
    );
    let options = member(&worker.shown(), "options");
    assert_eq!(json(&options), r#"{"data":{"kaipush":1}}"#);
}

/// The shim has its own words where the app has none, or none that can be read.
#[wasm_bindgen_test]
async fn an_app_without_texts_leaves_them_to_the_shim() {
    for settings in ["{}", "{ fallback: null }", "{ fallback: { title: 1 } }", "{ fallback: [] }"] {
        let worker = Worker::new(settings).await;
        worker.push("undefined").await.unwrap();
        assert_eq!(worker.texts(), texts("", ""), "{settings}");
    }
}

#[wasm_bindgen_test]
async fn what_could_not_be_shown_rejects() {
    let worker = Worker::new("{ refuse: true }").await;
    let thrown = worker.push("'Hello'").await.unwrap_err();
    assert_eq!(member(&thrown, "message"), "refused");
}
