//! A time limit on a promise: on KaiOS some never settle.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    // By name, not by `window()`: the worker waits, too.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &JsValue, milliseconds: u32, argument: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// What became of a promise with a time limit.
pub(crate) enum Limited {
    /// It settled.
    Settled(Result<JsValue, JsValue>),
    /// It did not.
    TooLate,
}

/// A promise did not settle in time.
#[cfg(feature = "page")]
#[derive(Debug)]
pub(crate) struct TooLate;

impl Limited {
    /// How it settled, if it did.
    #[cfg(feature = "page")]
    pub(crate) fn in_time(self) -> Result<Result<JsValue, JsValue>, TooLate> {
        match self {
            Limited::Settled(settled) => Ok(settled),
            Limited::TooLate => Err(TooLate),
        }
    }

    /// How it settled; rejected where it did not.
    #[cfg(feature = "outbox")]
    pub(crate) fn or_rejected(self) -> Result<JsValue, JsValue> {
        match self {
            Limited::Settled(settled) => settled,
            Limited::TooLate => Err("no answer in time".into()),
        }
    }
}

/// Lets so many milliseconds pass.
pub(crate) async fn pause(milliseconds: u32) {
    let timeout = Promise::new(&mut |resolve, _| {
        set_timeout(&resolve, milliseconds, &JsValue::UNDEFINED);
    });
    let _ = JsFuture::from(timeout).await;
}

/// Waits for a promise, but not longer than `milliseconds`.
pub(crate) async fn within(promise: &Promise, milliseconds: u32) -> Limited {
    // A value of our own, so that no value of the promise can be taken for it.
    let bell = JsValue::from(js_sys::Object::new());
    let mut timer = JsValue::UNDEFINED;
    let timeout =
        Promise::new(&mut |resolve, _| timer = set_timeout(&resolve, milliseconds, &bell));
    let first = JsFuture::from(Promise::race(&Array::of2(promise, &timeout))).await;
    clear_timeout(&timer);
    match first {
        Ok(value) if value == bell => Limited::TooLate,
        settled => Limited::Settled(settled),
    }
}
