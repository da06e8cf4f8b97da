//! What code closes is written down, for the worker that hears of the end.
//!
//! That may be another instance than the one that closed it, or a page closed it: so it stands in
//! IndexedDB, not in memory.

use js_sys::{Object, Promise};
use kaipush_model::notification::MARKER;
use kaipush_model::{Sink, Value};
use wasm_bindgen::{JsCast, JsValue};

use crate::foreign::Js;
use crate::promise::promise;
use crate::store::change_fact_in_time;

/// The record among the facts: `{id, names: {name: told}}`.
const ID: &str = "closing";
/// Older builds of 2.5 fire no `notificationclose`, so nobody takes the names away. No phone shows more than
/// 99 notices (NotificationsStore of its system app), so none whose end may still be told is forgotten.
const KEEP: u32 = 100;

/// The name of a notification that kaipush has shown.
pub(crate) fn name_of(notification: &Js) -> Option<String> {
    notification.get("data")?.text(MARKER)
}

/// Names a notification that will be shown, in its options.
#[cfg(feature = "closings")]
pub(crate) fn name(options: &Js) {
    if let Some(data) = options.get("data") {
        data.set_text(MARKER, &crate::seen::new_id());
    }
}

/// Writes down that code closes this one. `told`: the app has heard of it. Never rejects: without
/// storage the end of a notification can't be told, which is found out then.
pub(crate) fn note(name: String, told: bool) -> Promise {
    edit(Box::new(move |names| {
        let known = Object::keys(names.0.unchecked_ref::<Object>());
        if known.length() >= KEEP {
            // The oldest: they stand in the order in which they came.
            forget(names, &known.get(0));
        }
        if names.flag(&name) != Some(true) {
            names.set_flag(&name, told);
        }
    }))
}

/// Whether code has closed this one, and whether the app has heard of it; forgets it. An error
/// without storage.
#[cfg(feature = "closings")]
pub(crate) async fn take(name: String) -> Result<Option<bool>, JsValue> {
    let found = std::rc::Rc::new(std::cell::Cell::new(None));
    let told = found.clone();
    let taken = edit(Box::new(move |names| {
        told.set(names.flag(&name));
        forget(names, &name.into());
    }));
    let taken = wasm_bindgen_futures::JsFuture::from(taken).await?;
    if taken.is_null() { Err(taken) } else { Ok(found.get()) }
}

fn forget(names: &Js, name: &JsValue) {
    // Ours is a plain object, whose members can go.
    let _ = js_sys::Reflect::delete_property(names.0.unchecked_ref::<Object>(), name);
}

/// Boxed, so that there is one copy of it in the worker's core. Resolves with null on failure.
fn edit(change: Box<dyn FnOnce(&mut Js)>) -> Promise {
    promise(async {
        let changed = change_fact_in_time(
            ID,
            Box::new(|ours| {
                let mut names = ours.and_then(|ours| ours.get("names")).unwrap_or_else(Js::empty);
                change(&mut names);
                let record = Js::empty();
                record.set_value("names", &names);
                Some(record)
            }),
        );
        let changed = changed.await.is_ok();
        Ok(if changed { JsValue::UNDEFINED } else { JsValue::NULL })
    })
}
