//! The worker's core as the shim sees it.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::common::{js, json, member, settled};

#[wasm_bindgen(module = "/tests/worker/core.js")]
extern "C" {
    #[wasm_bindgen(js_name = withRustHandler)]
    fn with_rust_handler() -> Core;
    #[wasm_bindgen(js_name = withoutRustHandler)]
    async fn without_rust_handler() -> JsValue;
    #[wasm_bindgen(js_name = withoutStorage)]
    async fn without_storage() -> JsValue;
}

#[wasm_bindgen(module = "/tests/worker/host.js")]
extern "C" {
    /// The shim.
    pub type Host;
    #[wasm_bindgen(constructor)]
    fn new(settings: &JsValue) -> Host;
}

#[wasm_bindgen]
extern "C" {
    /// The core.
    pub type Core;
    #[wasm_bindgen(method, js_name = push)]
    fn on_push(this: &Core, event: &JsValue, host: &Host) -> Promise;
    #[wasm_bindgen(method, js_name = notificationclick)]
    fn on_click(this: &Core, event: &JsValue, host: &Host) -> Promise;
    #[wasm_bindgen(method, js_name = pushsubscriptionchange)]
    fn on_change(this: &Core, event: &JsValue, host: &Host) -> Promise;
    #[wasm_bindgen(method)]
    pub fn replay(this: &Core, event: &JsValue, host: &Host) -> Promise;
    #[wasm_bindgen(method, js_name = notificationclose)]
    fn on_close(this: &Core, event: &JsValue, host: &Host) -> Promise;
    #[wasm_bindgen(method, js_name = systemmessage)]
    fn on_system_message(this: &Core, event: &JsValue, host: &Host) -> Promise;
    #[wasm_bindgen(method)]
    fn closing(this: &Core, name: &str) -> Promise;
}

/// Forgets the ids of earlier tests' pushes, what a page has set, and what waits for the app's server.
const FORGET: &str = "new Promise((resolve) => {
    if (!self.indexedDB) return resolve();
    const request = indexedDB.open('kaipush');
    request.onsuccess = () => {
        const database = request.result;
        const done = () => resolve(database.close());
        if (!database.objectStoreNames.contains('state')) return done();
        const transaction = database.transaction(['state', 'outbox'], 'readwrite');
        transaction.objectStore('state').delete('pushes');
        transaction.objectStore('state').delete('config');
        transaction.objectStore('outbox').clear();
        transaction.oncomplete = done;
    };
})";

/// A core and a shim with an app's settings.
pub struct Worker {
    pub core: Core,
    pub host: Host,
}

impl Worker {
    /// A worker in JavaScript, its settings by their source.
    pub async fn new(settings: &str) -> Self {
        let core = without_rust_handler().await.unchecked_into();
        settled(js(FORGET)).await.unwrap();
        Self { core, host: Host::new(&js(settings)) }
    }

    /// A worker whose storage is refused or hangs meanwhile.
    pub async fn poor(settings: &str) -> Self {
        let core = without_storage().await.unchecked_into();
        Self { core, host: Host::new(&js(settings)) }
    }

    /// A worker in Rust: what [`kaipush::worker::on_push`] was given decides.
    pub fn in_rust() -> Self {
        Self { core: with_rust_handler(), host: Host::new(&js("{}")) }
    }

    /// A push with this data: `"'text'"`, `"undefined"`.
    pub async fn push(&self, data: &str) -> Result<JsValue, JsValue> {
        let event = js(&format!("new PushEvent('push', {{ data: {data} }})"));
        JsFuture::from(self.core.on_push(&event, &self.host)).await
    }

    /// A click on a notification.
    pub async fn click(&self, notification: &JsValue, action: &str) -> Result<JsValue, JsValue> {
        let event = event("notificationclick", notification, action);
        JsFuture::from(self.core.on_click(&event, &self.host)).await
    }

    /// A notification was closed.
    pub async fn close(&self, notification: &JsValue) -> Result<JsValue, JsValue> {
        let event = event("notificationclose", notification, "");
        JsFuture::from(self.core.on_close(&event, &self.host)).await
    }

    /// A system message.
    pub async fn system_message(&self, event: &JsValue) -> Result<JsValue, JsValue> {
        JsFuture::from(self.core.on_system_message(event, &self.host)).await
    }

    /// Code closes the notification of this name.
    pub async fn code_closes(&self, name: &str) {
        JsFuture::from(self.core.closing(name)).await.unwrap();
    }

    /// The browser has lost the subscription.
    pub async fn change(&self) -> Result<JsValue, JsValue> {
        let event = js("new ExtendableEvent('pushsubscriptionchange')");
        JsFuture::from(self.core.on_change(&event, &self.host)).await
    }

    /// What the shim asks for after each event.
    pub async fn replay(&self) -> Result<JsValue, JsValue> {
        JsFuture::from(self.core.replay(&JsValue::NULL, &self.host)).await
    }

    /// The one notification that was shown: `{"title": …, "options": …}`, its name left out.
    pub fn shown(&self) -> JsValue {
        let shown: js_sys::Array = member(&self.host, "shown").unchecked_into();
        assert_eq!(shown.length(), 1, "{shown:?}");
        let data = member(&member(&shown.get(0), "options"), "data");
        if member(&data, "kaipush").is_string() {
            js_sys::Reflect::set(&data, &"kaipush".into(), &1.into()).unwrap();
        }
        shown.get(0)
    }

    /// Title and body of the one notification.
    pub fn texts(&self) -> (String, String) {
        let shown = self.shown();
        let body = member(&member(&shown, "options"), "body");
        (member(&shown, "title").as_string().unwrap(), body.as_string().unwrap_or_default())
    }

    /// All warnings, as JSON.
    pub fn warnings(&self) -> String {
        json(&member(&self.host, "warnings"))
    }
}

fn event(name: &str, notification: &JsValue, action: &str) -> JsValue {
    let make: js_sys::Function =
        js("(name, notification, action) => new NotificationEvent(name, { notification, action })")
            .unchecked_into();
    make.call3(&JsValue::UNDEFINED, &name.into(), notification, &action.into()).unwrap()
}

/// A real notification with this tag, shown by the browser.
pub async fn notification(tag: &str, options: &str) -> JsValue {
    let shown = js(&format!(
        "registration.showNotification('About {tag}', {{ tag: '{tag}', ...{options} }})
            .then(() => registration.getNotifications({{ tag: '{tag}' }}))"
    ));
    js_sys::Array::from(&settled(shown).await.unwrap()).get(0)
}
