//! What became of a push, told to the app's server.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, forget, js, json, left, member, settled, slow_storage};
use crate::core::{Worker, notification};

/// Keeps in `fetched` what is sent and when, and takes all of it.
fn server() -> Placed {
    js("self.fetched = []");
    let fetch = "(url, init) => {
        self.fetched.push({ url, at: Date.now(), ...JSON.parse(init.body) });
        return Promise.resolve(new Response(null, { status: 204 }));
    }";
    Placed::new("self", "fetch", fetch)
}

/// As a page leaves it for the worker.
async fn page_says(config: &str) {
    let put = format!(
        "new Promise((resolve) => {{
            const opening = indexedDB.open('kaipush');
            opening.onsuccess = () => {{
                const transaction = opening.result.transaction('state', 'readwrite');
                transaction.objectStore('state').put({{ id: 'config', timeout: 1000, ...{config} }});
                transaction.oncomplete = () => {{ opening.result.close(); resolve(); }};
            }};
        }})"
    );
    settled(js(&put)).await.unwrap();
}

const TOLD: &str = "{ eventsTo: 'https://app.example/events', eventsWithin: 0 }";

/// The same as its record.
const CONFIG: &str =
    "{ id: 'config', timeout: 1000, eventsTo: 'https://app.example/events', eventsWithin: 0 }";

async fn told_worker(settings: &str) -> Worker {
    // The first makes the database.
    let worker = Worker::new(settings).await;
    worker.replay().await.unwrap();
    page_says(TOLD).await;
    worker
}

/// The events that were sent, without what differs each time.
fn events() -> String {
    // A core keeps in memory what a test without storage has left to be sent.
    let plain = "fetched.filter(({ event }) => event).map(({ url, event: { key, at, ...rest } }) =>
        [new URL(url).pathname, key.length > 8 && at > 1.6e12, rest])";
    json(&js(plain))
}

const PUSH: &str = r#"'{"title":"T","id":"m1","tag":"t"}'"#;

#[wasm_bindgen_test]
async fn a_push_is_told_as_delivered() {
    let (worker, _server) = (told_worker("{}").await, server());
    worker.push(PUSH).await.unwrap();
    assert_eq!(json(&js("fetched")), "[]", "nothing is sent before the user has seen it");
    worker.replay().await.unwrap();
    let event = r#"["/events",true,{"id":"m1","tag":"t","shown":true,"type":"delivered"}]"#;
    assert_eq!(events(), format!("[{event}]"));
    // A repeat is no second delivery.
    worker.push(PUSH).await.unwrap();
    worker.replay().await.unwrap();
    assert_eq!(js("fetched.length"), 1);
    assert_eq!(worker.warnings(), "[]");
}

/// The storage may be slow when a worker starts, as a push does it.
#[wasm_bindgen_test]
async fn a_slow_storage_is_waited_for() {
    left("state", &format!("[{CONFIG}]")).await;
    let _server = server();
    let slow = slow_storage(6_000);
    let worker = Worker::poor("{}").await;
    worker.push(PUSH).await.unwrap();
    worker.replay().await.unwrap();
    let event = r#"["/events",true,{"id":"m1","tag":"t","shown":true,"type":"delivered"}]"#;
    assert_eq!(events(), format!("[{event}]"));
    drop(slow);
    forget().await;
}

/// What a dead worker leaves that has taken a push, so many milliseconds ago, and not told of it.
async fn dead(id: &str, milliseconds: u32) {
    let begun = format!("{{ id: 'showing {id}', key: 'k', at: Date.now() - {milliseconds} }}");
    left("state", &format!("[{CONFIG}, {begun}]")).await;
}

/// The events that were sent: key, what became of which push, and whether just now.
fn keyed() -> String {
    let plain = "fetched.filter(({ event }) => event).map(({ event: { key, type, id, at } }) =>
        [key.length > 8 ? 'new' : key, type, id, Date.now() - at < 6000 ? 'now' : 'before'])";
    json(&js(plain))
}

#[wasm_bindgen_test]
async fn what_a_dead_worker_has_shown_is_told_by_the_next() {
    for (id, milliseconds, expected) in [
        ("late", 8_000, r#"[["k","delivered","late","before"]]"#),
        // It may be at work still.
        ("early", 3_000, "[]"),
    ] {
        dead(id, milliseconds).await;
        let _server = server();
        marked(id, id).await;
        let worker = Worker::poor("{ deadline: 8000 }").await;
        worker.replay().await.unwrap();
        assert_eq!(keyed(), expected);
        worker.replay().await.unwrap();
        assert_eq!(keyed(), expected, "once");
    }
    forget().await;
}

/// Nobody waits for a look at what is shown.
#[wasm_bindgen_test]
async fn what_a_dead_worker_has_shown_is_not_looked_for_where_no_server_hears_of_it() {
    let begun = "{ id: 'showing before', key: 'k', at: Date.now() - 8000 }";
    left("state", &format!("[{begun}]")).await;
    js("self.looks = 0");
    let looks = "() => { self.looks += 1; return Promise.resolve([]); }";
    let _looks = Placed::new("registration", "getNotifications", looks);
    let worker = Worker::poor("{ deadline: 8000, flood: false }").await;
    worker.push(PUSH).await.unwrap();
    forget().await;
    worker.shown();
    assert_eq!(js("self.looks"), 0);
}

/// Nobody is told that the user did it.
#[wasm_bindgen_test]
async fn what_a_dead_worker_has_shown_is_told_when_code_closes_it() {
    dead("cleared", 0).await;
    let _server = server();
    let shown = marked("cleared", "cleared").await;
    let worker = Worker::poor("{}").await;
    worker.code_closes("cleared").await;
    worker.close(&shown).await.unwrap();
    worker.replay().await.unwrap();
    assert_eq!(keyed(), r#"[["k","delivered","cleared","now"]]"#);
    forget().await;
}

/// The next push is about to take its place.
#[wasm_bindgen_test]
async fn what_a_dead_worker_has_shown_is_told_also_if_it_is_replaced() {
    dead("replaced", 8_000).await;
    let _server = server();
    marked("chat", "replaced").await;
    let shows = "({ deadline: 8000, onpush: () => registration.showNotification('Next', { tag: 'chat' }) })";
    let worker = Worker::poor(shows).await;
    worker.push(r#"'{"title":"T","id":"next","tag":"chat"}'"#).await.unwrap();
    worker.replay().await.unwrap();
    let told = r#"[["new","delivered","next","now"],["k","delivered","replaced","before"]]"#;
    assert_eq!(keyed(), told);
    forget().await;
}

/// Killed before it was shown, or shown and taken away: nobody knows.
#[wasm_bindgen_test]
async fn what_is_not_shown_is_not_told() {
    dead("unseen", 8_000).await;
    let _server = server();
    let worker = Worker::poor("{ deadline: 8000 }").await;
    worker.replay().await.unwrap();
    assert_eq!(keyed(), "[]");
    // It may come again, and has its first key then.
    worker.push(r#"'{"title":"T","id":"unseen"}'"#).await.unwrap();
    worker.replay().await.unwrap();
    assert_eq!(keyed(), r#"[["k","delivered","unseen","now"]]"#);
    forget().await;
}

/// The user has it in hand: whoever has shown it is not waited for.
#[wasm_bindgen_test]
async fn what_a_dead_worker_has_shown_is_told_before_its_click_and_its_end() {
    for (id, kind) in [("in hand", "clicked"), ("gone", "closed")] {
        dead(id, 0).await;
        let _server = server();
        let shown = marked(id, id).await;
        let worker = Worker::poor("{}").await;
        match kind {
            "clicked" => worker.click(&shown, "").await.unwrap(),
            _ => worker.close(&shown).await.unwrap(),
        };
        worker.replay().await.unwrap();
        let expected = format!(r#"[["k","delivered","{id}","now"],["new","{kind}","{id}","now"]]"#);
        assert_eq!(keyed(), expected);
    }
    forget().await;
}

/// An app that reports its subscription by itself has only events told, and its server has to know whose they are.
#[wasm_bindgen_test]
async fn a_server_that_has_no_report_knows_whose_event_it_is() {
    for (leaving, endpoint) in [("false", "\"https://push.example/1\""), ("true", "")] {
        let subscribed = format!(
            "{{ id: 'subscription', endpoint: 'https://push.example/1', leaving: {leaving} }}"
        );
        left("state", &format!("[{CONFIG}, {subscribed}]")).await;
        let _server = server();
        let worker = Worker::poor("{}").await;
        worker.push(PUSH).await.unwrap();
        worker.replay().await.unwrap();
        assert_eq!(js("fetched.length"), 1);
        assert_eq!(json(&member(&js("fetched[0]"), "endpoint")), endpoint, "leaving: {leaving}");
    }
    forget().await;
}

#[wasm_bindgen_test]
async fn what_the_app_took_was_delivered_and_not_shown() {
    let (worker, _server) = (told_worker("{ onpush: () => false }").await, server());
    worker.push("'Text'").await.unwrap();
    worker.replay().await.unwrap();
    assert_eq!(events(), r#"[["/events",true,{"shown":false,"type":"delivered"}]]"#);
}

const MARKED: &str = "{ data: { kaipush: 'NAME', id: 'ID', actions: { later: { open: false } } } }";

async fn marked(tag: &str, id: &str) -> JsValue {
    notification(tag, &MARKED.replace("NAME", tag).replace("ID", id)).await
}

#[wasm_bindgen_test]
async fn a_click_is_told_once() {
    let (worker, _server) = (told_worker("{}").await, server());
    let clicked = marked("reported", "m1").await;
    worker.click(&clicked, "later").await.unwrap();
    worker.close(&clicked).await.unwrap();
    worker.replay().await.unwrap();
    let event =
        r#"["/events",true,{"id":"m1","tag":"reported","action":"later","type":"clicked"}]"#;
    assert_eq!(events(), format!("[{event}]"), "the end that it brings is not another event");
}

#[wasm_bindgen_test]
async fn an_end_is_told_if_the_user_may_have_made_it() {
    let (worker, _server) = (told_worker("{}").await, server());
    let closed = marked("by the user", "m1").await;
    worker.close(&closed).await.unwrap();
    let closed = marked("by code", "m1").await;
    worker.code_closes("by code").await;
    worker.close(&closed).await.unwrap();
    worker.replay().await.unwrap();
    let event = r#"["/events",true,{"id":"m1","tag":"by the user","how":"user","type":"closed"}]"#;
    assert_eq!(events(), format!("[{event}]"));
}

#[wasm_bindgen_test]
async fn nobody_is_told_by_default() {
    let (worker, _server) = (told_worker("{}").await, server());
    page_says("{}").await;
    worker.push(PUSH).await.unwrap();
    worker.click(&marked("untold", "m1").await, "later").await.unwrap();
    worker.replay().await.unwrap();
    assert_eq!(json(&js("fetched")), "[]");
}

/// Events wait for a random time, together; only one replay waits for it.
#[wasm_bindgen_test]
async fn events_are_told_at_a_random_time() {
    let (worker, _server) = (told_worker("{}").await, server());
    page_says("{ eventsTo: 'https://app.example/events', eventsWithin: 3000 }").await;
    js("self.random = Math.random");
    let _late = Placed::new("Math", "random", "() => 0.5 + random() / 2");
    let begun = js("Date.now()").as_f64().unwrap();
    worker.push(r#"'{"id":"m1"}'"#).await.unwrap();
    let first = worker.core.replay(&JsValue::NULL, &worker.host);
    worker.push(r#"'{"id":"m2"}'"#).await.unwrap();
    worker.replay().await.unwrap();
    assert_eq!(json(&js("fetched")), "[]", "the second does not wait");
    settled(first.into()).await.unwrap();
    assert_eq!(json(&js("fetched.map(({ event }) => event.id).sort()")), r#"["m1","m2"]"#);
    let waited = member(&js("fetched[0]"), "at").as_f64().unwrap() - begun;
    assert!(waited >= 1400.0, "{waited} ms");
}
