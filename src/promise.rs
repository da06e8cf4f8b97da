//! Promises as futures, and futures as promises.

use std::future::Future;
use std::pin::Pin;

use js_sys::Promise;
use wasm_bindgen::JsValue;

/// Work that several others wait for: each holds a pointer to it. A future by its own name would be held
/// and dropped piece by piece in everybody's own.
pub(crate) type Work<T> = Pin<Box<dyn Future<Output = T>>>;

/// Work of which one event in many has need, or only in its end. It is called by a pointer, so that it is a
/// function of its own: an engine that runs JavaScript compiles a function whole when it is first called.
#[cfg(feature = "worker")]
pub(crate) type Aside<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Starts the work and gives its promise. Boxed, so that there is one copy of the executor's code:
/// else it is inlined twice for every type of future.
pub(crate) fn promise(work: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>) -> Promise {
    wasm_bindgen_futures::future_to_promise(work)
}

/// What was begun; where that threw, a promise that is rejected with it.
pub(crate) fn begun(begun: Result<Promise, JsValue>) -> Promise {
    begun.unwrap_or_else(|thrown| Promise::reject(&thrown))
}

/// Starts work that nobody waits for; the same one copy.
#[cfg(feature = "page")]
pub(crate) fn in_background(work: Pin<Box<dyn Future<Output = ()>>>) {
    let _ = promise(Box::pin(async {
        work.await;
        Ok(JsValue::UNDEFINED)
    }));
}
