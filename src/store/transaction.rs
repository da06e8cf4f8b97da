//! One transaction.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{Database, Shelf};
use crate::foreign::Js;

/// What is to be done in a transaction: one request, and what follows from its result.
pub(super) struct Work {
    pub(super) shelf: Shelf,
    /// `readonly`, or `readwrite`.
    pub(super) mode: &'static str,
    /// The object store's method that is called first, and its argument.
    pub(super) begin: (&'static str, JsValue),
    /// Gets the result, and the object store to go on with.
    pub(super) then: Box<dyn FnOnce(JsValue, &Js) -> Result<(), JsValue>>,
}

/// Does it, all or nothing; done when the data is on disk.
///
/// # Errors
/// When storage is refused or full; then nothing was changed.
pub(super) async fn transact(work: Work) -> Result<(), JsValue> {
    let database = Database::open().await?;
    let name = work.shelf.name().into();
    let transaction = Js(database.0.call2("transaction", &name, &work.mode.into())?);
    let store = Js(transaction.call("objectStore", &name)?);
    let (method, argument) = work.begin;
    let request = Js(store.call(method, &argument)?);
    let (begun, ending) = (request.clone(), transaction.clone());
    let then = Closure::once_into_js(move |_: JsValue| {
        if (work.then)(begun.member("result"), &store).is_err() {
            // The promise rejects with it.
            let _ = ending.call("abort", &JsValue::UNDEFINED);
        }
    });
    request.set("onsuccess", &then);
    JsFuture::from(settled(&transaction, "oncomplete")).await.map(drop)
}

/// Settles as a request or a transaction does.
pub(super) fn settled(one: &Js, success: &str) -> Promise {
    Promise::new(&mut |resolve, reject| {
        one.set(success, &resolve);
        one.set("onabort", &reject);
        one.set("onerror", &reject);
    })
}
