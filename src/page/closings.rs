//! Notifications that the page's code closes.

use std::cell::RefCell;

use js_sys::{Array, Function, Proxy, Reflect};
use kaipush_model::{Sink, Value};
use wasm_bindgen::prelude::*;

use crate::foreign::Js;
use crate::{apart, closing, seen};

thread_local! {
    /// Those that were closed before there was a `Push`, and with it a place to write them down.
    static EARLY: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// There is one now.
pub(crate) fn placed() {
    for name in EARLY.take() {
        drop(closing::note(name, false));
    }
}

/// Has each `close()` of a notification that the worker has shown written down, so that the worker
/// does not take it for the user's doing. The event does not tell the two apart.
pub(crate) fn watch() {
    let prototype = seen::global("Notification").and_then(|known| known.get("prototype"));
    let Some(prototype) = prototype else { return };
    let Some(close) = prototype.get("close").filter(|close| close.0.is_function()) else { return };
    // Once a page, however many cores start in it.
    if close.get("kaipush").is_some() {
        return;
    }
    close.set_flag("kaipush", true);
    let noted = Closure::<dyn Fn(Function, JsValue, Array) -> Result<JsValue, JsValue>>::new(
        |close: Function, notification: JsValue, arguments: Array| {
            if let Some(name) = closing::name_of(&Js(notification.clone())) {
                if apart::is_set() {
                    drop(closing::note(name, false));
                } else {
                    EARLY.with_borrow_mut(|early| early.push(name));
                }
            }
            Reflect::apply(&close, &notification, &arguments)
        },
    );
    let traps = js_sys::Object::new();
    let set = Reflect::set(&traps, &"apply".into(), &noted.into_js_value());
    if set.is_ok() {
        // Fails where a page has frozen it.
        let _ = Reflect::set(&prototype.0, &"close".into(), &Proxy::new(&close.0, &traps));
    }
}
