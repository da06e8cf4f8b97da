//! Facts that page and worker share, each under its name.

use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;

use crate::foreign::Js;
use crate::promise::promise;
use crate::store::{self, Change, Shelf, in_time};

type Decide = Box<dyn FnOnce(Option<Js>) -> Option<Js>>;

/// # Errors
/// When storage is refused, or does not answer.
pub(crate) async fn load(name: &'static str) -> Result<Option<Js>, JsValue> {
    let read = promise(Box::pin(async { Ok(store::all(Shelf::State).await?.into()) }));
    let facts = in_time(&read).await?;
    Ok(find(Js(facts).as_list().unwrap_or_default(), name))
}

/// Reads, decides and writes in one transaction.
///
/// # Errors
/// When storage is refused or full, or does not answer.
pub(crate) async fn change(name: &'static str, decide: Decide) -> Result<(), JsValue> {
    let changed = promise(Box::pin(async move {
        let decide = move |facts| match decide(find(facts, name)) {
            Some(fact) => {
                fact.set_text("id", name);
                vec![Change::Put(fact)]
            }
            None => vec![Change::Delete(name.into())],
        };
        store::change(Shelf::State, Box::new(decide)).await?;
        Ok(JsValue::UNDEFINED)
    }));
    in_time(&changed).await.map(drop)
}

fn find(facts: Vec<Js>, name: &str) -> Option<Js> {
    facts.into_iter().find(|fact| fact.text("id").as_deref() == Some(name))
}
