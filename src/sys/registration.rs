//! `ServiceWorkerRegistration` with what `web-sys` lacks.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A registration as KaiOS has it (`dom/webidl/ServiceWorkerRegistration.webidl`).
    pub type KaiRegistration;

    /// The notifications that are shown, filtered: `{tag}`.
    #[wasm_bindgen(method, catch, js_name = getNotifications)]
    pub fn get_notifications(this: &KaiRegistration, filter: &JsValue) -> Result<Promise, JsValue>;
}
