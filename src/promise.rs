//! Promises as futures, and futures as promises.

use std::future::Future;
use std::mem::ManuallyDrop;
use std::pin::Pin;
use std::task::{Context, Poll};

use js_sys::Promise;
use wasm_bindgen::JsValue;

/// Work behind a pointer. A future by its own name is a part of whoever waits for it: held and dropped piece by
/// piece in each of several, and in the way of every event where one in many has need of it, or only its end,
/// for an engine that runs JavaScript compiles a function whole when it is first called.
pub(crate) type Work<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Starts the work and gives its promise.
pub(crate) fn promise(work: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    started(whole(work))
}

/// Not for every type of work, or there was a copy of the executor's code for each.
fn started(work: Work<'static, Result<JsValue, JsValue>>) -> Promise {
    wasm_bindgen_futures::future_to_promise(work)
}

/// What was begun; where that threw, a promise that is rejected with it.
pub(crate) fn begun(begun: Result<Promise, JsValue>) -> Promise {
    begun.unwrap_or_else(|thrown| Promise::reject(&thrown))
}

/// What a function gives, or promises; where it throws, a promise that is rejected with that.
#[cfg(any(all(feature = "page", feature = "js"), all(feature = "worker", feature = "outbox")))]
pub(crate) fn called(function: &js_sys::Function, argument: &JsValue) -> Promise {
    begun(function.call1(&JsValue::UNDEFINED, argument).map(|given| Promise::resolve(&given)))
}

/// Starts work that nobody waits for.
#[cfg(feature = "page")]
pub(crate) fn in_background(work: impl Future<Output = ()> + 'static) {
    let work = whole(work);
    let _ = promise(async {
        work.await;
        Ok(JsValue::UNDEFINED)
    });
}

/// Work that nobody gives up: a promise's, or a part of that. Not for what an app waits for in Rust, which may
/// drop it half done and with it somebody's turn.
pub(crate) fn whole<'a, T>(work: impl Future<Output = T> + 'a) -> Work<'a, T> {
    Box::pin(Whole(ManuallyDrop::new(work)))
}

/// An `async` block or function that is not dropped. When it is done nothing is left in it, and the code to drop
/// it half done, another list of things at each of its steps, is one byte in forty of a worker.
struct Whole<F>(ManuallyDrop<F>);

impl<F: Future> Future for Whole<F> {
    type Output = F::Output;

    #[allow(unsafe_code)]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        // SAFETY: the future is pinned as its only owner is, and nothing else reaches it. If it was given up
        // half done, its memory would go without its drop: it would leak what it holds, and nothing of what
        // kaipush waits for knows its address.
        let work = unsafe { self.map_unchecked_mut(|whole| &mut *whole.0) };
        work.poll(context)
    }
}
