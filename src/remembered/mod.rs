//! What the page subscribed with and who knows of it, remembered across starts of page and worker.
//!
//! It is a fact to compare with, never a wish: first what the browser gave, then, when it has
//! answered, that the server knows.

#[cfg(feature = "page")]
mod local;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use kaipush_model::subscription::{Remembered, Renewal};
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
/// When storage is refused, or does not answer, and the page itself knows nothing.
pub(crate) async fn known() -> Result<Option<Remembered>, JsValue> {
    // There only where the last change could not be written, so it is the newer one.
    match elsewhere() {
        None => looked(fact_in_time(NAME).await.map(|record| read(&Js(record)))),
        kept => Ok(kept),
    }
}

pub(crate) type Decide = Rc<dyn Fn(Option<Remembered>) -> Option<Remembered>>;

/// Changes it in one step, which nobody else can come between; gives what is remembered then.
pub(crate) fn change(decide: Decide) -> Work<'static, Option<Remembered>> {
    Box::pin(changed(decide))
}

/// How [`change`] remembers what was subscribed again without anybody's wish, and where it says what that came
/// upon; nothing where the storage says nothing of it.
pub(crate) fn renewing(endpoint: &str, key: Option<&str>) -> (Decide, Rc<Cell<Option<Renewal>>>) {
    let came_upon = Rc::new(Cell::new(None));
    let found = came_upon.clone();
    let (endpoint, key) = (endpoint.to_owned(), key.map(str::to_owned));
    let decide = move |before| {
        let (after, renewal) = Remembered::renewed(&endpoint, key.as_deref(), before);
        found.set(Some(renewal));
        after
    };
    (Rc::new(decide), came_upon)
}

async fn changed(decide: Decide) -> Option<Remembered> {
    let elsewhere = elsewhere();
    let decided = Rc::new(RefCell::new(None));
    let (in_one_step, result) = (decide.clone(), decided.clone());
    let done = change_fact_in_time(
        NAME,
        Box::new(move |record| {
            let after = in_one_step(elsewhere.or_else(|| read(&record?)));
            let record = after.as_ref().map(write);
            result.replace(Some(after));
            record
        }),
    );
    let done = done.await;
    settled(done, decided.take(), decide)
}

/// Nothing can be read, and this much is plain: it holds for this page, until something can.
#[cfg(feature = "page")]
pub(crate) fn guess(remembered: Remembered) {
    local::note(Some(remembered));
    local::guessed(true);
}

/// Whether what the page knew last is one.
#[cfg(feature = "page")]
pub(crate) fn is_guess() -> bool {
    local::is_guess()
}

/// What is remembered from now on is no guess, whatever could be read: the page has just subscribed.
#[cfg(feature = "page")]
pub(crate) fn sure() {
    local::guessed(false);
}

/// Remembers nothing any more: the user has unsubscribed. Said first where the page can, and taken back when it
/// is done, or a record that can't be removed now would count again.
#[cfg(feature = "page")]
pub(crate) async fn end() {
    local::save(Some(&Remembered { leaving: true, ..Remembered::default() }));
    change(Rc::new(|_| None)).await;
}

/// Where it is refused, the page keeps it in its own storage; the worker goes without. `decided` is there where
/// the storage could be read; else the page decides from what it knew last. Out of nothing comes nothing: only
/// [`end`] ends what may be there, and can't be read.
#[cfg(feature = "page")]
fn settled(
    done: Result<JsValue, JsValue>,
    decided: Option<Option<Remembered>>,
    decide: Decide,
) -> Option<Remembered> {
    let decided =
        decided.unwrap_or_else(|| decide(elsewhere().or_else(|| local::last().flatten())));
    match (done, &decided) {
        (Ok(_), _) => {
            local::save(None);
            sure();
        }
        (Err(_), None) => return None,
        (Err(_), Some(kept)) => local::keep(kept),
    }
    local::note(decided.clone());
    decided
}

#[cfg(feature = "page")]
fn elsewhere() -> Option<Remembered> {
    local::load()
}

/// What the storage said; where it says nothing, what the page knew last.
#[cfg(feature = "page")]
fn looked(said: Result<Option<Remembered>, JsValue>) -> Result<Option<Remembered>, JsValue> {
    match said {
        Ok(remembered) => {
            local::note(remembered.clone());
            sure();
            Ok(remembered)
        }
        Err(refused) => local::last().ok_or(refused),
    }
}

#[cfg(not(feature = "page"))]
fn settled(
    _: Result<JsValue, JsValue>,
    decided: Option<Option<Remembered>>,
    _: Decide,
) -> Option<Remembered> {
    decided.flatten()
}

#[cfg(not(feature = "page"))]
fn elsewhere() -> Option<Remembered> {
    None
}

#[cfg(not(feature = "page"))]
fn looked(said: Result<Option<Remembered>, JsValue>) -> Result<Option<Remembered>, JsValue> {
    said
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
