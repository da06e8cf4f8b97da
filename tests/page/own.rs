//! The page's own notifications.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member};
use crate::core::{Push, each};

/// The browser's own class, which also remembers what was asked of it and what was made.
const WATCHED: &str = "class extends Notification {
    constructor(title, options) {
        super(title, options);
        window.shown = { title, options, notification: this };
    }
}";

#[wasm_bindgen_test]
async fn it_is_shown_as_the_platform_knows_it() {
    let push = Push::start().await;
    let _watched = Placed::new("window", "Notification", WATCHED);
    let options = js("{ body: 'B', tag: 'own', lang: 'de', dir: 'rtl', data: { n: 1 }, url: '/7',
        title: 'not this one', actions: [{ action: 'a', title: 'A' }], renotify: true,
        mozbehavior: { vibrationPattern: [30, 200, 30] } }");
    push.notify(&"Own".into(), &options).await.unwrap();
    assert_eq!(js("shown.title"), "Own");
    assert_eq!(js("shown.notification.tag"), "own");
    let options = js("shown.options");
    assert!(member(&options, "renotify").is_undefined());
    assert_eq!(json(&member(&options, "vibrate")), "[30,200,30]");

    let _b2g = Placed::new("navigator", "b2g", "{}");
    let options = js("{ vibrate: [30, 200, 30] }");
    push.notify(&"On a phone".into(), &options).await.unwrap();
    assert_eq!(json(&js("shown.options.mozbehavior")), r#"{"vibrationPattern":[30,200,30]}"#);
    assert!(js("shown.options.vibrate").is_undefined());
    js("shown.notification.close()");
}

#[wasm_bindgen_test]
async fn a_click_on_it_is_a_launch() {
    let push = Push::start().await;
    let heard = push.launches();
    let _watched = Placed::new("window", "Notification", WATCHED);
    let options = js("{ body: 'B', data: { chat: 7 } }");
    push.notify(&"Click me".into(), &options).await.unwrap();
    js("shown.notification.dispatchEvent(new Event('click'))");
    assert_eq!(each(&heard, "title"), ["Click me"]);
    assert_eq!(each(&heard, "via"), ["notification"]);
    assert_eq!(each(&heard, "body"), ["B"]);
    assert_eq!(json(&member(&heard.get(0), "data")), r#"{"chat":7}"#);
    js("shown.notification.dispatchEvent(new Event('click'))");
    assert_eq!(heard.length(), 1, "one notification is clicked once");
}

/// What a handler of its own held on to would stay as long as the page, where nobody clicks.
#[wasm_bindgen_test]
async fn what_is_never_clicked_is_held_by_nobody() {
    let push = Push::start().await;
    let heard = push.launches();
    let _watched = Placed::new("window", "Notification", WATCHED);
    push.notify(&"One".into(), &js("{}")).await.unwrap();
    js("self.one = shown.notification");
    push.notify(&"Other".into(), &js("{}")).await.unwrap();
    assert_eq!(js("one.onclick === shown.notification.onclick"), true);
    js("one.dispatchEvent(new Event('click'))");
    js("shown.notification.dispatchEvent(new Event('click'))");
    assert_eq!(each(&heard, "title"), ["One", "Other"]);
    js("delete self.one");
}

#[wasm_bindgen_test]
async fn options_may_be_left_out() {
    let push = Push::start().await;
    let _watched = Placed::new("window", "Notification", WATCHED);
    for options in ["undefined", "null", "7", "[]"] {
        push.notify(&"Bare".into(), &js(options)).await.unwrap();
        let data = js("shown.options");
        assert_eq!(json(&data), r#"{"data":{"kaipush":1}}"#, "{options}");
        js("shown.notification.close()");
    }
    let _: JsValue = js("delete window.shown");
}
