//! What is done about a lost subscription where there is little to go by; the rest needs a real push
//! service and is the end-to-end tests' matter.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, forget, js, json, left, slow_storage, storage};
use crate::core::{Worker, notification};

/// Counts who asks for the push service.
const MANAGER: &str = "{
    getSubscription: async () => { self.asked = 'asked'; return null; },
    subscribe: async () => { self.asked = 'subscribed'; throw new Error('no'); },
}";

/// A page's subscription that is lost.
const LOST: &str = "{ id: 'subscription', endpoint: 'https://push.example/1', key: 'AAAA' }";

#[wasm_bindgen_test]
async fn what_no_page_has_made_is_left_alone() {
    let _manager = Placed::new("registration", "pushManager", MANAGER);
    js("self.asked = ''");
    Worker::new("{}").await.change().await.unwrap();
    assert_eq!(js("self.asked"), "");
}

/// A page that dies while it renews has taken it for four times its timeout, 80 s by default; the event ends
/// after 30. Here 20 of them pass at once.
#[wasm_bindgen_test]
async fn a_page_that_died_is_not_waited_for_until_the_event_ends() {
    let worker = Worker::new("{}").await;
    let dying = "{ id: 'config', timeout: 20000 }, { id: 'renewal', until: Date.now() + 80000 }";
    left("state", &format!("[{LOST}, {dying}]")).await;
    let _manager = Placed::new("registration", "pushManager", MANAGER);
    js("self.asked = '', self.realNow = Date.now, self.skipped = 0");
    let _clock = Placed::new("Date", "now", "() => realNow.call(Date) + skipped");
    js("setTimeout(() => { self.early = self.asked; self.skipped = 20000; }, 500)");
    let begun = js("realNow.call(Date)").as_f64().unwrap();
    worker.change().await.unwrap_err();
    assert_eq!((js("self.early"), js("self.asked")), ("".into(), "subscribed".into()));
    let took = js("realNow.call(Date)").as_f64().unwrap() - begun;
    assert!(took < 20_000.0, "{took} ms");
    forget().await;
}

/// The loss is told once, and a phone that comes back to the network has none for a moment.
#[wasm_bindgen_test]
async fn what_fails_at_first_is_tried_again() {
    let worker = Worker::new("{}").await;
    left("state", &format!("[{LOST}]")).await;
    let manager = "{
        getSubscription: async () => null,
        subscribe: async () => { if (++self.tries < 2) throw new Error('offline'); return null; },
    }";
    let _manager = Placed::new("registration", "pushManager", manager);
    js("self.tries = 0");
    worker.change().await.unwrap();
    assert_eq!(js("self.tries"), 2);
    forget().await;
}

/// A phone that has just started is busy, and that is when subscriptions are found to be lost.
#[wasm_bindgen_test]
async fn a_slow_storage_is_waited_for() {
    left("state", &format!("[{LOST}, {{ id: 'config', timeout: 1000 }}]")).await;
    let manager = MANAGER.replace("throw new Error('no')", "return null");
    let _manager = Placed::new("registration", "pushManager", &manager);
    js("self.asked = ''");
    let slow = slow_storage(4_000);
    let worker = Worker::poor("{}").await;
    let changed = worker.change().await;
    assert_eq!(js("self.asked"), "subscribed", "{changed:?} {}", worker.warnings());
    drop(slow);
    forget().await;
}

#[wasm_bindgen_test]
async fn without_a_storage_nothing_fails() {
    let _off = storage("self", "null").await;
    // Without a storage the core keeps in memory what another test has left to be sent.
    let _server = Placed::new("self", "fetch", "async () => new Response('')");
    let worker = Worker::poor("{}").await;
    worker.change().await.unwrap();
    worker.replay().await.unwrap();
    assert_eq!(worker.warnings(), r#"["renew-failed IndexedDB does not answer"]"#);
}

/// No page was here, so there is nobody to tell and nothing to tell.
#[wasm_bindgen_test]
async fn without_a_page_nothing_is_sent() {
    let _server = Placed::new("self", "fetch", "() => { self.asked = 'sent'; }");
    js("self.asked = ''");
    let worker = Worker::new("{}").await;
    worker.push("'News'").await.unwrap();
    worker.close(&notification("news", "{ data: { kaipush: 'news' } }").await).await.unwrap();
    worker.replay().await.unwrap();
    assert_eq!(js("self.asked"), "");
}

/// What the worker has told the server is another state for a page that is open.
#[wasm_bindgen_test]
async fn pages_hear_what_became_of_a_report() {
    let waits = "[{ id: 'report', kind: 'subscription', name: '', to: 'https://app.example/report',
        endpoint: 'https://push.example/9', olds: [], body: '{}', tries: 0, denied: 0, refused: 0, made: 1,
        lease: 0, due: 0, held: 0 }]";
    left("outbox", waits).await;
    js("self.told = []");
    let page = "() => Promise.resolve([{ url: registration.scope, frameType: 'top-level',
        postMessage: ({ kaipush }) => self.told.push(kaipush) }])";
    let _page = Placed::new("clients", "matchAll", page);
    let _server =
        Placed::new("self", "fetch", "() => Promise.resolve(new Response('', { status: 201 }))");
    Worker::poor("{}").await.replay().await.unwrap();
    assert_eq!(json(&js("self.told")), r#"["changed"]"#);
    forget().await;
}
