//! A notification was closed, and how.

use kaipush::page::{Config, Push};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member, storage};
use crate::core::{Worker, notification};

/// A notification of this tag and name.
async fn named(tag: &str, name: &str) -> JsValue {
    notification(
        tag,
        &format!("{{ data: {{ kaipush: '{name}', actions: {{ later: {{ open: false }} }} }} }}"),
    )
    .await
}

/// What the app was told: once, and this.
fn told(worker: &Worker) -> String {
    let asked = js_sys::Array::from(&member(&worker.host, "asked"));
    assert_eq!(asked.length(), 1, "{asked:?}");
    assert_eq!(member(&asked.get(0), "name"), "onclose");
    member(&asked.get(0), "about").as_string().unwrap()
}

async fn record() -> JsValue {
    Push::new(Config::new("/sw.js")).history().await.unwrap().closed[0].record.0.clone()
}

async fn ended(worker: &Worker, notification: &JsValue) -> String {
    worker.close(notification).await.unwrap();
    let how = told(worker);
    assert_eq!(member(&record().await, "how"), how, "what is written is what is told");
    how
}

#[wasm_bindgen_test]
async fn the_app_is_told_and_it_is_written_down() {
    let worker = Worker::new("{}").await;
    let closed =
        notification("closed", "{ body: 'B', data: { kaipush: 'w1', data: { n: 1 }, url: '/u' } }")
            .await;
    worker.close(&closed).await.unwrap();
    assert_eq!(
        json(&member(&worker.host, "asked")),
        r#"[{"name":"onclose","argument":{"title":"About closed","body":"B","tag":"closed","data":{"n":1}},"about":"user"}]"#
    );
    let record = record().await;
    assert_eq!(member(&record, "title"), "About closed");
    assert_eq!(member(&record, "kind"), "closed");
    assert_eq!(json(&member(&record, "data")), r#"{"n":1}"#);
}

#[wasm_bindgen_test]
async fn code_that_closes_is_not_the_user() {
    let closed = named("by code", "c1").await;
    let worker = Worker::new("{}").await;
    worker.code_closes("c1").await;
    assert_eq!(ended(&worker, &closed).await, "code");
    // It is forgotten then; the same name does not come again.
    assert_eq!(ended(&Worker::new("{}").await, &closed).await, "user");
}

/// Whether a newer one took its place can't be told then.
#[wasm_bindgen_test]
async fn what_is_shown_is_not_waited_for_for_ever() {
    let closed = named("unanswered", "c9").await;
    let worker = Worker::new("{}").await;
    let _silent = Placed::new("registration", "getNotifications", "() => new Promise(() => 0)");
    assert_eq!(ended(&worker, &closed).await, "unknown");
}

/// A page's storage may be slower than the event.
#[wasm_bindgen_test]
async fn code_may_be_slower_than_the_event() {
    let closed = named("late", "c2").await;
    let worker = Worker::new("{}").await;
    js_sys::Reflect::set(&js("self"), &"late".into(), &worker.core).unwrap();
    js("setTimeout(() => late.closing('c2'), 100)");
    assert_eq!(ended(&worker, &closed).await, "code");
}

#[wasm_bindgen_test]
async fn a_newer_one_with_its_tag_has_replaced_it() {
    let old = named("same tag", "r1").await;
    named("same tag", "r2").await;
    assert_eq!(ended(&Worker::new("{}").await, &old).await, "replaced");
    // One of the app's own, too.
    let old = named("foreign", "r3").await;
    notification("foreign", "{}").await;
    assert_eq!(ended(&Worker::new("{}").await, &old).await, "replaced");
}

/// Still listed while its end is told, as on KaiOS.
#[wasm_bindgen_test]
async fn it_does_not_replace_itself() {
    assert_eq!(ended(&Worker::new("{}").await, &named("itself", "u1").await).await, "user");
}

#[wasm_bindgen_test]
async fn what_cannot_be_known_is_unknown() {
    let bare = notification("bare", "{}").await;
    assert_eq!(ended(&Worker::new("{}").await, &bare).await, "unknown");
    let named = named("no storage", "x1").await;
    let worker = Worker::new("{}").await;
    {
        let _off = storage("self", "null").await;
        worker.close(&named).await.unwrap();
    }
    assert_eq!(told(&worker), "unknown");
    assert_eq!(worker.warnings(), r#"["store-failed closed"]"#);

    let worker = Worker::new("{}").await;
    let _old = Placed::new("registration", "getNotifications", "undefined");
    assert_eq!(ended(&worker, &named).await, "unknown");
}

/// Nobody waits for it, and the app is told.
#[wasm_bindgen_test]
async fn a_storage_that_hangs_is_unknown() {
    let closed = named("hanging", "h1").await;
    let worker = Worker::poor("{}").await;
    let _hangs = storage("self", "{ open: () => ({}) }").await;
    worker.close(&closed).await.unwrap();
    assert_eq!(told(&worker), "unknown");
    // Nor for what is only written down.
    worker.code_closes("h1").await;
}

#[wasm_bindgen_test]
async fn a_click_is_codes_doing() {
    let clicked = named("clicked", "k1").await;
    let _window = Placed::new("clients", "openWindow", "() => Promise.resolve(null)");
    Worker::new("{}").await.click(&clicked, "").await.unwrap();
    assert_eq!(ended(&Worker::new("{}").await, &clicked).await, "code");
}

/// The click told it; the event that follows tells nothing.
#[wasm_bindgen_test]
async fn a_dismissing_button_is_the_users_doing_and_told_once() {
    let clicked = named("buttoned", "k2").await;
    let worker = Worker::new("{}").await;
    worker.click(&clicked, "later").await.unwrap();
    assert_eq!(told(&worker), "user");
    let written = json(&record().await);
    assert!(written.contains(r#""action":"later""#), "{written}");
    assert!(written.contains(r#""how":"user""#), "{written}");
    // An app that closes it, too, does not make it code's doing.
    worker.code_closes("k2").await;
    worker.close(&clicked).await.unwrap();
    assert_eq!(told(&worker), "user");
    assert_eq!(json(&record().await), written);
}

/// Builds of 2.5 that tell of no end never take the names away.
#[wasm_bindgen_test]
async fn names_that_nobody_takes_do_not_pile_up() {
    let worker = Worker::new("{}").await;
    for number in 0..110 {
        worker.code_closes(&format!("pile {number}")).await;
    }
    // As many as a phone can show.
    for number in ["109", "10"] {
        let name = format!("pile {number}");
        let kept = named(&name, &name).await;
        assert_eq!(ended(&Worker::new("{}").await, &kept).await, "code", "{number}");
    }
    let first = named("pile", "pile 0").await;
    assert_eq!(ended(&Worker::new("{}").await, &first).await, "user");
}
