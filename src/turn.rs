//! One at a time, in a page or a worker.

use std::cell::RefCell;
use std::thread::LocalKey;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Resolves when whoever came last is done: a `thread_local`, the whole page's or worker's.
pub(crate) type Queue = RefCell<Option<Promise>>;

/// The turn of whoever holds it; over when dropped.
pub(crate) struct Turn(Option<Function>);

/// Waits until everybody who came before is done.
pub(crate) async fn turn(queue: &'static LocalKey<Queue>) -> Turn {
    let mut done = None;
    let mine = Promise::new(&mut |resolve, _| done = Some(resolve));
    let before = queue.replace(Some(mine));
    let turn = Turn(done);
    if let Some(before) = before {
        let _ = JsFuture::from(before).await;
    }
    turn
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(done) = &self.0 {
            let _ = done.call0(&JsValue::UNDEFINED);
        }
    }
}
