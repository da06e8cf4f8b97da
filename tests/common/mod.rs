//! What the tests of page and worker share.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::panic;
use std::sync::Once;

use js_sys::{Function, Promise, Reflect};
use kaipush::model::error::{Code, Problem};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/tests/common/place.js")]
extern "C" {
    fn place(target: &JsValue, name: &str, value: &JsValue) -> Function;
    fn trap(target: &JsValue, name: &str) -> Function;
    fn restore();
}

/// A value, by its JavaScript source.
pub fn js(source: &str) -> JsValue {
    let value = js_sys::eval(&["(", source, ")"].concat());
    value.unwrap_or_else(|thrown| panic!("{source}: {thrown:?}"))
}

/// A value as JSON; `undefined` has none.
pub fn json(value: &JsValue) -> String {
    js_sys::JSON::stringify(value).unwrap().as_string().unwrap_or_default()
}

/// A member, `undefined` where there is none.
pub fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

/// The names of an object's own members that show.
pub fn names(object: &JsValue) -> String {
    json(&js_sys::Object::keys(object.unchecked_ref::<js_sys::Object>()))
}

/// Waits for a promise that JavaScript gave as a plain value.
pub async fn settled(promise: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(promise.unchecked_into::<Promise>()).await
}

/// Lets this much time pass.
pub async fn pass(milliseconds: u32) {
    let promise = js(&format!("new Promise((resolve) => setTimeout(resolve, {milliseconds}))"));
    settled(promise).await.unwrap();
}

/// Waits until this is so, for ten seconds at most: a busy machine takes its time. The assertion behind it says
/// whether it is.
pub async fn until(is_so: impl AsyncFn() -> bool) {
    for _ in 0..200 {
        if is_so().await {
            return;
        }
        pass(50).await;
    }
}

/// What a page that catches an error of ours can rely on.
pub fn assert_thrown(thrown: &JsValue, code: Code, detail: &str) {
    assert!(thrown.is_instance_of::<js_sys::Error>(), "no Error: {thrown:?}");
    let message = Problem::with(code, detail).to_string();
    assert_eq!(member(thrown, "message"), message, "{thrown:?}");
    assert_eq!(member(thrown, "name"), "KaipushError");
    assert_eq!(member(thrown, "code"), code.as_str());
    assert_eq!(member(thrown, "retryable"), code.retryable());
}

/// A panic in wasm drops nothing: the tests behind one that fails would have its members, and fail as well.
fn restored_by_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            restore();
            hook(about);
        }));
    });
}

/// A member that is not the browser's own, for as long as this lives, or until a test panics.
pub struct Placed(Function);

impl Placed {
    /// `Placed::new("navigator", "b2g", "{}")`: object and value by their source.
    pub fn new(target: &str, name: &str, value: &str) -> Self {
        restored_by_panics();
        Self(place(&js(target), name, &js(value)))
    }

    /// A member that throws whenever it is read.
    pub fn throwing(target: &str, name: &str) -> Self {
        restored_by_panics();
        Self(trap(&js(target), name))
    }
}

impl Drop for Placed {
    fn drop(&mut self) {
        self.0.call0(&JsValue::UNDEFINED).unwrap();
    }
}

/// Deletes what is in the storage, and ends everybody's connection to it.
pub async fn forget() {
    let gone = "new Promise((resolve, reject) => {
        const gone = indexedDB.deleteDatabase('kaipush');
        gone.onsuccess = resolve;
        gone.onblocked = gone.onerror = reject;
    })";
    settled(js(gone)).await.expect("connections close when they are asked to");
}

/// Another storage than the browser's, also for who is connected to that.
pub async fn storage(target: &str, value: &str) -> Placed {
    forget().await;
    Placed::new(target, "indexedDB", value)
}

/// The browser's storage, which lets nobody connect until so many milliseconds have passed.
pub fn slow_storage(milliseconds: u32) -> Placed {
    js(&format!("self.quick = self.indexedDB, self.awake = Date.now() + {milliseconds}"));
    let open = "{ open: (...asked) => {
            const late = {};
            const open = () => {
                const opening = quick.open(...asked);
                for (const name of ['onupgradeneeded', 'onsuccess', 'onerror'])
                    opening[name] = event => {
                        try { late.result = opening.result; } catch (refused) { late.error = refused; }
                        if (late[name]) late[name](event);
                    };
            };
            setTimeout(open, awake - Date.now());
            return late;
        } }";
    Placed::new("self", "indexedDB", open)
}

/// A storage with these records on one shelf, as somebody else has left them; nobody is connected to it.
pub async fn left(shelf: &str, records: &str) {
    forget().await;
    let put = format!(
        "new Promise((resolve, reject) => {{
            const opening = indexedDB.open('kaipush', 2);
            opening.onupgradeneeded = () => {{
                opening.result.createObjectStore('log', {{ autoIncrement: true }});
                for (const name of ['state', 'outbox'])
                    opening.result.createObjectStore(name, {{ keyPath: 'id' }});
            }};
            opening.onerror = reject;
            opening.onsuccess = () => {{
                const transaction = opening.result.transaction('{shelf}', 'readwrite');
                for (const record of {records}) transaction.objectStore('{shelf}').put(record);
                transaction.oncomplete = () => resolve(opening.result.close());
                transaction.onabort = reject;
            }};
        }})"
    );
    settled(js(&put)).await.expect("the storage takes what was left");
}
