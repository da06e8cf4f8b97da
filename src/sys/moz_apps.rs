//! `navigator.mozApps` of KaiOS 2.5.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An installed app, as `navigator.mozApps.getSelf()` gives it (`dom/webidl/Apps.webidl`).
    pub type MozApp;
    /// Brings it to front.
    #[wasm_bindgen(method, catch)]
    pub fn launch(this: &MozApp) -> Result<JsValue, JsValue>;
}
