//! What a button does besides opening the app: tell the server, or nothing.

use kaipush::page::{Config, Push};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member, settled};
use crate::core::{Worker, notification};

const BUTTONS: &str = "{ body: 'B', data: { kaipush: 1, id: 'm1', data: { n: [1] }, url: '/u', actions: {
    like: { post: '/likes', open: false }, both: { post: '/both', open: true },
    help: { post: 'https://help.example/x', open: false }, evil: { post: 'https://evil.example/', open: false },
    script: { post: 'javascript:1', open: false }, later: { open: false } } } }";

/// Keeps what is fetched in `fetched`, and answers with this status, by its source.
fn server(answer: &str) -> Placed {
    js("self.fetched = []");
    let fetch = format!("(url, init) => (self.fetched.push([url, init]), {answer})");
    Placed::new("self", "fetch", &fetch)
}

/// What waits in the outbox.
const WAITING: &str = "new Promise((resolve) => {
    const opening = indexedDB.open('kaipush');
    opening.onsuccess = () => {
        const all = opening.result.transaction('outbox').objectStore('outbox').getAll();
        all.onsuccess = () => { opening.result.close(); resolve(all.result); };
    };
})";

const TAKEN: &str = "Promise.resolve(new Response('', { status: 200 }))";

/// Whatever is opened is kept in `opened`.
fn window() -> Placed {
    js("self.opened = []");
    Placed::new("clients", "openWindow", "(url) => (self.opened.push(url), Promise.resolve(null))")
}

/// A window that takes its time: what waits in the outbox meanwhile is `left`.
#[wasm_bindgen_test]
async fn an_app_that_is_slow_to_open_does_not_keep_the_answer_from_the_storage() {
    let worker = Worker::new("{}").await;
    let patient = js("promise => promise.then(() => true)");
    js_sys::Reflect::set(&worker.host, &"settles".into(), &patient).unwrap();
    let open = format!(
        "async () => {{
            for (let tries = 0; tries < 100 && !(self.left = (await {WAITING}).length); tries++)
                await new Promise(resolve => setTimeout(resolve, 20));
            return null;
        }}"
    );
    let _window = Placed::new("clients", "openWindow", &open);
    worker.click(&notification("slow", BUTTONS).await, "both").await.unwrap();
    assert_eq!(js("self.left"), 1);
}

/// Clicks, and has the shim ask for what follows.
async fn click(worker: &Worker, tag: &str, action: &str) {
    worker.click(&notification(tag, BUTTONS).await, action).await.unwrap();
    worker.replay().await.unwrap();
}

async fn last_closed() -> JsValue {
    Push::new(Config::new("/sw.js")).history().await.unwrap().closed[0].record.0.clone()
}

#[wasm_bindgen_test]
async fn a_button_that_posts_opens_nothing() {
    let (worker, _server, _window) = (Worker::new("{}").await, server(TAKEN), window());
    click(&worker, "liked", "like").await;
    assert_eq!(json(&js("fetched.map(([url]) => new URL(url).pathname)")), r#"["/likes"]"#);
    let sent = js("JSON.stringify([fetched[0][1].method, fetched[0][1].headers['Content-Type']])");
    assert_eq!(sent, r#"["POST","application/json"]"#);
    let body = r#","action":"like","id":"m1","tag":"liked","data":{"n":[1]}}"#;
    let sent = js("fetched[0][1].body").as_string().unwrap();
    assert!(sent.starts_with(r#"{"key":""#) && sent.ends_with(body), "{sent}");
    assert_eq!(json(&js("opened")), "[]");
    assert_eq!(member(&worker.host, "isDropped"), true, "the shim waits for no opening");
    assert_eq!(worker.warnings(), "[]");
    assert_eq!(member(&last_closed().await, "action"), "like");
}

/// Has `order` say when the outbox was written, and when the shim was to close.
fn ordered(worker: &Worker) -> Placed {
    js("self.order = [], self.begin = IDBDatabase.prototype.transaction");
    let closes = js("() => { self.order.push('closed'); }");
    js_sys::Reflect::set(&worker.host, &"close".into(), &closes).unwrap();
    // Before whoever begins it: what hears of its end first is the test.
    let begin = "function (...asked) {
        const begun = self.begin.apply(this, asked);
        if (String(asked[0]) === 'outbox' && asked[1] === 'readwrite')
            begun.addEventListener('complete', () => self.order.push('written'));
        return begun;
    }";
    Placed::new("IDBDatabase.prototype", "transaction", begin)
}

/// A worker may die at any time; what stands there can be pressed again, and what waits is sent.
#[wasm_bindgen_test]
async fn it_stands_there_until_the_answer_waits() {
    let (worker, _server) = (Worker::new("{}").await, server(TAKEN));
    let _order = ordered(&worker);
    worker.click(&notification("pressed", BUTTONS).await, "like").await.unwrap();
    assert_eq!(js("order.slice(0, 2).join()"), "written,closed");
}

#[wasm_bindgen_test]
async fn what_was_answered_has_ended_once() {
    let (worker, _server) = (Worker::new("{}").await, server(TAKEN));
    let named = BUTTONS.replace("kaipush: 1", "kaipush: 'answered'");
    let answered = notification("answered", &named).await;
    worker.click(&answered, "like").await.unwrap();
    worker.close(&answered).await.unwrap();
    let asked = json(&member(&worker.host, "asked"));
    assert_eq!(asked.matches(r#""name":"onclose""#).count(), 1, "{asked}");
}

#[wasm_bindgen_test]
async fn a_button_pressed_twice_is_one_answer_and_another_button_another() {
    let (worker, _server) = (Worker::new("{}").await, server(TAKEN));
    let named = BUTTONS.replace("kaipush: 1", "kaipush: 'pressed'").replace("both", "dislike");
    let named = named.replace("open: true", "open: false");
    for button in ["like", "like", "dislike"] {
        worker.click(&notification("twice", &named).await, button).await.unwrap();
    }
    worker.replay().await.unwrap();
    let keys = json(&js("fetched.map(([, init]) => JSON.parse(init.body).key).sort()"));
    assert_eq!(keys, r#"["pressed dislike","pressed like"]"#);
}

#[wasm_bindgen_test]
async fn a_button_may_post_and_open() {
    let (worker, _server, _window) = (Worker::new("{}").await, server(TAKEN), window());
    // Which came first is in one list.
    let _late = Placed::new(
        "clients",
        "openWindow",
        "(url) => (self.fetched.push([url]), Promise.resolve(null))",
    );
    click(&worker, "both", "both").await;
    let order = json(&js("fetched.map(([url]) => new URL(url).pathname)"));
    assert_eq!(order, r#"["/u","/both"]"#, "opened before anything was fetched");
    assert!(member(&worker.host, "isDropped").is_undefined());
}

#[wasm_bindgen_test]
async fn answers_go_where_the_app_allows_else_the_app_is_opened() {
    let worker = Worker::new("{ allow: ['https://help.example'] }").await;
    let (_server, _window) = (server(TAKEN), window());
    click(&worker, "help", "help").await;
    assert_eq!(js("fetched[0][0]"), "https://help.example/x");
    for action in ["evil", "script"] {
        click(&worker, action, action).await;
        let launch = "JSON.parse(decodeURIComponent(opened.pop().split('#kaipush=')[1])).action";
        assert_eq!(js(launch), action, "left to the app");
    }
    assert_eq!(js("fetched.length"), 1);
    assert!(worker.warnings().contains("target-refused https://evil.example/"));
}

/// Told, and kept for another time.
#[wasm_bindgen_test]
async fn an_answer_that_is_lost_is_told() {
    for answer in [
        "Promise.reject(new TypeError('offline'))",
        "Promise.resolve(new Response('', { status: 500 }))",
        "new Promise(() => 0)",
    ] {
        let (worker, _server) = (Worker::new("{}").await, server(answer));
        click(&worker, "lost", "like").await;
        assert!(worker.warnings().contains("answer-failed http"), "{answer}");
        let kept = settled(js(WAITING)).await.unwrap();
        let kept = json(&kept);
        assert!(kept.contains(r#""kind":"answer""#) && kept.contains(r#""tries":1"#), "{kept}");
    }
}

/// A server that says no will say it again.
#[wasm_bindgen_test]
async fn an_answer_that_is_refused_is_given_up() {
    let (worker, _server) =
        (Worker::new("{}").await, server("Promise.resolve(new Response('', { status: 404 }))"));
    click(&worker, "refused", "like").await;
    assert!(worker.warnings().contains("answer-failed http"));
    worker.replay().await.unwrap();
    assert_eq!(js("fetched.length"), 1);
}

/// Structured clones may be what JSON can't write.
#[wasm_bindgen_test]
async fn data_without_json_is_not_posted() {
    let (worker, _server) = (Worker::new("{}").await, server(TAKEN));
    let options = "{ data: { kaipush: 1, data: 1n, actions: { a: { post: '/a', open: false } } } }";
    worker.click(&notification("bigger", options).await, "a").await.unwrap();
    worker.replay().await.unwrap();
    let sent = js("fetched[0][1].body").as_string().unwrap();
    assert!(sent.ends_with(r#","action":"a","tag":"bigger"}"#), "{sent}");
}

#[wasm_bindgen_test]
async fn a_button_that_dismisses_does_nothing_more() {
    let (worker, _server, _window) = (Worker::new("{}").await, server(TAKEN), window());
    click(&worker, "dismissed", "later").await;
    assert_eq!(json(&js("[fetched, opened]")), "[[],[]]");
    assert_eq!(member(&worker.host, "isDropped"), true);
    let asked = json(&js_sys::Reflect::get_u32(&member(&worker.host, "asked"), 0).unwrap());
    assert!(
        asked.contains(r#""name":"onclose""#) && asked.contains(r#""action":"later""#),
        "{asked}"
    );
    let record = last_closed().await;
    assert_eq!(member(&record, "title"), "About dismissed");
    assert_eq!(member(&record, "action"), "later");
}

/// Older builds of 2.5 do not say which button it was; nobody's button is the notification's.
#[wasm_bindgen_test]
async fn without_a_name_it_is_the_notification_itself() {
    let (worker, _server, _window) = (Worker::new("{}").await, server(TAKEN), window());
    for action in ["", "unknown", "constructor", "__proto__"] {
        click(&worker, "nameless", action).await;
        assert_eq!(js("new URL(opened.pop()).pathname"), "/u", "{action}");
    }
    assert_eq!(json(&js("fetched")), "[]");
}
