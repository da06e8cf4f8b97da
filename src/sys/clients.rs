//! `Clients` with KaiOS' extensions.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `Clients` of a KaiOS worker (`dom/webidl/Clients.webidl`).
    pub type KaiClients;

    /// `openApp`, where it exists: KaiOS 2.5 only. For the feature test.
    #[wasm_bindgen(method, getter, js_name = openApp)]
    pub fn open_app_function(this: &KaiClients) -> Option<Function>;

    /// KaiOS 2.5: opens the app whose `manifest.webapp` lies at the worker's scope, and delivers
    /// `options.msg` as the system message `serviceworker-notification`.
    ///
    /// Takes a dictionary; `msg` must be a string. Rejects outside of a click, and in a content
    /// process; resolves even when no page listens.
    #[wasm_bindgen(method, catch, js_name = openApp)]
    pub fn open_app(this: &KaiClients, options: &JsValue) -> Result<Promise, JsValue>;

    /// `openWindow` with KaiOS 3's `{disposition}`; other systems ignore the second argument.
    #[wasm_bindgen(method, catch, js_name = openWindow)]
    pub fn open_window(this: &KaiClients, url: &str, options: &JsValue)
    -> Result<Promise, JsValue>;
}
