//! One transaction.

use js_sys::Promise;
use kaipush_model::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::Shelf;
use super::database::{connection, forget};
use crate::foreign::Js;

/// What follows from the result of a request, in the same transaction: gets the object store to go on
/// with.
pub(super) type Then = Box<dyn FnOnce(Js, &Js) -> Result<(), JsValue>>;

/// What is to be done in a transaction.
pub(super) struct Work {
    pub(super) shelf: Shelf,
    /// `readonly`, or `readwrite`.
    pub(super) mode: &'static str,
    /// The object store's method that is called first, and its argument.
    pub(super) request: (&'static str, JsValue),
    pub(super) then: Then,
}

impl Work {
    /// A request that only reads.
    pub(super) fn reading(shelf: Shelf, method: &'static str, argument: JsValue) -> Self {
        let then = Box::new(|_, _: &Js| Ok(()));
        Self { shelf, mode: "readonly", request: (method, argument), then }
    }
}

/// Does it, all or nothing; when the data is on disk, gives what the request gave.
///
/// # Errors
/// When storage is refused or full; then nothing was changed.
pub(super) async fn transact(work: Work) -> Result<JsValue, JsValue> {
    let name = work.shelf.name().into();
    let mut tried = false;
    let transaction = loop {
        let database = Js(connection().await?);
        match database.call2("transaction", &name, &work.mode.into()) {
            Ok(begun) => break Js(begun),
            Err(refused) if tried => return Err(refused),
            // It was closed, by us for somebody else or by the system with the site's data.
            Err(_) => forget(),
        }
        tried = true;
    };
    let store = Js(transaction.call("objectStore", &name)?);
    let (method, argument) = work.request;
    let request = Js(store.call(method, &argument)?);
    let (begun, ending) = (request.clone(), transaction.clone());
    let then = Closure::once_into_js(move |_: JsValue| {
        if (work.then)(result(&begun), &store).is_err() {
            // The promise rejects with it.
            let _ = ending.call("abort", &JsValue::UNDEFINED);
        }
    });
    request.set("onsuccess", &then);
    JsFuture::from(settled(&transaction, "oncomplete")).await?;
    Ok(result(&request).0)
}

/// Settles as a request or a transaction does.
pub(super) fn settled(one: &Js, success: &str) -> Promise {
    Promise::new(&mut |resolve, reject| {
        one.set(success, &resolve);
        one.set("onabort", &reject);
        one.set("onerror", &reject);
    })
}

/// What a request gave; `undefined` for nothing.
pub(super) fn result(request: &Js) -> Js {
    request.get("result").unwrap_or(Js(JsValue::UNDEFINED))
}
