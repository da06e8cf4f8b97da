//! Facts that page and worker share, each under its name.

use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;

use crate::foreign::Js;
use crate::store::{Change, Shelf, all_in_time, change_in_time};

type Decide = Box<dyn FnOnce(Option<Js>) -> Option<Js>>;

/// # Errors
/// When storage is refused, or does not answer.
pub(crate) async fn load(name: &'static str) -> Result<Option<Js>, JsValue> {
    Ok(find(all_in_time(Shelf::State).await?, name))
}

/// Reads, decides and writes in one transaction.
///
/// # Errors
/// When storage is refused or full, or does not answer.
pub(crate) async fn change(name: &'static str, decide: Decide) -> Result<(), JsValue> {
    let decide = move |facts| match decide(find(facts, name)) {
        Some(fact) => {
            fact.set_text("id", name);
            vec![Change::Put(fact)]
        }
        None => vec![Change::Delete(name.into())],
    };
    change_in_time(Shelf::State, Box::new(decide)).await
}

fn find(facts: Vec<Js>, name: &str) -> Option<Js> {
    facts.into_iter().find(|fact| fact.text("id").as_deref() == Some(name))
}
