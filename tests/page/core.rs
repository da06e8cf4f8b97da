//! The page's core as JavaScript sees it.

use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::common::{js, settled};

// Without this line the linker drops the crate and its exports.
use kaipush as _;

#[wasm_bindgen(module = "/tests/page/core.js")]
extern "C" {
    async fn fresh() -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// The exports of a core.
    pub type Core;
    #[wasm_bindgen(method)]
    pub fn begin(this: &Core, early: &Array);
    #[wasm_bindgen(method, catch, js_name = urlB64ToUint8Array)]
    pub fn decode(this: &Core, text: &JsValue) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(method, getter, js_name = Push)]
    fn class(this: &Core) -> Class;

    type Class;
    #[wasm_bindgen(method, catch)]
    fn create(this: &Class, config: &JsValue) -> Result<Push, JsValue>;

    /// `push.systemMessages`.
    pub type SystemMessages;
    #[wasm_bindgen(method, catch)]
    pub async fn subscribe(this: &SystemMessages, name: &JsValue) -> Result<JsValue, JsValue>;

    /// The page's one object.
    #[derive(Clone, Debug)]
    pub type Push;
    #[wasm_bindgen(method, getter)]
    pub fn platform(this: &Push) -> JsValue;
    #[wasm_bindgen(method, catch)]
    pub async fn state(this: &Push) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    pub async fn request_permission(this: &Push) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub async fn postpone(this: &Push) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub async fn subscribe(this: &Push) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn history(this: &Push) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub async fn notify(
        this: &Push,
        title: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, js_name = systemMessages)]
    pub fn system_messages(this: &Push) -> SystemMessages;
    #[wasm_bindgen(method, catch)]
    pub async fn unsubscribe(this: &Push) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub async fn set(this: &Push, name: &JsValue, value: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, setter)]
    pub fn set_onrequest(this: &Push, handler: &JsValue);
    #[wasm_bindgen(method, setter)]
    pub fn set_ondelivery(this: &Push, handler: &JsValue);
    #[wasm_bindgen(method, setter)]
    pub fn set_onlaunch(this: &Push, handler: &JsValue);
    #[wasm_bindgen(method, setter)]
    pub fn set_onchange(this: &Push, handler: &JsValue);
    #[wasm_bindgen(method, setter)]
    pub fn set_onreceived(this: &Push, handler: &JsValue);
    #[wasm_bindgen(method, setter)]
    pub fn set_onmessage(this: &Push, handler: &JsValue);
    #[wasm_bindgen(method, setter)]
    pub fn set_onforeground(this: &Push, handler: &JsValue);
}

impl Core {
    /// A core that has seen nothing yet.
    pub async fn start() -> Self {
        fresh().await.unchecked_into()
    }

    /// `Push.create`, the configuration by its source.
    pub fn create(&self, config: &str) -> Result<Push, JsValue> {
        self.class().create(&js(config))
    }
}

impl Push {
    /// The object of an app that was opened anew.
    pub async fn start() -> Self {
        Core::start().await.create("{ worker: '/sw.js' }").unwrap()
    }

    /// All launches from here on, those that wait included.
    pub fn launches(&self) -> Array {
        let heard = Array::new();
        let gather: Function = js("(list) => (launch) => list.push(launch)").unchecked_into();
        self.set_onlaunch(&gather.call1(&JsValue::UNDEFINED, &heard).unwrap());
        heard
    }

    /// The kinds of all states that are told from here on.
    pub fn changes(&self) -> Array {
        let heard = Array::new();
        let gather: Function = js("(list) => (state) => list.push(state.kind)").unchecked_into();
        self.set_onchange(&gather.call1(&JsValue::UNDEFINED, &heard).unwrap());
        heard
    }

    /// What the app can list as launched.
    pub async fn launched(&self) -> Array {
        crate::common::member(&self.history().await.unwrap(), "launched").unchecked_into()
    }
}

/// A message from the worker, as the page's service worker container gives it.
pub fn message(data: &str) {
    js(&format!(
        "navigator.serviceWorker.dispatchEvent(new MessageEvent('message', {{ data: {data} }}))"
    ));
}

/// The worker's message for a click.
pub fn click(id: &str) {
    message(&format!(
        "{{ kaipush: 'launch', launch: {{ id: '{id}', action: '', title: 'About {id}' }} }}"
    ));
}

/// The members of that name, in the list's order.
pub fn each(list: &Array, name: &str) -> Vec<String> {
    list.iter().map(|item| crate::common::member(&item, name).as_string().unwrap()).collect()
}

/// Whatever JavaScript has put off until now has run.
pub async fn later() {
    settled(js("new Promise((resolve) => setTimeout(resolve))")).await.unwrap();
}
