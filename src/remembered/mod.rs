//! What the page subscribed with and who knows of it, remembered across starts of page and worker.
//!
//! It is a fact to compare with, never a wish: first what the browser gave, then, when it has
//! answered, that the server knows.

#[cfg(feature = "page")]
mod local;

use std::cell::RefCell;
use std::rc::Rc;

use kaipush_model::subscription::Remembered;
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;

use crate::foreign::Js;
use crate::promise::Work;
use crate::store::{change_fact_in_time, fact_in_time};

/// The record's name among the facts.
const NAME: &str = "subscription";

#[cfg(feature = "outbox")]
pub(crate) async fn load() -> Option<Remembered> {
    known().await.unwrap_or_default()
}

/// # Errors
/// When storage is refused, or does not answer, and the page keeps nothing itself.
pub(crate) async fn known() -> Result<Option<Remembered>, JsValue> {
    // There only where the last change could not be written, so it is the newer one.
    match elsewhere() {
        None => Ok(read(&Js(fact_in_time(NAME).await?))),
        kept => Ok(kept),
    }
}

type Decide = Rc<dyn Fn(Option<Remembered>) -> Option<Remembered>>;

/// Changes it in one step, which nobody else can come between; gives what is remembered then.
pub(crate) fn change(decide: Decide) -> Work<'static, Option<Remembered>> {
    Box::pin(changed(decide))
}

async fn changed(decide: Decide) -> Option<Remembered> {
    let elsewhere = elsewhere();
    let decided = Rc::new(RefCell::new(None));
    let (in_one_step, result, before) = (decide.clone(), decided.clone(), elsewhere.clone());
    let done = change_fact_in_time(
        NAME,
        Box::new(move |record| {
            let after = in_one_step(before.or_else(|| read(&record?)));
            let record = after.as_ref().map(write);
            result.replace(after);
            record
        }),
    );
    let done = done.await;
    settled(done, decided.take(), || decide(elsewhere))
}

#[cfg(feature = "page")]
pub(crate) async fn save(remembered: Remembered) {
    change(Rc::new(move |_| Some(remembered.clone()))).await;
}

/// Where it is refused, the page keeps it in its own storage; the worker goes without. An end is kept,
/// too, or an older record, which is not to be had, would count again.
#[cfg(feature = "page")]
fn settled(
    done: Result<JsValue, JsValue>,
    decided: Option<Remembered>,
    decide: impl FnOnce() -> Option<Remembered>,
) -> Option<Remembered> {
    match done {
        Ok(_) => {
            local::save(None);
            decided
        }
        Err(_) => {
            let decided = decided.or_else(decide);
            local::save(Some(
                decided.as_ref().unwrap_or(&Remembered { leaving: true, ..Remembered::default() }),
            ));
            decided
        }
    }
}

#[cfg(feature = "page")]
fn elsewhere() -> Option<Remembered> {
    local::load()
}

#[cfg(not(feature = "page"))]
fn settled(
    _: Result<JsValue, JsValue>,
    decided: Option<Remembered>,
    _: impl FnOnce() -> Option<Remembered>,
) -> Option<Remembered> {
    decided
}

#[cfg(not(feature = "page"))]
fn elsewhere() -> Option<Remembered> {
    None
}

fn read(record: &Js) -> Option<Remembered> {
    let is = |name| record.flag(name) == Some(true);
    Some(Remembered {
        endpoint: record.text("endpoint")?,
        key: record.text("key"),
        reported_to: record.text("reportedTo"),
        reported_at: record.number("reportedAt").unwrap_or_default(),
        refused_by: record.text("refusedBy"),
        replaces: record.text("replaces"),
        dead: is("dead"),
        leaving: is("leaving"),
    })
}

fn write(remembered: &Remembered) -> Js {
    let record = Js::empty();
    record.set_text("endpoint", &remembered.endpoint);
    record.set_text_if("key", remembered.key.as_deref());
    record.set_text_if("reportedTo", remembered.reported_to.as_deref());
    record.set_time("reportedAt", remembered.reported_at);
    record.set_text_if("refusedBy", remembered.refused_by.as_deref());
    record.set_text_if("replaces", remembered.replaces.as_deref());
    record.set_flag("dead", remembered.dead);
    record.set_flag("leaving", remembered.leaving);
    record
}
