//! The app's handler in Rust.

use std::cell::RefCell;
use std::future::pending;

use kaipush::model::message::{Fallback, Payload};
use kaipush::worker::{Answer, Message, on_close, on_push, on_request};
use kaipush::{Behavior, Js, Notification};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member};
use crate::core::{Worker, notification};

/// Decides by the title; set in every test, since any may be the first.
async fn decide(message: Message) -> Answer {
    match message.notification.text("title").unwrap_or_default() {
        "edit" => {
            let behavior = Behavior::new().vibrate([30, 200, 30]);
            Answer::Show(message.notification.tag("edited").behavior(behavior))
        }
        "own" => Answer::Show(Notification::new(message.payload.map_or("none", |_| "payload"))),
        "empty" => Answer::Show(Notification::new("").body("own")),
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

/// As an app's own tests do, without a worker around it.
#[wasm_bindgen_test]
async fn it_can_be_called_like_any_function() {
    let read = |json: &str| {
        let payload = Payload::Json(Js(js_sys::JSON::parse(json).unwrap()));
        let texts = Fallback { title: "App".into(), body: "News".into() };
        Message::read(payload, &texts).0
    };
    let Answer::Show(shown) = decide(read(r#"{"title":"edit","body":"B"}"#)).await else {
        panic!("it was not shown")
    };
    assert_eq!((shown.text("tag"), shown.text("body")), (Some("edited"), Some("B")));
    assert!(matches!(decide(read(r#"{"title":"drop"}"#)).await, Answer::Drop));
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

/// What the handler leaves out is the push's, as for a handler in JavaScript.
#[wasm_bindgen_test]
async fn what_it_leaves_out_is_the_pushs() {
    on_push(decide);
    let worker = Worker::in_rust();
    let push = r#"'{"title":"own","tag":"t","url":"/u","data":{"n":1}}'"#;
    worker.push(push).await.unwrap();
    let options = member(&worker.shown(), "options");
    assert_eq!(member(&options, "tag"), "t");
    assert_eq!(json(&member(&options, "data")), r#"{"kaipush":1,"data":{"n":1},"url":"/u"}"#);
}

#[wasm_bindgen_test]
async fn an_empty_title_is_none() {
    assert_eq!(pushed("empty").await.texts(), ("empty".into(), "own".into()));
}

thread_local! {
    static TOLD: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

#[wasm_bindgen_test]
async fn it_is_told_of_the_end() {
    on_close(|closed| async move {
        let told = format!("{} {} {}", closed.title, closed.tag, closed.how.as_str());
        TOLD.with_borrow_mut(|all| all.push(told));
    });
    let worker = Worker::in_rust();
    let closed = notification("rusty", "{ data: { kaipush: 'rusty' } }").await;
    worker.close(&closed).await.unwrap();
    assert_eq!(TOLD.take(), ["About rusty rusty user"]);
    assert_eq!(json(&member(&worker.host, "asked")), "[]", "JavaScript was asked, too");
}

#[wasm_bindgen_test]
async fn it_shapes_requests() {
    on_request(|request| async move {
        let kind = request.kind();
        let body = request.body().replace("like", "love");
        Ok(request.header("Authorization", &format!("Bearer {kind}")).with_body(&body))
    });
    js("self.sent = []");
    let _server = Placed::new(
        "self",
        "fetch",
        "async (url, init) => {
            self.sent.push([init.headers.Authorization, JSON.parse(init.body).action]);
            return new Response('');
        }",
    );
    let worker = Worker::in_rust();
    let liked = "{ data: { kaipush: 1, actions: { like: { post: '/likes', open: false } } } }";
    worker.click(&notification("shaped", liked).await, "like").await.unwrap();
    worker.replay().await.unwrap();
    assert_eq!(json(&js("sent")), r#"[["Bearer answer","love"]]"#);
}
