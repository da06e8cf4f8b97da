//! One at a time, in a page or a worker.

use std::cell::RefCell;
use std::thread::LocalKey;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Resolves when whoever came last is done: a `thread_local`, the whole page's or worker's.
pub(crate) type Queue = RefCell<Option<Promise>>;

/// The turn of whoever holds it; over when dropped.
pub(crate) struct Turn {
    done: Option<Function>,
    /// Whoever is still at work: who waits no more passes on whom it has waited for.
    before: JsValue,
}

/// Waits until everybody who came before is done.
pub(crate) async fn turn(queue: &'static LocalKey<Queue>) -> Turn {
    line_up(queue).come().await
}

/// Takes a place in the line: whoever comes later waits from now on.
pub(crate) fn line_up(queue: &'static LocalKey<Queue>) -> Turn {
    let mut done = None;
    let mine = Promise::new(&mut |resolve, _| done = Some(resolve));
    let before = queue.replace(Some(mine)).into();
    Turn { done, before }
}

impl Turn {
    /// Waits until everybody who came before is done.
    pub(crate) async fn come(mut self) -> Self {
        if !self.before.is_undefined() {
            let before: Promise = self.before.clone().unchecked_into();
            let _ = JsFuture::from(before).await;
            self.before = JsValue::UNDEFINED;
        }
        self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(done) = &self.done {
            let _ = done.call1(&JsValue::UNDEFINED, &self.before);
        }
    }
}
