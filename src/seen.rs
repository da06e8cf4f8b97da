//! What can be seen of the system from page and worker alike.

use kaipush_model::Value;
use kaipush_model::platform::Evidence;
use wasm_bindgen::prelude::*;

use crate::foreign::Js;

#[wasm_bindgen]
extern "C" {
    /// `self` itself. js-sys looks for it under four names and remembers it, for half a kilobyte.
    #[wasm_bindgen(js_namespace = self, js_name = valueOf)]
    pub(crate) fn global_object() -> JsValue;
}

/// The evidence that both contexts have; each adds what only it can see.
///
/// Globals are read by name, never through `window()`: the same code runs in the worker.
pub(crate) fn evidence() -> Evidence {
    let location = global("location");
    let part = |name| location.as_ref().and_then(|l| l.text(name)).unwrap_or_default();
    Evidence {
        user_agent: global("navigator").and_then(|n| n.text("userAgent")).unwrap_or_default(),
        protocol: part("protocol"),
        host: part("hostname"),
        ..Evidence::default()
    }
}

/// A global by name; `None` where the platform has none.
pub(crate) fn global(name: &str) -> Option<Js> {
    Js(global_object()).get(name)
}

/// A name unlike any other's, for a launch, an operation, a notification or an event; without a counter in memory,
/// for 2.5 may run two instances of a worker. Written by JavaScript: Rust's formatting of floats weighs 14 kB.
pub(crate) fn new_id() -> String {
    let half = || Js(js_sys::Math::random().into()).to_json();
    half() + &half()
}
