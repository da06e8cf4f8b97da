//! The database, opened for one transaction.

use kaipush_model::Sink;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{Shelf, result, settled};
use crate::foreign::Js;
use crate::seen::global;

const NAME: &str = "kaipush";
/// 1 had the log alone.
const VERSION: u32 = 2;

/// An open connection; closed when dropped, or it would block the upgrade by a newer kaipush.
pub(super) struct Database(pub(super) Js);

impl Database {
    /// Opens it; an older one gets what it lacks and keeps what it has.
    pub(super) async fn open() -> Result<Self, JsValue> {
        // The getter throws or gives null where storage is switched off.
        let factory = global("indexedDB").ok_or_else(|| JsValue::from("indexedDB"))?;
        let request = Js(factory.call2("open", &NAME.into(), &VERSION.into())?);
        let opening = request.clone();
        // Held here: it is hardly ever called, and what is never called is never freed by itself.
        let upgrade = Closure::<dyn FnMut(JsValue)>::new(move |_| upgrade(&opening));
        request.set("onupgradeneeded", upgrade.as_ref());
        // Not `onblocked`: whoever has an older one open closes it after one transaction.
        JsFuture::from(settled(&request, "onsuccess")).await?;
        Ok(Self(result(&request)))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let _ = self.0.call("close", &JsValue::UNDEFINED);
    }
}

fn upgrade(opening: &Js) {
    let database = result(opening);
    for shelf in [Shelf::Log, Shelf::State, Shelf::Outbox] {
        let options = Js::empty();
        match shelf {
            Shelf::Log => options.set_flag("autoIncrement", true),
            Shelf::State | Shelf::Outbox => options.set_text("keyPath", "id"),
        }
        // Fails for those that the older database has, and they stay as they are.
        let _ = database.call2("createObjectStore", &shelf.name().into(), &options.0);
    }
}
