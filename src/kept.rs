//! Launches that also wait in storage. On KaiOS 2.5 real apps found that the message of `openApp` does
//! not arrive reliably; a launch that comes both ways has one id, and is delivered once.

#[cfg(feature = "waiting")]
use kaipush_model::Sink;
use kaipush_model::Value;
use wasm_bindgen::JsValue;

#[cfg(feature = "page")]
use crate::Launch;
use crate::foreign::Js;
use crate::store::{Change, Shelf, change};

/// Begins the names of the records, among other facts.
const NAME: &str = "launch ";

fn is_launch(record: &Js) -> bool {
    record.text("id").is_some_and(|id| id.starts_with(NAME))
}

fn time(record: &Js) -> f64 {
    record.number("at").unwrap_or(f64::NAN)
}

fn gone(record: &Js) -> Change {
    Change::Delete(record.text("id").unwrap_or_default())
}

/// Writes a launch down.
///
/// # Errors
/// When storage is refused or full.
#[cfg(feature = "waiting")]
pub(crate) async fn keep(id: &str, launch: Js) -> Result<(), JsValue> {
    let now = js_sys::Date::now();
    let record = Js::empty();
    record.set_text("id", &[NAME, id].concat());
    record.set_value("at", &Js(now.into()));
    record.set_object("launch", launch);
    change(
        Shelf::State,
        Box::new(move |mut records| {
            records.retain(is_launch);
            let times: Vec<f64> = records.iter().map(time).collect();
            let crowded_out = kaipush_model::click::crowded_out(&times, now);
            let mut changes: Vec<Change> =
                crowded_out.iter().filter_map(|at| records.get(*at).map(gone)).collect();
            changes.push(Change::Put(record));
            changes
        }),
    )
    .await
    .map(drop)
}

/// Takes what waits and is still fresh; what is not goes, too.
///
/// # Errors
/// When storage is refused.
#[cfg(feature = "page")]
pub(crate) async fn take() -> Result<Vec<Launch>, JsValue> {
    use std::cell::RefCell;
    use std::rc::Rc;
    // Hardly ever does one wait, and who only reads is in nobody's way.
    if !crate::store::all(Shelf::State).await?.iter().any(is_launch) {
        return Ok(Vec::new());
    }
    let taken = Rc::new(RefCell::new(Vec::new()));
    let into = taken.clone();
    change(
        Shelf::State,
        Box::new(move |mut records| {
            records.retain(is_launch);
            // Read here: what somebody has written while this waited for its turn is not of the future.
            let now = js_sys::Date::now();
            let fresh =
                records.iter().filter(|record| kaipush_model::click::is_fresh(time(record), now));
            let mut fresh: Vec<&Js> = fresh.collect();
            fresh.sort_by(|a, b| time(a).total_cmp(&time(b)));
            let launches = fresh.iter().filter_map(|record| Launch::read(&record.get("launch")?));
            into.borrow_mut().extend(launches);
            records.iter().map(gone).collect()
        }),
    )
    .await?;
    Ok(taken.take())
}
