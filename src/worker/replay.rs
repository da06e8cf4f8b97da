//! The outbox in the page's absence.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Function, Promise};
use kaipush_model::Value;
use kaipush_model::error::Note;
use kaipush_model::outbox::{Kind, Outcome};
use wasm_bindgen::prelude::*;

use super::Host;
#[cfg(feature = "reports")]
use super::scope::shown;
use super::scope::tell_all;
use crate::foreign::Js;
use crate::limit::pause;
use crate::outbox::{Carrier, Shape, flush, now};
use crate::promise::called;
use crate::request::{Request, shaping};
use crate::settings::Settings;

/// The system lets a worker live while it has something to do, at the phone's cost: what takes longer
/// waits for the next occasion.
const LIMIT: u32 = 4_000;

/// After the worker has subscribed again: until the app's server knows, no push wakes this worker, so a
/// server that stumbles is asked again at once.
const EAGER: f64 = 30_000.0;

/// Lives as long as the worker.
type Shaping = &'static dyn Fn(&Js) -> Promise;

thread_local! {
    /// Set once when the worker starts; a plain cell for the reason given in handler.rs.
    static SHAPE: Cell<Option<Shaping>> = const { Cell::new(None) };
    /// Until when a new subscription is worth waiting for.
    static RENEWED: Cell<f64> = const { Cell::new(0.0) };
    /// Until when somebody in this worker waits for events that are due soon; 0 when nobody does.
    static AWAKE: Cell<f64> = const { Cell::new(0.0) };
}

/// The worker has subscribed again.
pub(crate) fn renewed() {
    RENEWED.set(now() + EAGER);
}

/// Sends what the app's server has not been told yet, events at their random time; one of several
/// replays waits for that.
pub(crate) async fn replay(host: Host) -> Result<JsValue, JsValue> {
    let settings = Settings::load().await.unwrap_or_default();
    #[cfg(feature = "reports")]
    if settings.events_to.is_some() {
        super::reports::found(&host, shown(None).await.unwrap_or_default()).await;
    }
    let end = RENEWED.get().max(now() + f64::from(settings.events_within));
    let host = Rc::new(host);
    let news = Rc::new(Cell::new(false));
    let mut waits = false;
    // One place that flushes: a second would be a second copy of all that it waits for.
    loop {
        let next = flush(carrier(&host, &settings, &news)).await;
        if news.take() {
            tell_all("changed", "by", &"worker".into()).await;
        }
        if !waits {
            let somebody = AWAKE.get() > 0.0;
            AWAKE.set(end.max(AWAKE.get()));
            if somebody {
                break;
            }
            waits = true;
        }
        let Some(due) = next.filter(|due| *due <= AWAKE.get()) else {
            AWAKE.set(0.0);
            break;
        };
        pause((due - now()).max(0.0) as u32).await;
    }
    Ok(JsValue::UNDEFINED)
}

/// `news`: set where a page may have to show another state.
fn carrier(host: &Rc<Host>, settings: &Settings, news: &Rc<Cell<bool>>) -> Rc<Carrier> {
    let (told, news) = (host.clone(), news.clone());
    Rc::new(Carrier {
        // Without a page that was here nothing is set.
        timeout: Some(settings.timeout).filter(|set| *set > 0).unwrap_or(LIMIT).min(LIMIT),
        until: now() + f64::from(LIMIT),
        home: None,
        shape: shape(host),
        // The page may have one.
        patience: f64::INFINITY,
        // What else is given up stays for the page to tell.
        told: Box::new(move |operation, outcome, _| {
            if outcome.is_news_of_the_subscription(operation.kind) {
                news.set(true);
            }
            if operation.kind == Kind::Answer && outcome != Outcome::Done {
                told.note(Note::AnswerFailed, &operation.to);
            }
        }),
    })
}

/// Lets the app shape each request that the worker sends to its server, as `Push::on_request` does in the
/// page. A request has four seconds here, what this takes included. Call it when the worker's wasm starts. Where
/// it fails, the request is tried again later.
///
/// ```no_run
/// use kaipush::worker;
/// worker::on_request(|request| async move { Ok(request.header("Authorization", "Bearer …")) });
/// ```
pub fn on_request<F, A>(shape: F)
where
    F: Fn(Request) -> A + 'static,
    A: Future<Output = Result<Request, JsValue>> + 'static,
{
    SHAPE.set(Some(Box::leak(Box::new(shaping(shape)))));
}

/// The app's function: of its Rust, or `kaipush.onrequest`.
fn shape(host: &Host) -> Option<Shape> {
    if let Some(shape) = SHAPE.get() {
        return Some(Rc::new(shape));
    }
    let handler = Js(host.settings()).get("onrequest")?.0.dyn_into::<Function>().ok()?;
    Some(Rc::new(move |request| called(&handler, &request.0)))
}
