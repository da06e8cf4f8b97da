//! What happened, in IndexedDB: the one storage that page and worker share.
//!
//! Written with request callbacks only. Before Firefox 60 a promise's callback ran after the
//! transaction had closed (Bugzilla 1193394), so nothing may be awaited inside one.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbObjectStore, IdbObjectStoreParameters, IdbTransactionMode,
};

#[cfg(feature = "worker")]
mod add;
#[cfg(feature = "page")]
mod all;

#[cfg(feature = "worker")]
pub(crate) use add::add;
#[cfg(feature = "page")]
pub(crate) use all::all;

use crate::seen::global;

const NAME: &str = "kaipush";
const VERSION: u32 = 1;
const LOG: &str = "log";

async fn finish(database: IdbDatabase, done: Promise) -> Result<JsValue, JsValue> {
    let outcome = JsFuture::from(done).await;
    // An open connection would block the upgrade by a newer kaipush.
    database.close();
    outcome
}

async fn open() -> Result<IdbDatabase, JsValue> {
    // The getter throws or gives null where storage is switched off.
    let factory: IdbFactory =
        global("indexedDB").ok_or_else(|| JsValue::from("indexedDB"))?.0.unchecked_into();
    let request = factory.open_with_u32(NAME, VERSION)?;
    let upgrade = request.clone();
    let opened = Promise::new(&mut |resolve, reject| {
        let upgrade = upgrade.clone();
        let create = Closure::once_into_js(move || {
            if let Ok(database) = upgrade.result() {
                let options = IdbObjectStoreParameters::new();
                options.set_auto_increment(true);
                let _ = database
                    .unchecked_into::<IdbDatabase>()
                    .create_object_store_with_optional_parameters(LOG, &options);
            }
        });
        request.set_onupgradeneeded(Some(create.unchecked_ref()));
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    JsFuture::from(opened).await?;
    request.result().map(JsValue::unchecked_into)
}

/// Runs `work` in one transaction; the promise settles when the data is on disk.
fn transaction(
    database: &IdbDatabase,
    mode: IdbTransactionMode,
    work: impl FnOnce(&IdbObjectStore) -> Result<JsValue, JsValue>,
) -> Promise {
    let begin = || {
        let transaction = database.transaction_with_str_and_mode(LOG, mode)?;
        let value = work(&transaction.object_store(LOG)?)?;
        Ok::<_, JsValue>(Promise::new(&mut |resolve, reject| {
            transaction
                .set_oncomplete(Some(resolve.bind1(&JsValue::UNDEFINED, &value).unchecked_ref()));
            transaction.set_onabort(Some(&reject));
            transaction.set_onerror(Some(&reject));
        }))
    };
    begin().unwrap_or_else(|error| Promise::reject(&error))
}
