//! A launch also waits in storage, in case no message arrives.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, member, settled, storage};
use crate::core::{Worker, notification};

const MARKED: &str = "{ data: { kaipush: 1, data: { n: 1 }, actions: { help: { url: 'https://help.example/faq' } } } }";

/// The records of launches, and none of them from here on.
async fn taken() -> Array {
    let take = "new Promise((resolve, reject) => {
        const opening = indexedDB.open('kaipush');
        opening.onerror = reject;
        opening.onsuccess = () => {
            const transaction = opening.result.transaction('state', 'readwrite');
            const state = transaction.objectStore('state');
            let found;
            state.getAll().onsuccess = ({ target }) => {
                found = target.result.filter(({ id }) => id.startsWith('launch '));
                found.forEach(({ id }) => state.delete(id));
            };
            transaction.oncomplete = () => { opening.result.close(); resolve(found); };
        };
    })";
    settled(js(take)).await.unwrap().unchecked_into()
}

/// Opens the app as a phone does; says in `order` when.
fn opener() -> [Placed; 2] {
    js("[self.order = [], self.opened = undefined, self.put = IDBObjectStore.prototype.put]");
    [
        Placed::new(
            "clients",
            "openApp",
            "(...args) => { self.opened = args; order.push('openApp'); return Promise.resolve(); }",
        ),
        Placed::new(
            "IDBObjectStore.prototype",
            "put",
            // Other facts may be written at any time.
            "function (value) {
                if (String(value.id).startsWith('launch ')) order.push('launch');
                return self.put.call(this, value);
            }",
        ),
    ]
}

async fn clicked(worker: &Worker, action: &str) -> Result<JsValue, JsValue> {
    worker.click(&notification("kept", MARKED).await, action).await
}

/// The right to open is lost by waiting.
#[wasm_bindgen_test]
async fn it_is_written_once_the_app_is_being_opened() {
    clicked(&Worker::new("{}").await, "").await.unwrap();
    taken().await;
    let worker = Worker::new("{}").await;
    {
        let _opener = opener();
        clicked(&worker, "reply").await.unwrap();
        // `focus` was called before both: it fails here, as no user has clicked.
        assert_eq!(worker.warnings(), r#"["open-failed focus"]"#);
    }
    let waiting = taken().await;
    assert_eq!(waiting.length(), 1);
    let launch = member(&waiting.get(0), "launch");
    assert_eq!(member(&launch, "id"), js("JSON.parse(opened[0].msg).id"));
    assert_eq!(member(&launch, "action"), "reply");
    assert_eq!(member(&member(&launch, "data"), "n"), 1);
    assert!(member(&waiting.get(0), "at").as_f64().unwrap() > 1.6e12);
}

#[wasm_bindgen_test]
async fn nothing_is_written_before_the_first_way_is_taken() {
    let _nobody = Placed::new("clients", "matchAll", "() => Promise.resolve([])");
    let _opener = opener();
    clicked(&Worker::new("{}").await, "").await.unwrap();
    assert_eq!(js("order.join()"), "openApp,launch");
    drop(_opener);
    taken().await;
}

#[wasm_bindgen_test]
async fn five_wait_at_most() {
    let _opener = opener();
    let worker = Worker::new("{}").await;
    for _ in 0..7 {
        clicked(&worker, "").await.unwrap();
    }
    let newest = js("JSON.parse(opened[0].msg).id");
    let waiting = taken().await;
    assert_eq!(waiting.length(), 5);
    assert!(waiting.iter().any(|one| member(&member(&one, "launch"), "id") == newest));
}

/// The app is open; that nothing waits in storage does not make it a failure.
#[wasm_bindgen_test]
async fn a_storage_that_hangs_or_refuses_is_only_told() {
    for odd in ["{ open: () => ({}) }", "{ open() { throw new Error('no'); } }", "undefined"] {
        let worker = Worker::poor("{}").await;
        let _opener = opener();
        let _odd = storage("self", odd).await;
        clicked(&worker, "").await.unwrap();
        assert!(worker.warnings().contains("store-failed launch"), "{odd}: {}", worker.warnings());
    }
}

/// Another origin's page is none of the app's launches.
#[wasm_bindgen_test]
async fn a_foreign_window_leaves_nothing() {
    clicked(&Worker::new("{}").await, "").await.unwrap();
    taken().await;
    let open = "() => Promise.resolve(null)";
    let _window = Placed::new("clients", "openWindow", open);
    let worker = Worker::new("{ allow: ['https://help.example'] }").await;
    clicked(&worker, "help").await.unwrap();
    assert_eq!(taken().await.length(), 0);
}
