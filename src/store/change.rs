//! Reading, deciding and writing as one step, which nobody else can come between: neither another
//! page nor another instance of the worker.

use kaipush_model::{Sink, Value};
use wasm_bindgen::prelude::*;

use super::Shelf;
use super::transaction::{Then, Work};
use crate::foreign::Js;

/// What becomes of one record of a shelf whose records have names.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Change {
    /// Writes it, in the place of the one of the same `id`.
    Put(Js),
    /// Removes the one of this `id`.
    Delete(String),
}

/// What decides: from all records of a shelf to what becomes of them.
#[cfg(any(feature = "outbox", feature = "guard", feature = "quota", feature = "waiting"))]
pub(crate) type Decide = Box<dyn FnOnce(Vec<Js>) -> Vec<Change>>;

/// What decides of one fact: from what holds, if it is there, to what holds from now on.
pub(crate) type Judge = Box<dyn FnOnce(Option<Js>) -> Option<Js>>;

/// Gives all records of a shelf to `decide` and carries its changes out.
#[cfg(any(feature = "outbox", feature = "guard", feature = "quota", feature = "waiting"))]
pub(super) fn changing(shelf: Shelf, decide: Decide) -> Work {
    let then = move |all: Js, store: &Js| {
        let changes = decide(all.as_list().unwrap_or_default());
        changes.into_iter().try_for_each(|change| carry_out(store, change))
    };
    writing(shelf, ("getAll", JsValue::UNDEFINED), Box::new(then))
}

/// Gives the fact of this name to `judge`, and writes or removes it.
pub(super) fn judging(name: &'static str, judge: Judge) -> Work {
    let then = move |fact: Js, store: &Js| {
        let fact = Some(fact).filter(Js::is_object);
        let change = match judge(fact) {
            Some(fact) => {
                fact.set_text("id", name);
                Change::Put(fact)
            }
            None => Change::Delete(name.into()),
        };
        carry_out(store, change)
    };
    writing(Shelf::State, ("get", name.into()), Box::new(then))
}

pub(super) fn writing(shelf: Shelf, request: (&'static str, JsValue), then: Then) -> Work {
    Work { shelf, mode: "readwrite", request, then }
}

fn carry_out(store: &Js, change: Change) -> Result<(), JsValue> {
    let (method, argument) = match change {
        Change::Put(record) => ("put", record.0),
        Change::Delete(id) => ("delete", id.into()),
    };
    store.call(method, &argument).map(drop)
}
