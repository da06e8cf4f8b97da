//! The database, opened for one transaction.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStoreParameters, IdbOpenDbRequest};

use super::Shelf;
use crate::seen::global;

const NAME: &str = "kaipush";
/// 1 had the log alone.
const VERSION: u32 = 2;

/// An open connection; closed when dropped, or it would block the upgrade by a newer kaipush.
pub(super) struct Database(pub(super) IdbDatabase);

impl Database {
    /// Opens it; an older one gets what it lacks and keeps what it has.
    pub(super) async fn open() -> Result<Self, JsValue> {
        // The getter throws or gives null where storage is switched off.
        let factory: IdbFactory =
            global("indexedDB").ok_or_else(|| JsValue::from("indexedDB"))?.0.unchecked_into();
        let request = factory.open_with_u32(NAME, VERSION)?;
        let opening = request.clone();
        // Held here: it is hardly ever called, and what is never called is never freed by itself.
        let upgrade = Closure::<dyn FnMut(JsValue)>::new(move |_| upgrade(&opening));
        let opened = Promise::new(&mut |resolve, reject| {
            request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
            request.set_onsuccess(Some(&resolve));
            // Not `onblocked`: whoever has an older one open closes it after one transaction.
            request.set_onerror(Some(&reject));
        });
        JsFuture::from(opened).await?;
        drop(upgrade);
        request.result().map(|database| Self(database.unchecked_into()))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn upgrade(opening: &IdbOpenDbRequest) {
    let Ok(database) = opening.result() else { return };
    let database: IdbDatabase = database.unchecked_into();
    for shelf in [Shelf::Log, Shelf::State, Shelf::Outbox] {
        let options = IdbObjectStoreParameters::new();
        match shelf {
            Shelf::Log => options.set_auto_increment(true),
            Shelf::State | Shelf::Outbox => options.set_key_path(&"id".into()),
        }
        // Fails for those that the older database has, and they stay as they are.
        let _ = database.create_object_store_with_optional_parameters(shelf.name(), &options);
    }
}
