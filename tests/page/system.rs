//! System messages of KaiOS 2.5, on a stand-in for `mozSetMessageHandler`.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member};
use crate::core::{Push, each, later};

/// Keeps the handlers; `told(name, message)` is the system.
fn phone() -> [Placed; 2] {
    js("window.handlers = {}");
    js("window.told = (name, message) => handlers[name](message)");
    let set = "(name, handler) => { handlers[name] = handler; }";
    // Launching brings a running app to front; nothing else does.
    let apps = "{ getSelf() {
        const request = {};
        setTimeout(() => {
            request.result = { manifest: {}, launch() { window.fronted = true; } };
            request.onsuccess();
        });
        return request;
    } }";
    [
        Placed::new("navigator", "mozSetMessageHandler", set),
        Placed::new("navigator", "mozApps", apps),
    ]
}

#[wasm_bindgen_test]
async fn open_app_brings_the_workers_launch() {
    let _phone = phone();
    let push = Push::start().await;
    js(
        r#"told('serviceworker-notification', { msg: '{"kaipush":1,"id":"opened","action":"reply","title":"T","data":[1]}' })"#,
    );
    let heard = push.launches();
    assert_eq!(each(&heard, "id"), ["opened"]);
    assert_eq!(each(&heard, "via"), ["openapp"]);
    assert_eq!(json(&member(&heard.get(0), "data")), "[1]");
}

#[wasm_bindgen_test]
async fn an_apps_own_message_is_handed_on() {
    let _phone = phone();
    let push = Push::start().await;
    js("told('serviceworker-notification', { msg: 'inbox/7' })");
    js("told('serviceworker-notification', { msg: '' })");
    js("told('serviceworker-notification', {})");
    // Also one that looks like ours but for the marker, and twice.
    js(r#"told('serviceworker-notification', { msg: '{"id":"42","action":"open"}' })"#);
    js(r#"told('serviceworker-notification', { msg: '{"id":"42","action":"open"}' })"#);
    let heard = push.launches();
    assert_eq!(heard.length(), 3, "an empty message says nothing");
    assert_eq!(member(&heard.get(0), "data"), "inbox/7");
    assert_eq!(member(&heard.get(2), "data"), r#"{"id":"42","action":"open"}"#);
}

#[wasm_bindgen_test]
async fn a_click_on_a_dead_pages_notification_is_a_launch() {
    let _phone = phone();
    let push = Push::start().await;
    js("told('notification', { clicked: false, title: 'Closed' })");
    js(
        "told('notification', { clicked: true, title: 'Old', body: 'B', tag: '', data: { kaipush: 1, data: 5 } })",
    );
    // What the app has shown without kaipush has data of its own form.
    js("told('notification', { clicked: true, title: 'Own', data: { chat: 7 } })");
    js("told('notification', { clicked: true, title: 'Own', data: 'chat-7' })");
    let heard = push.launches();
    assert_eq!(each(&heard, "title"), ["Old", "Own", "Own"]);
    assert_eq!(each(&heard, "via"), ["notification"; 3]);
    assert_eq!(member(&heard.get(0), "data"), 5);
    assert!(member(&heard.get(0), "tag").is_undefined());
    assert_eq!(json(&member(&heard.get(1), "data")), r#"{"chat":7}"#);
    assert_eq!(member(&heard.get(2), "data"), "chat-7");
}

#[wasm_bindgen_test]
async fn a_hidden_app_comes_to_front() {
    let _phone = phone();
    let push = Push::start().await;
    let _heard = push.launches();
    js("window.fronted = false");
    js("told('serviceworker-notification', { msg: 'seen' })");
    later().await;
    assert_eq!(js("fronted"), false, "it is in front already");
    let _hidden = Placed::new("document", "visibilityState", "'hidden'");
    js("told('notification', { clicked: false, title: 'Dismissed' })");
    later().await;
    later().await;
    assert_eq!(js("fronted"), false, "who dismisses a notification wants no app");
    js("told('serviceworker-notification', { msg: 'hidden' })");
    later().await;
    later().await;
    assert_eq!(js("fronted"), true);
}

/// 2.5 throws where the manifest does not declare the message.
#[wasm_bindgen_test]
async fn an_undeclared_message_does_not_stop_the_page() {
    let refusing = "() => { throw new Error('not declared'); }";
    let _refusing = Placed::new("navigator", "mozSetMessageHandler", refusing);
    assert_eq!(member(&Push::start().await.platform(), "appType"), "page");
}
