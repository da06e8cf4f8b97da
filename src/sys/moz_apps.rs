//! `navigator.mozApps` of KaiOS 2.5.

use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `navigator.mozApps` (KaiOS 2.5).
    pub type MozApps;
    /// Asks for the app that runs this page.
    #[wasm_bindgen(method, catch, js_name = getSelf)]
    pub fn get_self(this: &MozApps) -> Result<DomRequest, JsValue>;

    /// What 2.5 has instead of promises.
    pub type DomRequest;
    /// The answer, once it is there: a [`MozApp`], or `null` in a plain page.
    #[wasm_bindgen(method, getter)]
    pub fn result(this: &DomRequest) -> JsValue;
    /// Called with the answer.
    #[wasm_bindgen(method, setter)]
    pub fn set_onsuccess(this: &DomRequest, callback: &Function);
    /// Called on failure.
    #[wasm_bindgen(method, setter)]
    pub fn set_onerror(this: &DomRequest, callback: &Function);

    /// An installed app.
    pub type MozApp;
    /// Its manifest, parsed.
    #[wasm_bindgen(method, getter)]
    pub fn manifest(this: &MozApp) -> JsValue;
    /// The manifest's address.
    #[wasm_bindgen(method, getter, js_name = manifestURL)]
    pub fn manifest_url(this: &MozApp) -> JsValue;
    /// Brings it to front.
    #[wasm_bindgen(method, catch)]
    pub fn launch(this: &MozApp) -> Result<JsValue, JsValue>;
}
