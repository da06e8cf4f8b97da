//! The outbox at work while the page is open: at its start, when the network is back, when the page
//! becomes visible, when the worker has subscribed again, and when something is due.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Promise};
use kaipush_model::Value;
use kaipush_model::outbox::{DAY, Outcome};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageEvent;

use super::outbox::{shape, tell, tells};
use super::visible::when_visible;
use super::{Delivery, Push, registration};
use crate::foreign::Js;
use crate::outbox::{self, Carrier, now};
use crate::promise::{in_background, promise};
use crate::remembered;

impl Push {
    /// Sends what is due, now and whenever there is reason to; for as long as the page is open.
    pub(super) fn keep_replaying(&self) {
        let Some(window) = web_sys::window() else { return };
        let push = self.clone();
        EventListener::new(&window, "online", move |_| {
            let push = push.clone();
            in_background(async move {
                outbox::hurry().await;
                push.start();
            });
        })
        .forget();
        let push = self.clone();
        // A permission may have been given back.
        when_visible(move || push.start());
        let Some(container) = registration::container() else { return };
        let push = self.clone();
        // The worker has subscribed again, and may be one that does not report.
        EventListener::new(&container, "message", move |event| {
            let message = Js(event.unchecked_ref::<MessageEvent>().data());
            if message.text("kaipush").as_deref() == Some("changed") {
                push.start();
            }
        })
        .forget();
    }

    /// Sends what is due; settles when nothing is.
    pub(super) fn replay(&self) -> Promise {
        let push = self.clone();
        let own = if self.outbox.running.replace(true) {
            self.outbox.again.set(true);
            // Not when a server that hangs has let go of the others: what is being sent is leased.
            promise(async move {
                push.flush().await;
                Ok(JsValue::UNDEFINED)
            })
        } else {
            promise(async move {
                push.replay_all().await;
                Ok(JsValue::UNDEFINED)
            })
        };
        let mut sending = self.outbox.sending.borrow_mut();
        let both = Promise::all(&Array::of2(&sending, &own));
        // Its result would hold that of all before.
        *sending = promise(async move {
            JsFuture::from(both).await?;
            Ok(JsValue::UNDEFINED)
        })
        .into();
        own
    }

    /// The same, and whoever was at it before is done as well: what is waited for may be in its hands.
    pub(super) fn all_replayed(&self) -> Promise {
        drop(self.replay());
        self.outbox.sending.borrow().clone().unchecked_into()
    }

    async fn flush(&self) -> Option<f64> {
        let told = self.outbox.clone();
        let carrier = Rc::new(Carrier {
            timeout: self.config.timeout,
            until: f64::INFINITY,
            home: self.config.report_to.clone(),
            shape: shape(),
            // An app that has not said yet that it signs, such as before its user has signed in, can say so.
            patience: DAY,
            told: Box::new(move |operation, outcome, answer| {
                told.tried(operation, outcome, answer);
            }),
        });
        let next = outbox::flush(carrier).await;
        self.tell_refused().await;
        next
    }

    async fn replay_all(&self) {
        let outbox = &self.outbox;
        let next = loop {
            outbox.again.set(false);
            let next = self.flush().await;
            if !outbox.again.get() {
                break next;
            }
        };
        outbox.running.set(false);
        self.start_when_storage_answers();
        let timer = next.map(|next| {
            let push = self.clone();
            // A timer takes no more than 24 days, and none of ours waits longer than one.
            Timeout::new((next - now()).max(0.0) as u32 + 20, move || drop(push.replay()))
        });
        outbox.timer.replace(timer);
        let dead = remembered::load().await.is_some_and(|remembered| remembered.dead);
        let revive = dead && !outbox.revived.replace(true);
        if outbox.unknown.take() || revive {
            self.start();
        }
    }

    /// Tells the app what was given up, by the page or by the worker; once it wants to know.
    pub(super) async fn tell_refused(&self) {
        if !tells() {
            return;
        }
        for refused in outbox::take_refused().await {
            let delivery = Delivery::new(&refused, Outcome::Refused, refused.refused);
            tell(delivery);
        }
    }
}
