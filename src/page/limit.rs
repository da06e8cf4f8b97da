//! A time limit on a promise: on KaiOS some never settle.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// What became of a promise with a time limit.
pub(crate) enum Limited {
    /// It settled.
    Settled(Result<JsValue, JsValue>),
    /// It did not.
    TooLate,
}

/// A promise did not settle in time.
#[derive(Debug)]
pub(crate) struct TooLate;

impl Limited {
    /// How it settled, if it did.
    pub(crate) fn in_time(self) -> Result<Result<JsValue, JsValue>, TooLate> {
        match self {
            Limited::Settled(settled) => Ok(settled),
            Limited::TooLate => Err(TooLate),
        }
    }
}

/// Waits for a promise, but not longer than `milliseconds`.
pub(crate) async fn within(promise: &Promise, milliseconds: u32) -> Limited {
    // A value of our own, so that no value of the promise can be taken for it.
    let bell = JsValue::from(js_sys::Object::new());
    let mut timer = None;
    let timeout = Promise::new(&mut |resolve, _| {
        let bell = bell.clone();
        timer = Some(Timeout::new(milliseconds, move || {
            let _ = resolve.call1(&JsValue::UNDEFINED, &bell);
        }));
    });
    let first = JsFuture::from(Promise::race(&Array::of2(promise, &timeout))).await;
    // Dropped only here: a dropped timeout never rings.
    drop(timer);
    match first {
        Ok(value) if value == bell => Limited::TooLate,
        settled => Limited::Settled(settled),
    }
}
