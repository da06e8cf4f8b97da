//! The app's handler in Rust.

use std::future::pending;

use kaipush::worker::{Answer, Message, on_push};
use kaipush::{Behavior, Notification};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{json, member};
use crate::core::Worker;

/// Decides by the title; set in every test, since any may be the first.
async fn decide(message: Message) -> Answer {
    match message.notification.text("title").unwrap_or_default() {
        "edit" => {
            let behavior = Behavior::new().vibrate([30, 200, 30]);
            Answer::Show(message.notification.tag("edited").behavior(behavior))
        }
        "own" => Answer::Show(Notification::new(message.payload.map_or("none", |_| "payload"))),
        "drop" => Answer::Drop,
        "hang" => pending().await,
        _ => Answer::ShowDefault,
    }
}

async fn pushed(title: &str) -> Worker {
    on_push(decide);
    let worker = Worker::in_rust();
    worker.push(&format!(r#"'{{"title":"{title}"}}'"#)).await.unwrap();
    worker
}

#[wasm_bindgen_test]
async fn it_edits_what_is_shown() {
    assert_eq!(
        json(&pushed("edit").await.shown()),
        r#"{"title":"edit","options":{"tag":"edited","vibrate":[30,200,30],"data":{"kaipush":1}}}"#
    );
    assert_eq!(pushed("own").await.texts().0, "payload");
}

#[wasm_bindgen_test]
async fn it_leaves_the_default() {
    assert_eq!(pushed("default").await.texts().0, "default");
}

#[wasm_bindgen_test]
async fn it_drops() {
    assert_eq!(json(&member(&pushed("drop").await.host, "shown")), "[]");
}

#[wasm_bindgen_test]
async fn when_it_hangs_the_default_is_shown() {
    assert_eq!(pushed("hang").await.texts().0, "hang");
}

#[wasm_bindgen_test]
async fn javascripts_handler_is_not_asked() {
    assert_eq!(json(&member(&pushed("edit").await.host, "asked")), "[]");
}
