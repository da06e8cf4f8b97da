//! What is done about a lost subscription where there is little to go by; the rest needs a real push
//! service and is the end-to-end tests' matter.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, storage};
use crate::core::Worker;

/// Counts who asks for the push service.
const MANAGER: &str = "{
    getSubscription: async () => { self.asked = 'asked'; return null; },
    subscribe: async () => { self.asked = 'subscribed'; throw new Error('no'); },
}";

#[wasm_bindgen_test]
async fn what_no_page_has_made_is_left_alone() {
    let _manager = Placed::new("registration", "pushManager", MANAGER);
    js("self.asked = ''");
    Worker::new("{}").await.change().await.unwrap();
    assert_eq!(js("self.asked"), "");
}

#[wasm_bindgen_test]
async fn without_a_storage_nothing_fails() {
    let _off = storage("self", "null").await;
    // Without a storage the core keeps in memory what another test has left to be sent.
    let _server = Placed::new("self", "fetch", "async () => new Response('')");
    let worker = Worker::poor("{}").await;
    worker.change().await.unwrap();
    worker.replay().await.unwrap();
    assert_eq!(worker.warnings(), r#"["store-failed subscription"]"#);
}

/// No page was here, so there is nobody to tell and nothing to tell.
#[wasm_bindgen_test]
async fn without_a_page_nothing_is_sent() {
    let _server = Placed::new("self", "fetch", "() => { self.asked = 'sent'; }");
    js("self.asked = ''");
    Worker::new("{}").await.replay().await.unwrap();
    assert_eq!(js("self.asked"), "");
}
