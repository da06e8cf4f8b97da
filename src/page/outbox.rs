//! What the page's outbox has to keep in mind while the page is open.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Function, Promise};
use kaipush_model::outbox::{Answer, Kind, Operation, Outcome};
use wasm_bindgen::JsValue;

use super::{Delivery, causes, changes};
use crate::console::say;
use crate::outbox::Shape;

pub(super) type Told = Rc<dyn Fn(Delivery)>;

thread_local! {
    /// The app's function that shapes requests, and the one that is told: the whole page's, for any `Push` sends what
    /// is due, whoever put it there.
    static SHAPE: RefCell<Option<Shape>> = const { RefCell::new(None) };
    static TOLD: RefCell<Option<Told>> = const { RefCell::new(None) };
}

pub(super) fn shape_by(shape: Option<Shape>) {
    SHAPE.set(shape);
}

pub(super) fn shape() -> Option<Shape> {
    SHAPE.with_borrow(Clone::clone)
}

pub(super) fn tell_by(told: Option<Told>) {
    TOLD.set(told);
}

/// Whether anybody wants to be told.
pub(super) fn tells() -> bool {
    TOLD.with_borrow(Option::is_some)
}

pub(super) fn tell(delivery: Delivery) {
    // Outside of the borrow: the function may set another one.
    if let Some(told) = TOLD.with_borrow(Clone::clone) {
        told(delivery);
    }
}

/// One [`Push`](super::Push)'s.
#[derive(Default)]
pub(super) struct Outbox {
    /// What waited at the page's start was on its way.
    pub(super) begun: Cell<bool>,
    /// A replay is under way.
    pub(super) running: Cell<bool>,
    /// Settles when nobody on this page sends any more: a promise, once somebody has begun to.
    pub(super) sending: RefCell<JsValue>,
    /// Something came while it was.
    pub(super) again: Cell<bool>,
    /// Rings when the next operation is due.
    pub(super) timer: RefCell<Option<Timeout>>,
    /// A dead endpoint was renewed: once in a page's life, so that a server that always says so
    /// makes no loop.
    pub(super) revived: Cell<bool>,
    /// The server knew nothing of the subscription that a value belongs to.
    pub(super) unknown: Cell<bool>,
    /// Whoever waits for the next report to be answered.
    reported: RefCell<Option<Function>>,
    /// The status that refused the last report.
    pub(super) refusal: Cell<u32>,
}

impl core::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Outbox").finish_non_exhaustive()
    }
}

impl Outbox {
    /// Settles when the next report has been tried.
    pub(super) fn next_report(&self) -> Promise {
        Promise::new(&mut |resolve, _| drop(self.reported.replace(Some(resolve))))
    }

    /// One operation was tried. The app is told at once, but for what was given up: that stays in the
    /// outbox until the app has heard of it.
    pub(super) fn tried(&self, operation: &Operation, outcome: Outcome, answer: Answer) {
        say(operation.kind.as_str(), outcome.as_str());
        if operation.kind == Kind::Subscription {
            if outcome == Outcome::Refused {
                self.refusal.set(answer.status);
            }
            if let Some(reported) = self.reported.take() {
                let _ = reported.call0(&JsValue::UNDEFINED);
            }
            changes::suspect();
        }
        if outcome == Outcome::Unknown {
            self.unknown.set(true);
        }
        if outcome.is_news_of_the_subscription(operation.kind) {
            causes::tell_others();
        }
        if outcome != Outcome::Refused {
            tell(Delivery::new(operation, outcome, answer.status));
        }
    }
}
