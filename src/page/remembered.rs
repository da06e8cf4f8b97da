//! The same where IndexedDB is refused or full: the page has a storage of its own.

use kaipush_model::subscription::Remembered;
use wasm_bindgen::JsValue;
use web_sys::Storage;

use super::limit::{Limited, within};
use crate::foreign::Js;
use crate::promise::promise;
use crate::remembered;

/// Where kaipush 0.1 kept it, too.
const NAME: &str = "kaipush.subscription";
/// Long enough for one record on a slow phone.
const PATIENCE: u32 = 3_000;

/// The page's storage; `None` where it is switched off, which makes the getter throw.
pub(crate) fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

pub(crate) async fn load() -> Option<Remembered> {
    // Where IndexedDB never answers, the state must not wait for ever.
    let read = promise(Box::pin(async {
        let shared = remembered::load().await?;
        Ok(shared.map_or(JsValue::UNDEFINED, |shared| remembered::write(&shared).0))
    }));
    if let Limited::Settled(Ok(shared)) = within(&read, PATIENCE).await
        && let Some(shared) = remembered::read(&Js(shared))
    {
        return Some(shared);
    }
    remembered::read(&Js::parse(&storage()?.get_item(NAME).ok()??)?)
}

/// What is remembered is a fact to compare with, never a wish: first what the browser gave, then,
/// when it has answered, that the server knows.
pub(crate) async fn save(remembered: &Remembered) {
    let shared = remembered::save(remembered).await.is_ok();
    let Some(storage) = storage() else { return };
    // Both storages full only means that the report is made again at the next start.
    let _ = match shared {
        true => storage.remove_item(NAME),
        false => storage.set_item(NAME, &remembered::write(remembered).to_json()),
    };
}

pub(crate) async fn forget() {
    // Where it is refused there is nothing to forget.
    let _ = remembered::forget().await;
    if let Some(storage) = storage() {
        let _ = storage.remove_item(NAME);
    }
}
