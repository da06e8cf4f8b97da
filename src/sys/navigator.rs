//! `navigator`, in page and worker.

use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `navigator` with KaiOS' extensions.
    pub type Navigator;

    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    static NAVIGATOR: Option<Navigator>;

    /// `mozSetMessageHandler`, where it exists. For the feature test.
    #[wasm_bindgen(method, getter, js_name = mozSetMessageHandler)]
    pub fn message_handler_function(this: &Navigator) -> Option<Function>;
    /// KaiOS 2.5: handles a system message; pending ones are delivered at once.
    #[wasm_bindgen(method, catch, js_name = mozSetMessageHandler)]
    pub fn set_message_handler(
        this: &Navigator,
        name: &str,
        handler: &Function,
    ) -> Result<JsValue, JsValue>;
}

impl Navigator {
    /// The global `navigator`; `None` only where there is no browser.
    pub fn get() -> Option<Self> {
        NAVIGATOR
            .with(|navigator| navigator.as_ref().map(|n| n.unchecked_ref::<Navigator>().clone()))
    }
}

impl Clone for Navigator {
    fn clone(&self) -> Self {
        AsRef::<JsValue>::as_ref(self).clone().unchecked_into()
    }
}
