//! When the app may put its own question, across starts of the app.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member, settled, until};
use crate::core::{Core, Push};

/// A user who has not been asked, and a phone on which the app was never started.
fn unasked() -> Placed {
    forget();
    Placed::new("Notification", "permission", "'default'")
}

fn forget() {
    js("[localStorage.removeItem('kaipush.asked'), sessionStorage.removeItem('kaipush.visit')]");
}

/// The app is closed and started again.
async fn started(config: &str) -> Push {
    js("sessionStorage.removeItem('kaipush.visit')");
    reloaded(config).await
}

async fn reloaded(config: &str) -> Push {
    Core::start().await.create(&format!("{{ worker: '/sw.js', {config} }}")).unwrap()
}

async fn ask(push: &Push) -> JsValue {
    member(&push.state().await.unwrap(), "ask")
}

/// The clock so many days from now.
fn later(days: u32) -> Placed {
    Placed::new("Date", "now", &format!("((now) => () => now + {days} * 864e5)(Date.now())"))
}

#[wasm_bindgen_test]
async fn starts_count_and_reloads_do_not() {
    let _unasked = unasked();
    let rule = "ask: { visits: 2 }";
    assert_eq!(ask(&started(rule).await).await, false);
    assert_eq!(ask(&reloaded(rule).await).await, false);
    assert_eq!(ask(&started(rule).await).await, true);
    assert_eq!(ask(&started("ask: { after: 3600 }").await).await, false);
    let _later = later(1);
    assert_eq!(ask(&started("ask: { after: 3600 }").await).await, true);
    forget();
}

/// Who leaves the app open need not start it again.
#[wasm_bindgen_test]
async fn a_moment_that_comes_while_the_app_is_open_is_told() {
    let _unasked = unasked();
    let push = started("ask: { after: 3 }").await;
    assert_eq!(ask(&push).await, false);
    let heard = js("self.moments = []");
    push.set_onchange(&js("(state) => { moments.push(state.ask); }"));
    until(async || json(&heard) != "[]").await;
    assert_eq!(json(&heard), "[true]");
    push.set_onchange(&JsValue::NULL);
    forget();
}

#[wasm_bindgen_test]
async fn not_now_holds_for_days() {
    let _unasked = unasked();
    let push = started("").await;
    assert_eq!(ask(&push).await, true);
    let state = push.postpone().await.unwrap();
    assert_eq!(member(&state, "kind"), "needs-permission");
    assert_eq!(member(&state, "ask"), false);
    assert_eq!(ask(&started("").await).await, false);
    {
        let _later = later(8);
        let push = started("").await;
        assert_eq!(ask(&push).await, true);
        assert_eq!(member(&push.postpone().await.unwrap(), "ask"), false);
    }
    let _later = later(20);
    assert_eq!(ask(&started("").await).await, false, "30 days after the second time");
    assert_eq!(ask(&started("ask: { again: [1, 1] }").await).await, true);
    forget();
}

/// A list and a chat may be open side by side.
#[wasm_bindgen_test]
async fn not_now_holds_in_every_open_page() {
    let _unasked = unasked();
    let (first, second) = (started("").await, reloaded("").await);
    assert_eq!(ask(&second).await, true);
    first.postpone().await.unwrap();
    assert_eq!(ask(&second).await, false);
    {
        let _later = later(8);
        second.postpone().await.unwrap();
    }
    let _later = later(20);
    assert_eq!(ask(&first).await, false, "30 days after the second time");
    forget();
}

#[wasm_bindgen_test]
async fn a_dialog_closed_without_an_answer_is_a_not_now() {
    let _unasked = unasked();
    let answer = |milliseconds: u32| {
        let source =
            format!("() => new Promise((answer) => setTimeout(answer, {milliseconds}, 'default'))");
        Placed::new("Notification", "requestPermission", &source)
    };
    {
        // Nobody has seen a dialog that was closed so quickly.
        let _refused = answer(0);
        let state = started("").await.request_permission().await.unwrap();
        assert_eq!(member(&state, "ask"), true);
    }
    let _closed = answer(400);
    let push = started("").await;
    assert_eq!(member(&push.request_permission().await.unwrap(), "ask"), false);
    assert_eq!(ask(&started("").await).await, false);
    forget();
}

/// The system's question, answered so after so many milliseconds; how often it was put is in `self.put`.
fn answering(answer: &str, milliseconds: u32) -> Placed {
    js("self.put = 0");
    let source = format!(
        "() => {{ self.put += 1;
            return new Promise((answer) => setTimeout(answer, {milliseconds}, '{answer}')); }}"
    );
    Placed::new("Notification", "requestPermission", &source)
}

/// A key press, whose promise is waited for later.
fn pressed(push: &Push, name: &str) -> JsValue {
    member(push, name).unchecked_into::<Function>().call0(push).unwrap()
}

/// Keys bounce, and two places of an app may ask at the same time.
#[wasm_bindgen_test]
async fn two_key_presses_put_one_question_which_is_answered_once() {
    let _unasked = unasked();
    let push = started("").await;
    {
        let _closed = answering("default", 400);
        let presses = ["requestPermission", "subscribe", "requestPermission"];
        for answer in presses.map(|name| pressed(&push, name)) {
            assert_eq!(member(&settled(answer).await.unwrap(), "ask"), false);
        }
        assert_eq!(js("self.put"), 1);
    }
    {
        let _later = later(8);
        assert_eq!(ask(&push).await, true, "30 days only after a second time");
    }
    let _closed = answering("default", 0);
    push.request_permission().await.unwrap();
    assert_eq!(js("self.put"), 1, "once answered it can be put again");
    forget();
}

/// The dialog is still open then; nobody has said "not now".
#[wasm_bindgen_test]
async fn a_question_without_an_answer_is_no_not_now() {
    let _unasked = unasked();
    let push = started("").await;
    let short = "((set) => (work, milliseconds, ...rest) =>
        set(work, milliseconds === 60000 ? 400 : milliseconds, ...rest))(window.setTimeout)";
    let _short = Placed::new("window", "setTimeout", short);
    let _open = answering("default", 5_000);
    assert_eq!(member(&push.request_permission().await.unwrap(), "ask"), true);
    forget();
}

/// KaiOS: "allow" without "remember".
#[wasm_bindgen_test]
async fn a_yes_that_the_system_does_not_keep_is_a_yes_for_now() {
    crate::common::forget().await;
    let _unasked = unasked();
    let push = started("").await;
    let _yes = answering("granted", 400);
    assert_eq!(member(&push.request_permission().await.unwrap(), "ask"), true);
    let no = "() => Promise.reject(new TypeError('as far as it comes'))";
    let _no = Placed::new("navigator.serviceWorker", "register", no);
    let thrown = push.subscribe().await.unwrap_err();
    assert_eq!(member(&thrown, "code"), "worker-register-failed");
    forget();
}

/// The system asks once, and a yes would be of no use.
#[wasm_bindgen_test]
async fn where_push_can_not_work_to_subscribe_asks_nobody() {
    let _unasked = unasked();
    let _yes = answering("default", 0);
    let unsupported = async |push: &Push, code: &str| {
        assert_eq!(member(&push.subscribe().await.unwrap(), "code"), code);
        assert_eq!(js("self.put"), 0, "{code}");
    };
    {
        let _hidden = Placed::new("window", "PushManager", "undefined");
        unsupported(&started("").await, "no-push").await;
    }
    {
        let _hidden = Placed::new("navigator", "serviceWorker", "undefined");
        unsupported(&started("").await, "no-service-worker").await;
    }
    let app = "{ getSelf() {
        const request = { result: { manifest: { permissions: { serviceworker: {} } } } };
        setTimeout(() => request.onsuccess());
        return request;
    } }";
    let _app = Placed::new("navigator", "mozApps", app);
    let push = started("").await;
    push.state().await.unwrap();
    unsupported(&push, "push-permission-missing").await;
    forget();
}

/// Settings may say "ask" again; the user's no is remembered all the same.
#[wasm_bindgen_test]
async fn a_refusal_is_remembered() {
    let _unasked = unasked();
    let push = started("").await;
    {
        let no = "() => { window.denied = 1; return Promise.resolve('denied'); }";
        let _no = Placed::new("Notification", "requestPermission", no);
        // Put back when it is dropped, whatever is defined over it.
        let _answered = Placed::new("Notification", "permission", "'default'");
        let permission =
            "{ get: () => (window.denied ? 'denied' : 'default'), configurable: true }";
        js(&format!("Object.defineProperty(Notification, 'permission', {permission})"));
        let state = push.request_permission().await.unwrap();
        assert_eq!(member(&state, "kind"), "blocked");
        let _: JsValue = js("delete window.denied");
    }
    assert_eq!(ask(&started("").await).await, false);
    let _later = later(7);
    assert_eq!(ask(&started("").await).await, true);
    forget();
}

#[wasm_bindgen_test]
async fn without_a_storage_memory_serves() {
    let _unasked = unasked();
    let _local = Placed::throwing("window", "localStorage");
    let _session = Placed::throwing("window", "sessionStorage");
    let push = reloaded("").await;
    assert_eq!(ask(&push).await, true);
    assert_eq!(ask(&reloaded("ask: { visits: 2 }").await).await, false);
    assert_eq!(member(&push.postpone().await.unwrap(), "ask"), false);
    assert_eq!(ask(&push).await, false, "as long as the page lives");
    assert_eq!(ask(&reloaded("").await).await, true);
}
