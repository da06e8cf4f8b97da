//! One at a time: what changes the subscription in a page, or counts notifications in a worker, waits for
//! its turn.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// Resolves when whoever came last is done. The whole page's or worker's.
    static LAST: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// The turn of whoever holds it; over when dropped.
pub(crate) struct Turn(Option<Function>);

/// Waits until everybody who came before is done. A user who presses Enter twice must not subscribe
/// twice: the second would undo the first, and the server would keep the wrong address. Of pushes that
/// come at once the second must count the first.
pub(crate) async fn turn() -> Turn {
    let mut done = None;
    let mine = Promise::new(&mut |resolve, _| done = Some(resolve));
    let before = LAST.replace(Some(mine));
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
