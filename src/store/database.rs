//! The connection to the database: one for as long as the page or the worker lives.
//!
//! Each takes a phone several milliseconds to open, and a push needs it half a dozen times.

use std::cell::Cell;

use js_sys::Promise;
use kaipush_model::{Sink, Value};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{Shelf, result, settled};
use crate::apart::named;
use crate::foreign::Js;
use crate::promise::promise;
use crate::seen::global;

const NAME: &str = "kaipush";
/// 1 had the log alone.
const VERSION: u32 = 2;

thread_local! {
    /// What it is opened by, or was. It decides nothing: whoever finds it closed opens another.
    static OPENING: Cell<Option<Promise>> = const { Cell::new(None) };
}

/// The connection, opened where there is none. Rejects when storage is refused; the next one tries again.
pub(super) fn connection() -> JsFuture {
    let opening = OPENING.take().unwrap_or_else(|| {
        let request = request();
        promise(async {
            let opened = opened(request).await;
            if opened.is_err() {
                forget();
            }
            opened
        })
    });
    OPENING.set(Some(opening.clone()));
    opening.into()
}

/// Has the next one open another connection.
pub(super) fn forget() {
    OPENING.set(None);
}

/// Begins to open it.
fn request() -> Result<Js, JsValue> {
    // The getter throws or gives null where storage is switched off.
    let factory = global("indexedDB").ok_or_else(|| JsValue::from("indexedDB"))?;
    factory.call2("open", &named(NAME).into(), &VERSION.into()).map(Js)
}

/// What that comes to; an older database gets what it lacks and keeps what it has.
async fn opened(request: Result<Js, JsValue>) -> Result<JsValue, JsValue> {
    let request = request?;
    let opening = request.clone();
    // Held here: it is hardly ever called, and what is never called is never freed by itself.
    let upgrade = Closure::<dyn FnMut(JsValue)>::new(move |_| upgrade(&opening));
    request.set("onupgradeneeded", upgrade.as_ref());
    // Not `onblocked`: whoever has an older one open closes it as soon as it is asked to.
    JsFuture::from(settled(&request, "onsuccess")).await?;
    let database = result(&request);
    // A newer kaipush wants to upgrade, or somebody to delete: both wait until this one is closed.
    if let Some(close) = database.get("close") {
        database.set("onversionchange", &close.call("bind", &database.0)?);
    }
    Ok(database.0)
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
