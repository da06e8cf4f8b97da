//! What a start mends, as far as a page without a push service can tell.

use std::future::Future;
use std::task::{Context, Waker};

use kaipush::model::error::Code;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{EXISTING, registering, registration};
use crate::common::{
    Placed, assert_thrown, forget, js, json, left, member, pass, slow_storage, until,
};
use crate::core::{Core, Push};

const KEY: &str =
    "BF7_KAxbQWoYtHwB7YnL0BlSQ-tvfmWrbp6Z9pUC_8kAdBUDv2QAZ4QScnQjwS982cpV5mqtT6QebWQLP5GpGwM";

/// What an earlier start of the app remembers.
fn remembered(record: &str) {
    js(&format!("localStorage.setItem('kaipush.subscription', '{record}')"));
}

/// The app's registration, whose subscription is this.
fn registered(subscription: &str) -> Placed {
    let manager = format!("{{ getSubscription: () => Promise.resolve({subscription}) }}");
    Placed::new("navigator.serviceWorker", "getRegistration", &registration(&manager))
}

/// It may have ended the old subscription before it failed.
#[wasm_bindgen_test]
async fn a_renewal_that_fails_is_told() {
    forget().await;
    remembered(r#"{"endpoint":"https://push.example/1"}"#);
    js("(self.heardByOthers = [], self.other = new BroadcastChannel('kaipush'),
        other.onmessage = ({ data }) => heardByOthers.push(data.kaipush))");
    let no = "() => Promise.reject(new TypeError('no'))";
    let _no = Placed::new("navigator.serviceWorker", "register", no);
    let _registered = registered("null");
    let push = Push::start().await;
    push.state().await.unwrap();
    until(async || js("heardByOthers.length") != 0).await;
    pass(300).await;
    js("(other.close(), localStorage.removeItem('kaipush.subscription'))");
    forget().await;
    assert_eq!(json(&js("heardByOthers")), r#"["changed"]"#);
}

/// A network that is weak for a moment, while the app stays open.
#[wasm_bindgen_test]
async fn a_renewal_that_fails_is_tried_again() {
    forget().await;
    remembered(r#"{"endpoint":"https://push.example/1"}"#);
    js("self.renewals = 0");
    let no = "() => { self.renewals += 1; return Promise.reject(new TypeError('no')); }";
    let _no = Placed::new("navigator.serviceWorker", "register", no);
    let _registered = registered("null");
    // The wait before the next try, and neither a time limit of kaipush's nor the wait before the one after that.
    let soon = "((wait) => (run, ms) => wait(run, ms >= 16000 && ms <= 32000 && ms % 1000 ? 50 : ms))(setTimeout)";
    let soon = Placed::new("window", "setTimeout", soon);
    let push = Push::start().await;
    push.state().await.unwrap();
    until(async || js("renewals") == 2).await;
    pass(300).await;
    drop(soon);
    js("localStorage.removeItem('kaipush.subscription')");
    forget().await;
    assert_eq!(js("renewals"), 2);
}

/// Another page, or the worker, is at it: two at once would undo each other's.
#[wasm_bindgen_test]
async fn a_renewal_that_somebody_is_at_is_left_to_him() {
    for (end, renewals) in [("Date.now() + 3000", 0), ("Date.now() - 1", 1)] {
        let lost = "{ id: 'subscription', endpoint: 'https://push.example/1' }";
        left("state", &format!("[{lost}, {{ id: 'renewal', until: {end} }}]")).await;
        js("self.renewals = 0");
        let no = "() => { self.renewals += 1; return Promise.reject(new TypeError('no')); }";
        let _no = Placed::new("navigator.serviceWorker", "register", no);
        let _registered = registered("null");
        Push::start().await.state().await.unwrap();
        until(async || js("renewals") == renewals).await;
        pass(300).await;
        let at_once = js("renewals");
        forget().await;
        assert_eq!(at_once, renewals, "{end}");
    }
}

/// The user may have blocked the app in Settings since.
#[wasm_bindgen_test]
async fn what_the_user_has_ended_is_ended_without_the_permission_too() {
    forget().await;
    remembered(r#"{"endpoint":"https://push.example/1","leaving":true}"#);
    js("self.ended = 0");
    let _blocked = Placed::new("Notification", "permission", "'denied'");
    let _registered = registered(EXISTING);
    let push = Push::start().await;
    push.state().await.unwrap();
    until(async || js("self.ended") != 0).await;
    let left = js("localStorage.getItem('kaipush.subscription')");
    js("localStorage.removeItem('kaipush.subscription')");
    forget().await;
    assert_eq!(js("self.ended"), 1);
    assert!(left.is_null(), "{left:?}");
}

/// Gecko rejects where its push service is not up, or can't read its records: nobody knows then what there is.
const UNSEEN: &str = "Promise.reject(new DOMException('no records', 'AbortError'))";

#[wasm_bindgen_test]
async fn what_can_not_be_seen_is_not_taken_for_ended() {
    forget().await;
    remembered(r#"{"endpoint":"https://push.example/1"}"#);
    js("self.ended = 0");
    let unseen = registered(UNSEEN);
    let push = Push::start().await;
    let thrown = push.unsubscribe().await.unwrap_err();
    assert_thrown(&thrown, Code::UnsubscribeFailed, "AbortError: no records");
    assert_eq!(member(&member(&thrown, "cause"), "name"), "AbortError");
    drop(unseen);
    let _registered = registered(EXISTING);
    Push::start().await.state().await.unwrap();
    until(async || js("self.ended") != 0).await;
    forget().await;
    assert_eq!(js("self.ended"), 1, "the next start ends it");
}

/// Nor where it can't say what workers there are; but that a page that is not secure may not ask means that it has
/// none.
#[wasm_bindgen_test]
async fn a_registration_that_can_not_be_seen_is_not_taken_for_none() {
    for (name, code) in [("InvalidStateError", "unsubscribe-failed"), ("SecurityError", "")] {
        forget().await;
        let no = format!("() => Promise.reject(new DOMException('no', '{name}'))");
        let _unseen = Placed::new("navigator.serviceWorker", "getRegistration", &no);
        let push = Push::start().await;
        let ended = push.unsubscribe().await;
        forget().await;
        match ended {
            Ok(_) => assert_eq!(code, "", "{name}"),
            Err(thrown) => {
                assert_eq!(member(&thrown, "code"), code);
                assert_eq!(member(&member(&thrown, "cause"), "name"), name);
            }
        }
    }
}

/// Nor for lost: what a browser had that could not look would have to go first.
#[wasm_bindgen_test]
async fn what_can_not_be_seen_is_not_renewed() {
    forget().await;
    remembered(r#"{"endpoint":"https://push.example/1"}"#);
    js("self.tries = 0");
    let _registered = registering(&format!(
        "{{ getSubscription: () => {UNSEEN},
            subscribe: () => {{ self.tries += 1; return Promise.resolve({EXISTING}); }} }}"
    ));
    let push = Push::start().await;
    push.state().await.unwrap();
    pass(300).await;
    let thrown = push.subscribe().await.unwrap_err();
    forget().await;
    js("localStorage.removeItem('kaipush.subscription')");
    assert_thrown(&thrown, Code::SubscribeFailed, "AbortError: no records");
    assert_eq!(js("self.tries"), 0);
}

/// A storage that says nothing has a page go on with a guess. What it had found before, the page does not know
/// then, and nobody has changed it: not to renew it would be to leave it to a newer page that is not there.
#[wasm_bindgen_test]
async fn what_a_page_takes_for_granted_it_has_not_found() {
    let known = "[{ id: 'subscription', endpoint: 'https://push.example/1', key: 'another' }]";
    left("state", known).await;
    js("self.tries = 0");
    let no = "() => { self.tries += 1; return Promise.reject(new TypeError('no')); }";
    let _no = Placed::new("navigator.serviceWorker", "register", no);
    let _registered = registered(EXISTING);
    let back = async || {
        js("document.dispatchEvent(new Event('visibilitychange'))");
        pass(600).await;
    };
    let silent = Placed::new("window", "indexedDB", "{ open() { throw new Error('no'); } }");
    let core = Core::start().await;
    let push = core.create(&format!("{{ worker: '/sw.js', key: '{KEY}' }}")).unwrap();
    push.state().await.unwrap();
    back().await;
    assert_eq!(js("self.tries"), 0, "nothing is to be renewed");
    drop(silent);
    back().await;
    forget().await;
    assert_eq!(js("self.tries"), 1);
}

/// A phone that has just updated the app is busy, and that is when KaiOS 3 has dropped the subscription.
#[wasm_bindgen_test]
async fn what_a_slow_storage_remembers_is_mended_when_it_answers() {
    left("state", "[{ id: 'subscription', endpoint: 'https://push.example/1' }]").await;
    js("self.tries = 0");
    let no = "() => { self.tries += 1; return Promise.reject(new TypeError('no')); }";
    let _no = Placed::new("navigator.serviceWorker", "register", no);
    let _registered = registered("null");
    let slow = slow_storage(4_000);
    let push = Push::start().await;
    push.state().await.unwrap();
    until(async || js("self.tries") != 0).await;
    drop(slow);
    forget().await;
    assert_eq!(js("self.tries"), 1);
}

/// The last call counts, and the app may be closed before it has its turn: the wish stands in the storage until it is
/// done, whatever the subscription before it writes there.
#[wasm_bindgen_test]
async fn who_unsubscribes_while_it_subscribes_does_so_for_good() {
    // As soon as it was called, while it waits for its turn; and when the browser is asked.
    for (at_once, ended) in [(true, 0), (false, 1)] {
        forget().await;
        js("(self.ended = 0, self.give = self.given = null, self.left = false, self.wishes = [],
            self.put = IDBObjectStore.prototype.put)");
        let _granted = Placed::new("Notification", "permission", "'granted'");
        let _registered = registering(
            "{ getSubscription: () => Promise.resolve(self.given),
                subscribe: () => new Promise(give => { self.give = give; }) }",
        );
        let _put = Placed::new(
            "IDBObjectStore.prototype",
            "put",
            "function (record) {
                if (record.id === 'subscription') self.wishes.push(!!record.leaving);
                return self.put.call(this, record);
            }",
        );
        let push = Push::start().await;
        let (subscribes, unsubscribes) = (push.clone(), push.clone());
        spawn_local(async move { drop(subscribes.subscribe().await) });
        if !at_once {
            until(async || !js("self.give").is_null()).await;
            js(&format!("setTimeout(() => self.give(self.given = {EXISTING}), 300)"));
        }
        spawn_local(async move {
            unsubscribes.unsubscribe().await.unwrap();
            js("self.left = true");
        });
        until(async || js("self.left") == true).await;
        pass(300).await;
        forget().await;
        assert_eq!(js("self.ended"), ended, "{at_once}");
        assert_eq!(js("self.give").is_null(), at_once, "nobody is subscribed first");
        let wishes = json(&js("self.wishes"));
        assert!(wishes.contains("true,true"), "{at_once}: {wishes}");
        assert!(!wishes.contains("true,false"), "{at_once}: {wishes}");
    }
}

/// Also where nothing but the page's own storage is there to remember either.
#[wasm_bindgen_test]
async fn who_subscribes_again_takes_back_that_he_has_unsubscribed() {
    forget().await;
    js(&format!("(self.ended = 0, self.given = {EXISTING})"));
    let _granted = Placed::new("Notification", "permission", "'granted'");
    let _registered = registering(&format!(
        "{{ getSubscription: () => Promise.resolve(self.ended % 2 ? null : self.given),
            subscribe: () => Promise.resolve((self.ended += 1, {EXISTING})) }}"
    ));
    let _off = Placed::new("window", "indexedDB", "{ open() { throw new Error('no'); } }");
    let push = Push::start().await;
    push.state().await.unwrap();
    push.unsubscribe().await.unwrap();
    assert_eq!(js("self.ended"), 1);
    let state = push.subscribe().await.unwrap();
    let kept = js("localStorage.getItem('kaipush.subscription')").as_string().unwrap_or_default();
    js("localStorage.removeItem('kaipush.subscription')");
    assert_eq!(member(&state, "kind"), "subscribed");
    assert!(kept.contains("push.example/1") && !kept.contains("\"leaving\":true"), "{kept}");
}

/// An app in Rust may drop a future, such as one that has a time limit. Whoever comes behind it still waits for
/// the one at work.
#[wasm_bindgen_test]
async fn who_waits_no_more_lets_nobody_in() {
    forget().await;
    js("self.asked = 0");
    let silent = "() => { self.asked += 1; return new Promise(() => 0); }";
    let _silent = Placed::new("navigator.serviceWorker", "getRegistration", silent);
    let config = kaipush::page::Config::new("/sw.js").timeout(2_000);
    let push = kaipush::page::Push::new(config);
    let leaves = || {
        let push = push.clone();
        spawn_local(async move { drop(push.unsubscribe().await) });
    };
    leaves();
    pass(300).await;
    let asked = js("self.asked");
    let mut waits = Box::pin(push.unsubscribe());
    // As far as it comes.
    for _ in 0..10 {
        assert!(waits.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        pass(20).await;
    }
    drop(waits);
    leaves();
    pass(300).await;
    let at_once = js("self.asked");
    // They end before the next test begins.
    pass(4_500).await;
    forget().await;
    assert_eq!(at_once, asked);
}
