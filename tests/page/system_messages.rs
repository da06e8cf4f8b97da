//! Subscribing to system messages, on a stand-in for KaiOS 3's manager.

use kaipush::model::error::Code;
use kaipush::model::system_message::names;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member};
use crate::core::Push;

/// A phone whose manager answers this; `asked` keeps the names.
fn phone(answer: &str) -> [Placed; 2] {
    js("window.asked = []");
    let manager = format!("{{ subscribe(name) {{ asked.push(name); return {answer}; }} }}");
    let registration =
        format!("() => Promise.resolve({{ active: {{}}, systemMessageManager: {manager} }})");
    [
        Placed::new("ServiceWorkerRegistration.prototype", "systemMessageManager", "{}"),
        Placed::new("navigator.serviceWorker", "register", &registration),
    ]
}

async fn subscribe(name: &JsValue) -> Result<JsValue, JsValue> {
    let push = Push::start().await;
    push.system_messages().subscribe(name).await
}

/// The error's code, and whether its text says this.
async fn fails(name: &str, code: Code, says: &str) {
    let error = subscribe(&name.into()).await.unwrap_err();
    assert_eq!(member(&error, "code"), code.as_str());
    let text = member(&error, "message").as_string().unwrap();
    assert!(text.contains(says), "{text}");
}

#[wasm_bindgen_test]
async fn the_system_is_asked() {
    let _phone = phone("Promise.resolve()");
    let _quiet = Placed::new(
        "console",
        "warn",
        "(line) => { if (line.includes('system-message')) window.warned = line; }",
    );
    let _: JsValue = js("delete window.warned");
    for name in names() {
        subscribe(&name.into()).await.unwrap();
    }
    assert_eq!(js("asked.length").as_f64(), Some(names().count() as f64));
    assert!(js("window.warned").is_undefined(), "{:?}", js("window.warned"));
    // A newer system may know more than this crate.
    subscribe(&"brand-new".into()).await.unwrap();
    let warned = js("window.warned").as_string().unwrap();
    assert!(warned.starts_with("kaipush: system-message-unknown: brand-new."), "{warned}");
    assert_eq!(json(&js("asked.slice(-1)")), r#"["brand-new"]"#);
}

#[wasm_bindgen_test]
async fn where_there_is_none_no_worker_is_registered() {
    let _register =
        Placed::new("navigator.serviceWorker", "register", "() => { window.registered = 1; }");
    fails("alarm", Code::NoSystemMessages, "KaiOS 3").await;
    assert!(js("window.registered").is_undefined());
}

#[wasm_bindgen_test]
async fn each_refusal_says_what_to_do() {
    let refuse = |name: &str| format!("Promise.reject(new DOMException('no', '{name}'))");
    {
        let _phone = phone(&refuse("SecurityError"));
        let refused = Code::SystemMessageRefused;
        fails("alarm", refused, "(alarm takes the permission alarms)").await;
        fails("activity", refused, "(activity)").await;
        fails("push", refused, "(push is no name of a system message that kaipush knows)").await;
        let error = subscribe(&"alarm".into()).await.unwrap_err();
        assert_eq!(member(&member(&error, "cause"), "name"), "SecurityError");
    }
    {
        let _phone = phone(&refuse("NotAllowedError"));
        fails("alarm", Code::SystemMessageTaken, "root of this origin").await;
    }
    let _phone = phone(&refuse("AbortError"));
    fails("alarm", Code::SystemMessageFailed, "AbortError: no").await;
}

#[wasm_bindgen_test]
async fn nonsense_and_throwing_managers_reject() {
    let _phone = phone("(() => { throw new Error('broken'); })()");
    fails("alarm", Code::SystemMessageFailed, "broken").await;
    for name in ["undefined", "3", "{}"] {
        let error = subscribe(&js(name)).await.unwrap_err();
        assert_eq!(member(&error, "code"), Code::ConfigWrong.as_str(), "{name}");
    }
}
