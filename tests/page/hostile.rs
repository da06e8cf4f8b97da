//! Values that fight back. Reading them gives nothing, and nothing else happens.

use kaipush::model::Value;
use kaipush::model::error::Note;
use kaipush::model::message::{Fallback, Message, Payload};
use kaipush::{Js, Launch, Notification};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::js;

/// Objects on which one access or another throws.
const HOSTILE: &[&str] = &[
    "new Proxy({}, new Proxy({}, { get() { throw new Error('trap'); } }))",
    "new Proxy([], new Proxy({}, { get() { throw new Error('trap'); } }))",
    "new Proxy(function () {}, new Proxy({}, { get() { throw new Error('trap'); } }))",
    "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()",
    "(() => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy; })()",
    "Object.defineProperty([], 0, { get() { throw 1; } })",
    "new Proxy([], { get: (list, name) => (name === 'length' ? 'many' : undefined) })",
];

#[wasm_bindgen_test]
fn nothing_comes_of_any_access() {
    for source in HOSTILE {
        let hostile = Js(js(source));
        assert!(hostile.get("title").is_none(), "{source}");
        assert!(hostile.as_text().is_none(), "{source}");
        assert!(hostile.as_number().is_none(), "{source}");
        assert!(hostile.as_flag().is_none(), "{source}");
        assert!(hostile.as_list().is_none(), "{source}");
        // Either answer is right, as long as there is one.
        let _ = hostile.is_object();
    }
}

#[wasm_bindgen_test]
fn a_throwing_getter_hides_itself_only() {
    let object = Js(js("{ get title() { throw new TypeError('no'); }, body: 'here' }"));
    assert_eq!(object.text("title"), None);
    assert_eq!(object.text("body").as_deref(), Some("here"));
}

#[wasm_bindgen_test]
fn a_notification_of_hostile_members_keeps_its_title() {
    for source in HOSTILE {
        let payload = js(&format!(
            "{{ title: 'Still here', actions: {source}, mozbehavior: {source}, vibrate: {source},
                body: {source}, silent: {source} }}"
        ));
        let (notification, warnings) = Notification::read(&Js(payload), "");
        assert_eq!(notification.text("title"), Some("Still here"), "{source}");
        assert!(notification.actions.is_empty(), "{source}");
        assert_eq!(notification.text("body"), None, "{source}");
        assert!(warnings.iter().any(|w| w.note == Note::FieldWrong && w.about == "body"));
    }
}

#[wasm_bindgen_test]
fn a_hostile_payload_becomes_the_apps_own_texts() {
    let texts = Fallback { title: "Inbox".into(), body: "Something is new".into() };
    for source in HOSTILE {
        let (message, _) = Message::read(Payload::Json(Js(js(source))), &texts);
        assert_eq!(message.notification.text("title"), Some("Inbox"), "{source}");
        assert_eq!(message.notification.text("body"), Some("Something is new"), "{source}");
        assert!(Launch::read(&Js(js(source))).is_none(), "{source}");
    }
}
