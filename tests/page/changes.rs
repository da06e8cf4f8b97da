//! New states are told, each once, whoever changed them.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member, pass, until};
use crate::core::{Push, message};

/// The user's choice, in `window.choice`; `watched` is what the Permissions API gave.
fn settings() -> [Placed; 2] {
    js("[self.choice = 'granted', self.watched = {}]");
    let permission = Placed::new("Notification", "permission", "'granted'");
    js(
        "Object.defineProperty(Notification, 'permission', { get: () => choice, configurable: true })",
    );
    [permission, Placed::new("navigator", "permissions", "{ query: async () => watched }")]
}

/// Long enough for a look at everything.
async fn settle() {
    pass(150).await;
}

/// What the app has heard after this: what is expected, as soon as a busy machine comes to it.
async fn heard_after(heard: &Array, source: &str, expected: &str) {
    js(source);
    heard_soon(heard, expected, source).await;
}

async fn heard_soon(heard: &Array, expected: &str, after: &str) {
    settle().await;
    until(async || json(heard) == expected).await;
    assert_eq!(json(heard), expected, "after {after}");
}

#[wasm_bindgen_test]
async fn a_choice_in_settings_is_told_once() {
    let _settings = settings();
    let push = Push::start().await;
    let heard = push.changes();
    assert_eq!(member(&push.state().await.unwrap(), "kind"), "ready");
    settle().await;
    assert_eq!(json(&heard), "[]", "what a call gave is known");
    for _ in 0..2 {
        heard_after(&heard, "(choice = 'denied', watched.onchange())", r#"["blocked"]"#).await;
    }
    heard_after(&heard, "(choice = 'granted', watched.onchange())", r#"["blocked","ready"]"#).await;
}

/// Settings are another app; not each system tells of what was chosen there.
#[wasm_bindgen_test]
async fn who_comes_back_is_told() {
    let _settings = settings();
    let _none = Placed::throwing("navigator", "permissions");
    let _no_channel = Placed::throwing("window", "BroadcastChannel");
    let push = Push::start().await;
    push.state().await.unwrap();
    let heard = push.changes();
    let back = "(choice = 'denied', document.dispatchEvent(new Event('visibilitychange')))";
    {
        let _hidden = Placed::new("document", "visibilityState", "'hidden'");
        heard_after(&heard, back, "[]").await;
    }
    heard_after(&heard, back, r#"["blocked"]"#).await;
}

#[wasm_bindgen_test]
async fn a_permissions_api_that_fails_is_done_without() {
    for query in [
        "{ query() { throw new TypeError('no such name'); } }",
        "{ query: () => Promise.reject(new TypeError('no such name')) }",
        "{ query: () => null }",
        "{ query: () => Promise.resolve(null) }",
        "{}",
    ] {
        let _settings = settings();
        let _failing = Placed::new("navigator", "permissions", query);
        let push = Push::start().await;
        push.state().await.unwrap();
        let heard = push.changes();
        settle().await;
        js("choice = 'denied'");
        message("{ kaipush: 'changed' }");
        heard_soon(&heard, r#"["blocked"]"#, query).await;
    }
}

#[wasm_bindgen_test]
async fn the_worker_and_other_pages_are_heard() {
    let _settings = settings();
    let push = Push::start().await;
    push.state().await.unwrap();
    let heard = push.changes();
    js("choice = 'denied'");
    message("{ kaipush: 'changed' }");
    heard_soon(&heard, r#"["blocked"]"#, "the worker's message").await;
    let other = "(choice = 'granted', window.other = new BroadcastChannel('kaipush'),
        other.postMessage({ kaipush: 'changed' }))";
    heard_after(&heard, other, r#"["blocked","ready"]"#).await;
    // Messages of the app's own are none of ours.
    let own = "(choice = 'denied', other.postMessage('changed'), other.close())";
    heard_after(&heard, own, r#"["blocked","ready"]"#).await;
}

#[wasm_bindgen_test]
async fn calls_tell_before_they_answer_and_tell_other_pages() {
    let _settings = settings();
    js("(choice = 'default', self.heardByOthers = [], self.other = new BroadcastChannel('kaipush'),
        other.onmessage = ({ data }) => heardByOthers.push(data.kaipush))");
    let allow = "() => { choice = 'granted'; return Promise.resolve(choice); }";
    let _allow = Placed::new("Notification", "requestPermission", allow);
    let push = Push::start().await;
    let heard = push.changes();
    push.state().await.unwrap();
    push.request_permission().await.unwrap();
    assert_eq!(json(&heard), r#"["ready"]"#);
    until(async || js("heardByOthers.length") == 1).await;
    settle().await;
    assert_eq!(js("heardByOthers.length"), 1);

    // What could be reached before it failed is told, too.
    js("choice = 'default'");
    push.state().await.unwrap();
    let no = "() => Promise.reject(new TypeError('no'))";
    let _no = Placed::new("navigator.serviceWorker", "register", no);
    push.subscribe().await.unwrap_err();
    assert_eq!(json(&heard), r#"["ready","ready"]"#);
    until(async || js("heardByOthers.length") == 2).await;
    settle().await;
    assert_eq!(js("heardByOthers.length"), 2);
    assert_eq!(json(&heard), r#"["ready","ready"]"#);
    js("other.close()");
}

#[wasm_bindgen_test]
async fn a_handler_may_throw_or_go() {
    let _settings = settings();
    js("addEventListener('unhandledrejection', (event) => event.preventDefault())");
    let push = Push::start().await;
    push.state().await.unwrap();
    js("self.told = []");
    push.set_onchange(&js("(state) => { told.push(state.kind); throw new Error('own'); }"));
    settle().await;
    let told = js("told").unchecked_into();
    heard_after(&told, "(choice = 'denied', watched.onchange())", r#"["blocked"]"#).await;
    heard_after(&told, "(choice = 'granted', watched.onchange())", r#"["blocked","ready"]"#).await;
    push.set_onchange(&js("null"));
    js("(choice = 'denied', watched.onchange())");
    settle().await;
    assert_eq!(json(&js("told")), r#"["blocked","ready"]"#);
}

/// It comes with all that `state()` gives.
#[wasm_bindgen_test]
async fn the_told_state_is_whole() {
    let _settings = settings();
    let push = Push::start().await;
    js("choice = 'denied'");
    push.set_onchange(&js("(state) => { self.whole = state; }"));
    js("self.whole = null");
    message("{ kaipush: 'changed' }");
    until(async || !js("whole").is_null()).await;
    assert_eq!(json(&js("whole")), json(&push.state().await.unwrap()));
}
