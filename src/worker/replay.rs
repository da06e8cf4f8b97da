//! The outbox in the page's absence.

use std::rc::Rc;

use js_sys::{Function, Promise};
use kaipush_model::Value;
use wasm_bindgen::prelude::*;

use super::Host;
use crate::foreign::Js;
use crate::outbox::{Carrier, Shape, flush, now};
use crate::settings::Settings;

/// The system lets a worker live while it has something to do, at the phone's cost: what takes longer
/// waits for the next occasion.
const LIMIT: u32 = 4_000;

/// Sends what the app's server has not been told yet.
pub(crate) async fn replay(host: Host) -> Result<JsValue, JsValue> {
    // Without a page that was here nothing can wait.
    let Some(settings) = Settings::load().await else { return Ok(JsValue::UNDEFINED) };
    let carrier = Carrier {
        timeout: settings.timeout.min(LIMIT),
        until: now() + f64::from(LIMIT),
        shape: shape(&host),
        // What is given up stays for the page to tell.
        told: Box::new(|_, _, _| ()),
    };
    flush(Rc::new(carrier)).await;
    Ok(JsValue::UNDEFINED)
}

/// `kaipush.onrequest`.
fn shape(host: &Host) -> Option<Shape> {
    let handler = Js(host.settings()).get("onrequest")?.0.dyn_into::<Function>().ok()?;
    Some(Rc::new(move |request| match handler.call1(&JsValue::UNDEFINED, &request.0) {
        Ok(given) => Promise::resolve(&given),
        Err(thrown) => Promise::reject(&thrown),
    }))
}
