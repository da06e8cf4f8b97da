//! What the app's server has to be told, kept until it is.

use kaipush::model::error::Code;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{
    Placed, assert_thrown, forget, js, json, left, member, pass, settled, slow_storage, storage,
    until,
};
use crate::core::{Core, Push};

const CONFIG: &str = "{ worker: '/sw.js', reportTo: '/report', timeout: 1000 }";

/// An event that waits for this address; `more` says in what it differs.
pub fn event(to: &str, more: &str) -> String {
    format!(
        "{{ id: '{to}', kind: 'event', name: '', to: location.origin + '/{to}', endpoint: '', olds: [],
            body: '{{}}', tries: 0, denied: 0, refused: 0, made: 1, lease: 0, due: 0, held: 0, {more} }}"
    )
}

/// These wait in the outbox, as an earlier page has left them.
pub async fn wait(operations: &[&str]) {
    left("outbox", &format!("[{}]", operations.join(", "))).await;
}

/// What waits: name, value and address of each.
pub async fn waiting() -> String {
    json(&outbox("({ kind, name, body, to }) => [kind, name, body, new URL(to).pathname]").await)
}

/// A list of what this makes of each record of the outbox, in their order.
async fn outbox(each: &str) -> JsValue {
    let read = "new Promise((resolve, reject) => {
        const opening = indexedDB.open('kaipush', 2);
        opening.onerror = reject;
        opening.onsuccess = () => {
            const asked = opening.result.transaction('outbox').objectStore('outbox').getAll();
            asked.onsuccess = () => {
                opening.result.close();
                resolve(asked.result.sort((a, b) => a.made - b.made).map(EACH));
            };
        };
    })";
    settled(js(&read.replace("EACH", each))).await.unwrap()
}

pub async fn push() -> Push {
    Core::start().await.create(CONFIG).unwrap()
}

async fn set(push: &Push, name: &str, value: &str) -> Result<(), JsValue> {
    push.set(&name.into(), &js(value)).await.map(drop)
}

#[wasm_bindgen_test]
async fn a_value_waits_for_a_subscription_and_outlives_the_page() {
    forget().await;
    let first = push().await;
    set(&first, "topics", "['a', 'b']").await.unwrap();
    set(&first, "user", "null").await.unwrap();
    set(&push().await, "topics", "['c']").await.unwrap();
    let expected = r#"[["app","user","null","/report"],["app","topics","[\"c\"]","/report"]]"#;
    assert_eq!(waiting().await, expected);
    forget().await;
    forget().await;
}

#[wasm_bindgen_test]
async fn what_can_not_be_kept_is_said() {
    forget().await;
    let push = push().await;
    for (name, value, field) in
        [("", "1", "name"), ("x", "undefined", "value"), ("x", "() => 1", "value")]
    {
        let thrown = set(&push, name, value).await.unwrap_err();
        assert_thrown(&thrown, Code::ConfigWrong, field);
    }
    let nowhere = Core::start().await.create("{ worker: '/sw.js' }").unwrap();
    let thrown = set(&nowhere, "x", "1").await.unwrap_err();
    assert_thrown(&thrown, Code::ConfigWrong, "reportTo");
    for number in 0..100 {
        set(&push, &number.to_string(), "1").await.unwrap();
    }
    assert_thrown(&set(&push, "one more", "1").await.unwrap_err(), Code::OutboxFull, "");
    set(&push, "99", "2").await.unwrap();
    forget().await;
    forget().await;
}

/// Collects the page's warnings.
pub const LISTEN: &str = "(() => { self.warned = []; return line => self.warned.push(line); })()";

#[wasm_bindgen_test]
async fn without_a_storage_it_works_and_says_so_once() {
    let _off = storage("window", "null").await;
    let _console = Placed::new("console", "warn", LISTEN);
    let push = push().await;
    let said = || js("self.warned.filter(line => line.includes('storage-refused')).length");
    set(&push, "topics", "1").await.unwrap();
    // The pages of earlier tests, which are not closed, say it, too.
    pass(300).await;
    let once = said();
    assert!(once.as_f64() >= Some(1.0), "{:?}", js("self.warned"));
    set(&push, "user", "2").await.unwrap();
    assert_eq!(member(&push.state().await.unwrap(), "kind"), "ready");
    assert_eq!(said(), once);
}

#[wasm_bindgen_test]
async fn what_a_slow_storage_did_not_take_in_time_it_has_in_the_end() {
    forget().await;
    set(&push().await, "before", "1").await.unwrap();
    let silent = Placed::new("window", "indexedDB", "({ open: () => ({}) })");
    let push = push().await;
    set(&push, "meanwhile", "2").await.unwrap();
    drop(silent);
    // Asked once more it answers, some time after those who ask have stopped waiting.
    set(&push, "again", "3").await.unwrap();
    let names = r#"[["app","before","1","/report"],["app","meanwhile","2","/report"],["app","again","3","/report"],["app","after","4","/report"]]"#;
    until(async || {
        set(&push, "after", "4").await.unwrap();
        waiting().await == names
    })
    .await;
    assert_eq!(waiting().await, names);
    // The page starts once more now, and puts down what it has in memory.
    pass(600).await;
    forget().await;
}

/// What it does when it answers at last, nobody waits for any more: it takes out nothing then.
#[wasm_bindgen_test]
async fn what_a_slow_storage_holds_is_told_and_sent_when_it_answers() {
    wait(&[&event("refused", "refused: 400"), &event("waits", "")]).await;
    js("(self.asked = [], self.told = [])");
    let _server = Placed::new(
        "window",
        "fetch",
        "url => { self.asked.push(new URL(url).pathname);
            return Promise.resolve(new Response('')); }",
    );
    let slow = slow_storage(4_000);
    let push = push().await;
    push.set_ondelivery(&js("({ outcome }) => outcome === 'refused' && self.told.push(outcome)"));
    pass(5_000).await;
    // A page of an earlier test may be the one that sends.
    assert_eq!(json(&js("[self.asked, self.told]")), r#"[["/waits"],["refused"]]"#);
    drop(slow);
    assert_eq!(waiting().await, "[]");
    forget().await;
}

/// A server that is back is not met by all phones at once: each waits from half of the time to all of it.
#[wasm_bindgen_test]
async fn the_next_try_is_at_a_random_time() {
    let _down =
        Placed::new("window", "fetch", "() => Promise.resolve(new Response('', { status: 503 }))");
    for (random, seconds) in [("0", 32), ("0.75", 56)] {
        let random = Placed::new("Math", "random", &format!("() => {random}"));
        wait(&[&event("down", "tries: 6")]).await;
        let _push = push().await;
        until(async || json(&outbox("({ tries }) => tries").await) == "[7]").await;
        let left = outbox("({ due }) => (due - Date.now()) / 1000").await;
        drop(random);
        forget().await;
        let left = member(&left, "0").as_f64().unwrap_or_default();
        assert!((left - f64::from(seconds)).abs() <= 4.0, "{left} s, not {seconds}");
    }
}
