//! Everything that is due, sent.

use std::rc::Rc;

use js_sys::{Array, Promise};
use kaipush_model::outbox::{Answer, Kind, Operation, Outcome, outcome, settle};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::send::{Shape, send};
use super::{now, shelf};
use crate::promise::promise;
use crate::remembered;

/// Over and above the time that a request may take, before somebody else may send the same. The
/// holder of a lease that died is waited for so long.
const MARGIN: f64 = 5_000.0;

type Told = Box<dyn Fn(&Operation, Outcome, Answer)>;

/// How operations are sent from here.
pub(crate) struct Carrier {
    /// Milliseconds that a request may take.
    pub(crate) timeout: u32,
    /// Nothing is begun after this.
    pub(crate) until: f64,
    /// The app's server, where its values go; in the worker the one that knows the subscription, whichever that is.
    pub(crate) home: Option<String>,
    /// The app's function that shapes requests.
    pub(crate) shape: Option<Shape>,
    /// Milliseconds for which a refused sign-in (401), without that function, waits for somebody who has one.
    pub(crate) patience: f64,
    /// Is told of each try.
    pub(crate) told: Told,
}

/// Sends what is due, the lanes side by side, until nothing is; says when something will be.
pub(crate) async fn flush(carrier: Rc<Carrier>) -> Option<f64> {
    loop {
        let remembered = remembered::load().await;
        let known = remembered.as_ref().filter(|known| !known.leaving);
        let lease = f64::from(carrier.timeout) + MARGIN;
        // One that the app has left since would take a value that the next one never hears of.
        let is_home = |to: &String| carrier.home.as_ref().is_none_or(|home| home == to);
        let server = known.and_then(|known| known.reported_to.clone()).filter(is_home);
        let claim = shelf::claim(lease, server).await;
        if claim.ready.is_empty() {
            return claim.next;
        }
        let endpoint: Rc<str> = known.map_or("", |known| &known.endpoint).into();
        let sent = Array::new();
        for operation in claim.ready {
            let carried = carry(carrier.clone(), Rc::new(operation), endpoint.clone());
            sent.push(&promise(carried));
        }
        // They don't reject.
        let _ = JsFuture::from(Promise::all(&sent)).await;
        if now() >= carrier.until {
            return Some(now());
        }
    }
}

async fn carry(
    carrier: Rc<Carrier>,
    operation: Rc<Operation>,
    endpoint: Rc<str>,
) -> Result<JsValue, JsValue> {
    let shape = carrier.shape.as_ref();
    let answer = send(&operation, &endpoint, shape, carrier.timeout).await;
    let signs = operation.sign_in_counts(shape.is_some(), carrier.patience, now());
    let came_to = outcome(operation.kind, answer.status, operation.denied, signs);
    // First that the server knows, then that nothing waits: who dies in between says it twice.
    learn(operation.clone(), endpoint, came_to).await;
    let sent = operation.clone();
    let random = js_sys::Math::random();
    shelf::change(Rc::new(move |all| {
        settle(all, &sent, answer, came_to, now(), random).into_iter().collect()
    }))
    .await;
    (carrier.told)(&operation, came_to, answer);
    Ok(JsValue::UNDEFINED)
}

/// Remembers what the answer says of the subscription, if it is still the same.
async fn learn(sent: Rc<Operation>, endpoint: Rc<str>, outcome: Outcome) {
    if !outcome.is_news_of_the_subscription(sent.kind) {
        return;
    }
    remembered::change(Rc::new(move |remembered| {
        let mut remembered = remembered?;
        let about = if sent.kind == Kind::App { &*endpoint } else { &sent.endpoint };
        let same = remembered.endpoint == about;
        Some(match outcome {
            Outcome::Done => remembered.confirmed(&sent.endpoint, &sent.to, now()),
            Outcome::Gone | Outcome::Unknown if same => {
                remembered.dead |= outcome == Outcome::Gone;
                remembered.forgotten()
            }
            Outcome::Refused if same => remembered.refused(&sent.to, now()),
            _ => remembered,
        })
    }))
    .await;
}
