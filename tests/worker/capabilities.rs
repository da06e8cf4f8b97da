//! What the worker does with a push beyond showing it, each by its setting.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member, pass, storage};
use crate::core::{Worker, notification};

async fn pushed(settings: &str, payload: &str) -> Worker {
    let worker = Worker::new(settings).await;
    worker.push(payload).await.unwrap();
    worker
}

fn shown(worker: &Worker) -> String {
    json(&member(&worker.host, "shown"))
}

#[wasm_bindgen_test]
async fn a_repeat_is_not_shown_and_not_listed() {
    let worker = Worker::new("{ onpush: () => true }").await;
    for _ in 0..2 {
        worker.push(r#"'{"title":"Once","id":"m-1"}'"#).await.unwrap();
    }
    worker.shown();
    assert_eq!(json(&member(&worker.host, "asked")).matches("onpush").count(), 1);
    worker.push(r#"'{"title":"Other","id":"m-2"}'"#).await.unwrap();
    assert!(shown(&worker).contains("Other"));
}

#[wasm_bindgen_test]
async fn what_could_not_be_shown_is_not_known() {
    let worker = Worker::new("{ refuse: true }").await;
    worker.push(r#"'{"title":"Again","id":"m-3"}'"#).await.unwrap_err();
    let push = member(&worker.host, "settings");
    js_sys::Reflect::set(&push, &"refuse".into(), &false.into()).unwrap();
    worker.push(r#"'{"title":"Again","id":"m-3"}'"#).await.unwrap();
    assert_eq!(shown(&worker).matches("Again").count(), 2, "tried again");
}

#[wasm_bindgen_test]
async fn texts_are_the_apps_in_the_users_language() {
    let _language = Placed::new("navigator", "language", "'de-CH'");
    let settings =
        "{ texts: { en: { chat: '{0} wrote', en: 'E' }, de: { chat: '{0} schreibt' } } }";
    let push = r#"'{"title_loc_key":"chat","title_loc_args":["Ada"],"body_loc_key":"en"}'"#;
    let worker = pushed(settings, push).await;
    assert_eq!(worker.texts(), ("Ada schreibt".into(), "E".into()));
    assert_eq!(worker.warnings(), "[]");
    let worker = pushed("{ texts: 7, language: 8 }", push).await;
    assert_eq!(worker.warnings(), r#"["text-missing chat","text-missing en"]"#);
}

const ANSWERS: &str = "(url, init) => {
    self.asked = [url, init];
    return Promise.resolve(new Response(self.answer, { status: self.status || 200 }));
}";

#[wasm_bindgen_test]
async fn empty_pushes_are_filled() {
    let _fetch = Placed::new("self", "fetch", ANSWERS);
    js(r#"self.answer = '{"title":"Latest","body":"B"}'"#);
    let worker = pushed("{ content: '/latest' }", "undefined").await;
    assert_eq!(worker.texts(), ("Latest".into(), "B".into()));
    assert_eq!(js("asked[0]"), js("new URL('/latest', location).href"));
    assert_eq!(
        json(&js("asked[1]")),
        r#"{"credentials":"same-origin","cache":"no-store","redirect":"error"}"#
    );
    js("self.answer = 'Plain'");
    assert_eq!(pushed("{ content: '/latest' }", "undefined").await.texts().1, "Plain");
    js("self.answer = 'null'");
    let settings = "{ content: '/latest', fallback: { title: 'F', body: 'B' } }";
    assert_eq!(pushed(settings, "undefined").await.texts(), ("F".into(), "B".into()));
    js("self.asked = 'nobody'");
    pushed("{ content: '/latest' }", "'Hello'").await;
    assert_eq!(js("asked"), "nobody", "it brought something");
}

#[wasm_bindgen_test]
async fn what_is_empty_is_off() {
    let _fetch = Placed::new("self", "fetch", ANSWERS);
    js("self.answer = '<!doctype html>', self.asked = 'nobody'");
    let settings = "{ content: '', fallback: { title: 'F', body: 'B' } }";
    assert_eq!(pushed(settings, "undefined").await.texts(), ("F".into(), "B".into()));
    assert_eq!(js("asked"), "nobody");
    notification("empty unread", "{ data: { kaipush: 1, count: 2 } }").await;
    let worker = pushed("{ unread: '' }", r#"'{"title":"T","tag":"empty unread"}'"#).await;
    assert_eq!(worker.texts().0, "T");
}

#[wasm_bindgen_test]
async fn content_that_fails_is_told() {
    let _fetch = Placed::new("self", "fetch", ANSWERS);
    let fallback = "fallback: { title: 'F', body: 'B' }";
    for (prepare, content, why) in [
        ("self.status = 500", "/latest", "500"),
        ("self.status = 0, self.answer = 'x'.repeat(20000)", "/latest", "too long"),
    ] {
        js(prepare);
        let worker = pushed(&format!("{{ content: '{content}', {fallback} }}"), "undefined").await;
        assert_eq!(worker.texts(), ("F".into(), "B".into()), "{why}");
        assert_eq!(worker.warnings(), format!(r#"["content-failed {why}"]"#));
    }
    for foreign in ["https://elsewhere.example/", "javascript:1"] {
        let worker = pushed(&format!("{{ content: '{foreign}', {fallback} }}"), "undefined").await;
        assert_eq!(worker.texts(), ("F".into(), "B".into()), "{foreign}");
        assert_eq!(worker.warnings(), format!(r#"["target-refused {foreign}"]"#));
    }
}

/// A page in front, which answers so.
fn page(answer: &str) -> Placed {
    seen_page("focused: true", answer)
}

/// A page that can be seen, and is so.
fn seen_page(is: &str, answer: &str) -> Placed {
    let page = "() => Promise.resolve([{ url: registration.scope, visibilityState: 'visible',
        IS, postMessage(message) { if (message.port) { self.told = message; ANSWER } } }])";
    js("self.told = null");
    Placed::new("clients", "matchAll", &page.replace("IS", is).replace("ANSWER", answer))
}

#[wasm_bindgen_test]
async fn the_page_in_front_takes_it() {
    let _page = page("message.port.postMessage(false)");
    for policy in ["hidden", "ask"] {
        let push = r#"'{"title":"T","url":"/x","data":[1]}'"#;
        let worker = pushed(&format!("{{ foreground: '{policy}' }}"), push).await;
        assert_eq!((shown(&worker), worker.warnings()), ("[]".into(), "[]".into()));
        assert_eq!(member(&worker.host, "isDropped"), true);
        assert_eq!(js("told.policy"), policy);
        assert_eq!(js("told.until > Date.now() && told.until <= Date.now() + 1000"), true);
        assert_eq!(js("told.message.url"), js("new URL('/x', location).href"));
        assert_eq!(json(&js("told.message.data")), "[1]");
    }
}

/// The system's panel of notices lies over it, or a dialog: what it takes nobody sees.
#[wasm_bindgen_test]
async fn a_page_that_is_seen_and_not_in_use_is_not_asked() {
    let _page = seen_page("focused: false", "message.port.postMessage(false)");
    for policy in ["hidden", "ask"] {
        let worker = pushed(&format!("{{ foreground: '{policy}' }}"), "'Hello'").await;
        assert_eq!(worker.texts().1, "Hello", "{policy}");
        assert!(js("told").is_null(), "{policy}");
    }
}

/// At the deadline the shim shows the push, which the page must not have by then.
#[wasm_bindgen_test]
async fn the_page_has_a_quarter_of_a_short_deadline() {
    let _page = page("message.port.postMessage(false)");
    pushed("{ foreground: 'hidden', deadline: 1000 }", "'Hello'").await;
    assert_eq!(js("told.until <= Date.now() + 187.5"), true);
}

#[wasm_bindgen_test]
async fn what_the_page_does_not_take_is_shown() {
    for (answer, warnings) in [
        ("message.port.postMessage(true)", "[]"),
        ("message.port.postMessage('no')", "[]"),
        ("", r#"["foreground-failed too late"]"#),
        ("throw new Error('closing')", r#"["foreground-failed closing"]"#),
    ] {
        let _page = page(answer);
        let worker = pushed("{ foreground: 'ask' }", "'Hello'").await;
        assert_eq!((worker.texts().1, worker.warnings()), ("Hello".into(), warnings.into()));
    }
    let _page = page("message.port.postMessage(false)");
    let worker = pushed("{ foreground: 'never' }", "'Hello'").await;
    assert_eq!(worker.warnings(), r#"["field-wrong foreground"]"#);
    worker.shown();
}

#[wasm_bindgen_test]
async fn those_that_are_there_are_counted() {
    let standing = "() => Promise.resolve([
        { tag: 'a', data: { kaipush: 1, at: Date.now() / 1000, count: 2 } },
        { tag: 'b', data: { kaipush: 1, at: Date.now() / 1000 } },
        { tag: 'c', data: { foreign: 1 } }])";
    let _standing = Placed::new("registration", "getNotifications", standing);
    let settings = "{ unread: '{title} ({count})', flood: { most: 2 } }";
    let worker = pushed(settings, r#"'{"title":"A","tag":"a","vibrate":[9]}'"#).await;
    let notification = json(&worker.shown());
    assert!(notification.starts_with(r#"{"title":"A (3)","options":{"tag":"a","silent":true,"#));
    assert!(notification.contains(r#""count":3,"at":"#), "{notification}");
    let worker = pushed(settings, r#"'{"title":"C","tag":"c"}'"#).await;
    let notification = json(&worker.shown());
    assert!(notification.contains(r#""body":"1 more","tag":"kaipush-flood""#), "{notification}");
    // Off unless set.
    let worker = pushed("{ flood: false }", r#"'{"title":"A","tag":"a"}'"#).await;
    assert_eq!(
        json(&worker.shown()),
        r#"{"title":"A","options":{"tag":"a","data":{"kaipush":1}}}"#
    );
}

/// Neither this push nor the next one waits for what never comes.
#[wasm_bindgen_test]
async fn what_is_there_is_not_waited_for_longer_than_a_second() {
    let worker = Rc::new(Worker::new("{ flood: true }").await);
    let _silent = Placed::new("registration", "getNotifications", "() => new Promise(() => 0)");
    let pushed = worker.clone();
    spawn_local(async move { pushed.push("'Hello'").await.map(drop).unwrap() });
    pass(1_500).await;
    assert_eq!(worker.texts().1, "Hello");
}

/// From an hour ago until so many minutes from now, by this machine's clock.
fn hours(until: i32) -> String {
    let time = |minutes: i32| {
        let date = format!("new Date(Date.now() + {minutes} * 60000)");
        format!("{date}.getHours() + ':' + ('0' + {date}.getMinutes()).slice(-2)")
    };
    format!("{{ quiet: {{ from: {}, to: {} }} }}", time(-60), time(until))
}

#[wasm_bindgen_test]
async fn quiet_hours_are_by_the_phones_clock() {
    let push = r#"'{"title":"A","vibrate":[9]}'"#;
    let worker = pushed(&hours(2), push).await;
    let quiet = r#"{"title":"A","options":{"silent":true,"data":{"#;
    assert!(json(&worker.shown()).starts_with(quiet), "{}", json(&worker.shown()));
    for (settings, warnings) in [
        (hours(-2), "[]"),
        ("{ quiet: false }".into(), "[]"),
        ("{ quiet: { from: '22h', to: '7:00' } }".into(), r#"["field-wrong quiet"]"#),
        ("{ quiet: true }".into(), r#"["field-wrong quiet"]"#),
    ] {
        let worker = pushed(&settings, push).await;
        let loud = r#"{"title":"A","options":{"vibrate":[9],"#;
        assert!(json(&worker.shown()).starts_with(loud), "{}", json(&worker.shown()));
        assert_eq!(worker.warnings(), warnings);
    }
}

#[wasm_bindgen_test]
async fn silence_costs_a_web_app_of_kaios_3_its_quota() {
    let _manager = Placed::new("registration", "systemMessageManager", "{}");
    let drops = "{ onpush: () => false }";
    let worker = Worker::new(drops).await;
    worker.push("'x'").await.unwrap();
    worker.push("'x'").await.unwrap();
    assert_eq!(worker.warnings(), r#"["quota-spent 1","quota-spent 2"]"#);
}

/// What the system has counted nobody else can, then.
#[wasm_bindgen_test]
async fn silence_that_nobody_could_write_down_is_told_without_a_number() {
    let _manager = Placed::new("registration", "systemMessageManager", "{}");
    let worker = Worker::new("{ onpush: () => false }").await;
    let _off = storage("self", "null").await;
    worker.push("'x'").await.unwrap();
    assert_eq!(worker.warnings(), r#"["quota-spent","store-failed received"]"#);
}

/// Long before the system counts it as silence.
#[wasm_bindgen_test]
async fn a_storage_that_does_not_answer_holds_up_no_push() {
    let worker = Rc::new(Worker::new("{}").await);
    let _hangs = storage("self", "{ open: () => ({}) }").await;
    let pushed = worker.clone();
    spawn_local(async move {
        pushed.push(r#"'{"title":"T","id":"unanswered"}'"#).await.map(drop).unwrap();
    });
    pass(1_700).await;
    assert_eq!(worker.texts().0, "T");
    // Until the worker has given up what it writes afterwards.
    pass(4_000).await;
}

/// The system has counted it by then.
#[wasm_bindgen_test]
async fn what_is_shown_after_three_seconds_costs_quota_too() {
    let system_message_manager = Placed::new("registration", "systemMessageManager", "{}");
    js("self.realNow = Date.now, self.skipped = 0");
    let _clock = Placed::new("Date", "now", "() => realNow.call(Date) + skipped");
    let slow = "{ onpush: (message) => { skipped += Number(message.text); } }";
    let worker = Worker::new(slow).await;
    for milliseconds in ["100", "3100", "3100"] {
        worker.push(&format!("'{milliseconds}'")).await.unwrap();
    }
    assert_eq!(worker.warnings(), r#"["quota-spent 1","quota-spent 2"]"#);
    // Everywhere else nobody counts.
    drop(system_message_manager);
    let worker = Worker::new(slow).await;
    worker.push("'3100'").await.unwrap();
    assert_eq!(worker.warnings(), "[]");
}

/// As from a disk that takes nothing any more: what is read there says nothing of who else has read it.
#[wasm_bindgen_test]
async fn a_repeat_comes_quietly_where_nothing_can_be_written() {
    let worker = Worker::new("{}").await;
    js("self.reallyPut = IDBObjectStore.prototype.put");
    let _full = Placed::new(
        "IDBObjectStore.prototype",
        "put",
        "function (value) { reallyPut.call(this, value); this.transaction.abort(); }",
    );
    let _standing = Placed::new(
        "registration",
        "getNotifications",
        "async () => [{ tag: 'm1', data: { kaipush: 1, id: 'm1' } }]",
    );
    let push = r#"'{"title":"A","id":"m1","vibrate":[9]}'"#;
    for silent in ["undefined", "true"] {
        worker.push(push).await.unwrap();
        let shown = js_sys::Array::from(&member(&worker.host, "shown")).pop();
        let options = member(&shown, "options");
        assert_eq!(member(&options, "silent"), js(silent), "{}", json(&options));
    }
}
