//! Launches that wait in storage, where the worker has put them.

use js_sys::Array;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member, pass, settled, until};
use crate::core::{Push, click, each};

/// A start of the page makes the shelves.
async fn shelves() {
    Push::start().await.state().await.unwrap();
}

/// Puts a launch there, so many seconds old.
async fn kept(id: &str, seconds: u32) {
    let write = format!(
        "new Promise((resolve, reject) => {{
            const opening = indexedDB.open('kaipush');
            opening.onerror = reject;
            opening.onsuccess = () => {{
                const transaction = opening.result.transaction('state', 'readwrite');
                transaction.objectStore('state').put({{
                    id: 'launch {id}', at: Date.now() - {seconds} * 1000,
                    launch: {{ id: '{id}', action: 'reply', title: 'About {id}', data: {{ n: 1 }} }} }});
                transaction.oncomplete = () => {{ opening.result.close(); resolve(); }};
            }};
        }})"
    );
    settled(js(&write)).await.unwrap();
}

/// The messages of system and worker go first.
async fn looked() {
    pass(900).await;
}

/// Something has come.
async fn came(heard: &Array) {
    until(async || heard.length() > 0).await;
}

#[wasm_bindgen_test]
async fn it_is_delivered_once_though_no_message_came() {
    shelves().await;
    kept("waited", 5).await;
    let push = Push::start().await;
    let heard = push.launches();
    came(&heard).await;
    assert_eq!(each(&heard, "id"), ["waited"]);
    assert_eq!(each(&heard, "via"), ["storage"]);
    assert_eq!(member(&heard.get(0), "action"), "reply");
    click("waited");
    assert_eq!(heard.length(), 1, "the message comes late");
    let again = Push::start().await.launches();
    looked().await;
    assert_eq!(again.length(), 0, "after a reload");
}

#[wasm_bindgen_test]
async fn what_came_by_message_is_not_delivered_again() {
    shelves().await;
    kept("both", 5).await;
    let push = Push::start().await;
    let heard = push.launches();
    click("both");
    looked().await;
    assert_eq!(each(&heard, "via"), ["message"]);
}

#[wasm_bindgen_test]
async fn what_is_old_is_forgotten() {
    shelves().await;
    kept("old", 61).await;
    let heard = Push::start().await.launches();
    looked().await;
    assert_eq!(heard.length(), 0);
}

/// Gecko 48 takes any object for `capture`.
const CAPTURES: &str = "(add => function (type, listener, options) {
    return add.call(this, type, listener, !!options);
})(EventTarget.prototype.addEventListener)";

/// Keys move the focus, and each look costs a phone's time.
#[wasm_bindgen_test]
async fn the_focus_of_an_element_is_no_return() {
    let captures = Placed::new("EventTarget.prototype", "addEventListener", CAPTURES);
    let push = Push::start().await;
    drop(captures);
    push.state().await.unwrap();
    let heard = push.launches();
    pass(3_500).await;
    kept("in focus", 1).await;
    js("document.body.dispatchEvent(new FocusEvent('focus'))");
    looked().await;
    assert_eq!(heard.length(), 0, "an element's");
    js("window.dispatchEvent(new FocusEvent('focus'))");
    came(&heard).await;
    assert_eq!(each(&heard, "id"), ["in focus"]);
}

/// The modes of the transactions that are begun with the shelf of launches.
const MODES: &str = "(begin => function (shelf, mode) {
    if (shelf === 'state') self.modes.push(mode);
    return begin.apply(this, arguments);
})(IDBDatabase.prototype.transaction)";

#[wasm_bindgen_test]
async fn where_nothing_waits_it_is_only_read() {
    shelves().await;
    let push = Push::start().await;
    push.state().await.unwrap();
    pass(3_500).await;
    js("self.modes = []");
    let _modes = Placed::new("IDBDatabase.prototype", "transaction", MODES);
    js("window.dispatchEvent(new FocusEvent('focus'))");
    looked().await;
    let modes = json(&js("[...new Set(self.modes)]"));
    assert_eq!(modes, r#"["readonly"]"#);
}

#[wasm_bindgen_test]
async fn who_comes_back_finds_it() {
    let push = Push::start().await;
    push.state().await.unwrap();
    let heard = push.launches();
    pass(3_500).await;
    kept("behind", 1).await;
    js("document.dispatchEvent(new Event('visibilitychange'))");
    came(&heard).await;
    assert_eq!(each(&heard, "id"), ["behind"]);
}
