//! `ServiceWorkerRegistration` with what `web-sys` lacks.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A registration as KaiOS has it (`dom/webidl/ServiceWorkerRegistration.webidl`).
    pub type KaiRegistration;

    /// KaiOS 3 and 4.
    #[wasm_bindgen(method, getter, js_name = systemMessageManager)]
    pub fn system_message_manager(this: &KaiRegistration) -> Option<SystemMessageManager>;

    /// KaiOS 3 and 4 (`dom/webidl/SystemMessageManager.webidl`).
    pub type SystemMessageManager;
    /// Has the worker called for every message of this name.
    #[wasm_bindgen(method, catch)]
    pub fn subscribe(this: &SystemMessageManager, name: &str) -> Result<Promise, JsValue>;
}
