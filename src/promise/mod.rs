//! Promises as futures, and futures as promises.
//!
//! `wasm_bindgen_futures` has both; in the small worker's core its queue, its tasks and its closures
//! weigh 2 kB more. The two sets work together: whoever waits is woken by a [`std::task::Waker`].

mod future;
mod task;

pub(crate) use future::JsFuture;
use js_sys::Promise;
use task::Work;
use wasm_bindgen::JsValue;

/// Starts the work and gives its promise. Boxed, so that there is one copy of the executor's code.
pub(crate) fn promise(work: Work) -> Promise {
    let mut work = Some(work);
    Promise::new(&mut |resolve, reject| {
        if let Some(work) = work.take() {
            task::start(work, resolve, reject);
        }
    })
}

/// What was begun; where that threw, a promise that is rejected with it.
pub(crate) fn begun(begun: Result<Promise, JsValue>) -> Promise {
    begun.unwrap_or_else(|thrown| Promise::reject(&thrown))
}

/// Starts work that nobody waits for.
#[cfg(feature = "page")]
pub(crate) fn in_background(work: std::pin::Pin<Box<dyn Future<Output = ()>>>) {
    let _ = promise(Box::pin(async {
        work.await;
        Ok(JsValue::UNDEFINED)
    }));
}
