//! Promises as futures, and futures as promises.

use std::future::Future;
use std::pin::Pin;

use js_sys::Promise;
use wasm_bindgen::JsValue;

/// Work behind a pointer. A future by its own name is a part of whoever waits for it: held and dropped piece by
/// piece in each of several, and in the way of every event where one in many has need of it, or only its end,
/// for an engine that runs JavaScript compiles a function whole when it is first called.
pub(crate) type Work<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Starts the work and gives its promise. Boxed, so that there is one copy of the executor's code:
/// else it is inlined twice for every type of future.
pub(crate) fn promise(work: Work<'static, Result<JsValue, JsValue>>) -> Promise {
    wasm_bindgen_futures::future_to_promise(work)
}

/// What was begun; where that threw, a promise that is rejected with it.
pub(crate) fn begun(begun: Result<Promise, JsValue>) -> Promise {
    begun.unwrap_or_else(|thrown| Promise::reject(&thrown))
}

/// Starts work that nobody waits for; the same one copy.
#[cfg(feature = "page")]
pub(crate) fn in_background(work: Work<'static, ()>) {
    let _ = promise(Box::pin(async {
        work.await;
        Ok(JsValue::UNDEFINED)
    }));
}
