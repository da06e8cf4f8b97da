//! What code closes is written down, for the worker that hears of the end.
//!
//! That may be another instance than the one that closed it, or a page closed it: so it stands in
//! IndexedDB, not in memory.

use kaipush_model::notification::MARKER;
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;

use crate::foreign::Js;
use crate::store::{self, Change, Shelf};

/// What the records' names begin with, among the other facts.
const KIND: &str = "closing ";
/// Older builds of 2.5 fire no `notificationclose`, so nobody takes the records away.
const KEEP: usize = 50;

/// The name of a notification that kaipush has shown.
pub(crate) fn name_of(notification: &Js) -> Option<String> {
    notification.get("data")?.text(MARKER)
}

/// Writes down that code closes this one. `told`: the app has heard of it.
pub(crate) async fn note(name: String, told: bool) -> Result<(), JsValue> {
    let id = [KIND, &name].concat();
    store::change(Shelf::State, move |facts| {
        let ids = facts.iter().filter_map(|fact| fact.text("id"));
        let older: Vec<_> = ids.filter(|other| other.starts_with(KIND)).collect();
        if !told && older.contains(&id) {
            return Vec::new();
        }
        let mut changes = Vec::new();
        if older.len() >= KEEP {
            changes.extend(older.into_iter().map(Change::Delete));
        }
        let record = Js::empty();
        record.set_text("id", &id);
        record.set_flag("told", told);
        changes.push(Change::Put(record));
        changes
    })
    .await
}

/// Whether code has closed this one, and whether the app has heard of it; forgets it.
#[cfg(feature = "worker")]
pub(crate) async fn take(name: &str) -> Result<Option<bool>, JsValue> {
    let id = [KIND, name].concat();
    let found = std::rc::Rc::new(std::cell::Cell::new(None));
    let told = found.clone();
    let taken = store::change(Shelf::State, move |facts| {
        let fact = facts.iter().find(|fact| fact.text("id").as_ref() == Some(&id));
        told.set(fact.map(|fact| fact.flag("told") == Some(true)));
        fact.map(|_| Change::Delete(id)).into_iter().collect()
    });
    taken.await?;
    Ok(found.get())
}
