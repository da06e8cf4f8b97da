//! What a start mends, as far as a page without a push service can tell.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, forget, js, json, pass};
use crate::core::Push;

/// What an earlier start of the app remembers.
fn remembered(record: &str) {
    js(&format!("localStorage.setItem('kaipush.subscription', '{record}')"));
}

/// The app's registration, whose subscription is this.
fn registered(subscription: &str) -> Placed {
    let registration = format!(
        "() => Promise.resolve({{ scope: location.origin + '/', active: {{}},
            update: () => Promise.resolve(),
            pushManager: {{ getSubscription: () => Promise.resolve({subscription}) }} }})"
    );
    Placed::new("navigator.serviceWorker", "getRegistration", &registration)
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
    pass(300).await;
    js("(other.close(), localStorage.removeItem('kaipush.subscription'))");
    forget().await;
    assert_eq!(json(&js("heardByOthers")), r#"["changed"]"#);
}

/// The user may have blocked the app in Settings since.
#[wasm_bindgen_test]
async fn what_the_user_has_ended_is_ended_without_the_permission_too() {
    forget().await;
    remembered(r#"{"endpoint":"https://push.example/1","leaving":true}"#);
    js("self.ended = 0");
    let _blocked = Placed::new("Notification", "permission", "'denied'");
    let _registered = registered(
        "{ endpoint: 'https://push.example/1', toJSON: () =>
            ({ endpoint: 'https://push.example/1', keys: { auth: 'AA', p256dh: 'BB' } }),
            unsubscribe: () => { self.ended += 1; return Promise.resolve(true); } }",
    );
    let push = Push::start().await;
    push.state().await.unwrap();
    pass(300).await;
    let left = js("localStorage.getItem('kaipush.subscription')");
    js("localStorage.removeItem('kaipush.subscription')");
    forget().await;
    assert_eq!(js("self.ended"), 1);
    assert!(left.is_null(), "{left:?}");
}
