//! A promise as a future.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Promise;
use wasm_bindgen::prelude::*;

type Settled = Result<JsValue, JsValue>;
type Callback = Closure<dyn FnMut(JsValue)>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Promise)]
    type Thenable;
    #[wasm_bindgen(method)]
    fn then(this: &Thenable, resolved: &Callback, rejected: &Callback) -> JsValue;
}

/// Waits for a promise.
pub(crate) struct JsFuture(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    settled: Option<Settled>,
    waits: Option<Waker>,
    /// One of them is called, once; then both go.
    callbacks: Option<[Callback; 2]>,
}

impl From<Promise> for JsFuture {
    fn from(promise: Promise) -> Self {
        let state = Rc::new(RefCell::new(State::default()));
        let callback = |outcome: fn(JsValue) -> Settled| {
            let state = state.clone();
            Closure::new(move |value| settle(&state, outcome(value)))
        };
        let callbacks = [callback(Ok), callback(Err)];
        promise.unchecked_into::<Thenable>().then(&callbacks[0], &callbacks[1]);
        state.borrow_mut().callbacks = Some(callbacks);
        Self(state)
    }
}

fn settle(state: &RefCell<State>, settled: Settled) {
    let (callbacks, waits) = {
        let mut state = state.borrow_mut();
        state.settled = Some(settled);
        (state.callbacks.take(), state.waits.take())
    };
    drop(callbacks);
    if let Some(waits) = waits {
        waits.wake();
    }
}

impl Future for JsFuture {
    type Output = Settled;

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<Settled> {
        let mut state = self.0.borrow_mut();
        match state.settled.take() {
            Some(settled) => Poll::Ready(settled),
            None => {
                state.waits = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
