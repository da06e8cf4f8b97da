//! Work under way.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

/// What is to be done.
pub(super) type Work = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Promise)]
    type Thenable;
    #[wasm_bindgen(method)]
    fn then(this: &Thenable, callback: &JsValue) -> JsValue;
}

thread_local! {
    /// Those that wait; who is at work is not among them.
    static WAITING: RefCell<Vec<Task>> = const { RefCell::new(Vec::new()) };
    static LAST: Cell<u32> = const { Cell::new(0) };
}

struct Task {
    number: u32,
    work: Work,
    resolve: Function,
    reject: Function,
}

/// Wakes the task of this number. As far as the compiler knows that may be done in another thread,
/// into which no task could go.
struct Number(u32);

impl Wake for Number {
    fn wake(self: Arc<Self>) {
        soon(self.0);
    }
}

/// Starts the work; one of the two functions is called with what comes of it.
pub(super) fn start(work: Work, resolve: Function, reject: Function) {
    let number = LAST.get().wrapping_add(1);
    LAST.set(number);
    WAITING.with_borrow_mut(|waiting| waiting.push(Task { number, work, resolve, reject }));
    soon(number);
}

/// Goes on with a task when all that runs now has come to its end. Not by `queueMicrotask`, which
/// 2.5 has not.
fn soon(number: u32) {
    let callback = Closure::once_into_js(move |_: JsValue| run(number));
    Promise::resolve(&JsValue::UNDEFINED).unchecked_into::<Thenable>().then(&callback);
}

fn run(number: u32) {
    let found = WAITING.with_borrow_mut(|waiting| {
        let at = waiting.iter().position(|task| task.number == number)?;
        Some(waiting.swap_remove(at))
    });
    // It may have been done in the meantime.
    let Some(mut task) = found else { return };
    let waker = Waker::from(Arc::new(Number(number)));
    match task.work.as_mut().poll(&mut Context::from_waker(&waker)) {
        Poll::Pending => WAITING.with_borrow_mut(|waiting| waiting.push(task)),
        Poll::Ready(settled) => {
            let (settle, value) = match settled {
                Ok(value) => (task.resolve, value),
                Err(error) => (task.reject, error),
            };
            // It never throws.
            let _ = settle.call1(&JsValue::UNDEFINED, &value);
        }
    }
}
