//! To a subscription and back, each step recorded before the next is taken.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Promise};
use kaipush_model::error::{Code, Problem};
use kaipush_model::outbox::{Kind, Operation};
use kaipush_model::permission::{Situation, State};
use kaipush_model::platform::Platform;
use kaipush_model::subscription::{Remembered, Renewal, Reported, Subscription};
use wasm_bindgen::JsValue;
use web_sys::PushSubscription;

use super::unseen::Unseen;
use super::{Error, Push, registration, subscription};
use crate::console::say;
use crate::limit::{Limited, within};
use crate::outbox::{self, now};
use crate::remembered;
use crate::seen::new_id;
use crate::settings::Settings;
use crate::subscribed;
use crate::turn::Queue;

thread_local! {
    /// What changes the subscription. A user who presses Enter twice must not subscribe twice: the second
    /// would undo the first, and the server would keep the wrong address.
    pub(super) static SUBSCRIBING: Queue = const { Queue::new(None) };
    /// How often the user has wished to unsubscribe, here.
    static WISHES: Cell<u32> = const { Cell::new(0) };
}

/// What the user had wished when he subscribed: that to unsubscribe is taken back, a newer one is not, for the last
/// call counts.
#[derive(Clone, Copy)]
pub(super) struct Wished(u32);

impl Wished {
    /// By now.
    pub(super) fn now() -> Self {
        Self(WISHES.get())
    }

    /// He has called to unsubscribe since.
    pub(super) fn is_over(self) -> bool {
        WISHES.get() != self.0
    }

    /// The record, in which a newer wish stands: that waits for its turn, and the app may be closed before it comes.
    fn kept(self, record: Remembered) -> Remembered {
        Remembered { leaving: self.is_over(), ..record }
    }
}

impl Push {
    /// Subscribes and puts the report into the outbox. `anew`: the subscription there is must go
    /// first.
    pub(super) async fn connect(
        &self,
        situation: &Situation,
        anew: bool,
        wished: Wished,
    ) -> Result<Subscription, Error> {
        let (_, current) = self.obtain(situation, anew, wished).await?;
        remembered::sure();
        let (endpoint, key) = (current.endpoint.clone(), situation.key.clone());
        let remembered = remembered::change(Rc::new(move |before| {
            Some(wished.kept(Remembered::subscribed(&endpoint, key.as_deref(), before)))
        }));
        self.report(current.clone(), &situation.platform, remembered.await).await;
        Ok(current)
    }

    /// The same without anybody's wish, for a subscription that was lost: where the user has unsubscribed
    /// meanwhile, here or on another page, that holds.
    pub(super) async fn renew(&self, situation: &Situation, anew: bool) -> Result<(), Error> {
        let (pushing, current) = self.obtain(situation, anew, Wished::now()).await?;
        let (decide, came_upon) = remembered::renewing(&current.endpoint, situation.key.as_deref());
        let remembered = remembered::change(decide).await;
        match came_upon.get() {
            Some(Renewal::Left) => {
                subscription::unsubscribe(&pushing, self.config.timeout).await?;
            }
            Some(Renewal::Known) => {}
            _ => self.report(current, &situation.platform, remembered).await,
        }
        Ok(())
    }

    async fn obtain(
        &self,
        situation: &Situation,
        anew: bool,
        wished: Wished,
    ) -> Result<(PushSubscription, Subscription), Error> {
        let config = &*self.config;
        let registration = registration::active(config).await?;
        let current = subscription::current(&registration, config.timeout).await;
        // It may be the one that would have to go first.
        let current = current
            .map_err(|unseen| unseen.error(Code::SubscribeFailed, Code::SubscribeTimeout))?;
        let exists = current.is_some();
        let old = current.filter(|_| anew);
        let ended = old.as_ref().map(PushSubscription::endpoint);
        self.intend(situation, exists, ended, wished).await;
        if let Some(old) = old {
            // Gecko ends it at once, and makes no other without its push service: until the network is back, what
            // there is still receives.
            if subscription::is_offline() {
                return Err(Problem::with(Code::SubscribeFailed, "there is no network").into());
            }
            subscription::unsubscribe(&old, config.timeout).await?;
        }
        let pushing = subscription::subscribe(&registration, config).await?;
        let current = subscribed::read(&pushing).ok_or(Code::SubscribeFailed)?;
        say("subscribed", &current.endpoint);
        self.settings(&situation.platform).save().await;
        Ok((pushing, current))
    }

    /// A page that is closed before a first subscription is written down leaves one that nobody
    /// knows, or has `ended` one for it of which only the server knows. So that it is to come is written down
    /// first; that of a renewal is known already.
    async fn intend(
        &self,
        situation: &Situation,
        exists: bool,
        ended: Option<String>,
        wished: Wished,
    ) {
        if situation.remembered.as_ref().is_some_and(|remembered| !remembered.leaving) {
            return;
        }
        // What key an existing one has, Gecko 48 can't tell: none of ours, then.
        let key = situation.key.clone().filter(|_| !exists);
        remembered::change(Rc::new(move |before| {
            Some(wished.kept(Remembered::begun(key.clone(), ended.as_deref(), before)))
        }))
        .await;
    }

    /// Has the server told of a subscription that is remembered now.
    pub(super) async fn report(
        &self,
        current: Subscription,
        platform: &Platform,
        remembered: Option<Remembered>,
    ) {
        // Nothing is remembered where another page has just ended it.
        let Some(remembered) = remembered.filter(|now| !now.leaving) else { return };
        if let Some(url) = &self.config.report_to {
            let report = outbox::report(current, remembered.replaces, platform, url);
            // Only the app's values can be too many.
            let _ = outbox::put(report).await;
        }
    }

    /// Has the report tried at once, and says what it came to.
    pub(super) async fn reported(&self, current: Subscription) -> Result<State, Error> {
        let Some(report_to) = self.config.report_to.as_deref() else {
            return Ok(State::Subscribed(current, Reported::NoServer));
        };
        let tried = self.outbox.next_report();
        outbox::hurry().await;
        let first = Promise::race(&Array::of2(&tried, &self.all_replayed()));
        match within(&first, self.config.timeout).await {
            Limited::Settled(_) | Limited::TooLate => {}
        }
        let remembered = remembered::load().await.unwrap_or_default();
        match remembered.reported_as(Some(report_to)) {
            Reported::Refused => {
                let status = self.outbox.refusal.get().to_string();
                Err(Problem::with(Code::ReportRefused, status).into())
            }
            reported => Ok(State::Subscribed(current, reported)),
        }
    }

    /// The user wishes to unsubscribe.
    pub(super) async fn wish_to_leave(&self) {
        WISHES.set(WISHES.get().wrapping_add(1));
        self.intend_to_leave().await;
    }

    /// Writes that down.
    async fn intend_to_leave(&self) {
        remembered::change(Rc::new(|known| {
            Some(Remembered { leaving: true, ..known.unwrap_or_default() })
        }))
        .await;
    }

    /// Ends the subscription, and puts into the outbox that the server must forget it, and whatever
    /// it may hold in its place.
    pub(super) async fn leave(&self) -> Result<(), Error> {
        let config = &*self.config;
        let failed = Code::UnsubscribeFailed;
        // Also where it was written before the turn: a subscription that had the turn then has cleared it.
        self.intend_to_leave().await;
        let unseen = |unseen: Unseen| unseen.error(failed, failed);
        let current = match registration::existing(config).await.map_err(unseen)? {
            Some(registration) => {
                subscription::current(&registration, config.timeout).await.map_err(unseen)?
            }
            None => None,
        };
        if let Some(current) = &current {
            subscription::unsubscribe(current, config.timeout).await?;
        }
        let remembered = remembered::load().await.unwrap_or_default();
        let Remembered { endpoint, replaces, reported_to, .. } = remembered;
        let current = current.map(|current| current.endpoint());
        let mut gone: Vec<_> = current.into_iter().chain([endpoint]).chain(replaces).collect();
        gone.retain(|endpoint| !endpoint.is_empty());
        gone.dedup();
        // Where the server has moved, both may hold it.
        let mut servers: Vec<_> = reported_to.into_iter().chain(config.report_to.clone()).collect();
        servers.dedup();
        for url in servers {
            for endpoint in gone.clone() {
                let new = Operation::new(Kind::Unsubscription, new_id(), &url, now());
                let _ = outbox::put(Operation { endpoint, ..new }).await;
            }
        }
        remembered::end().await;
        Ok(())
    }

    /// What the worker has to know.
    pub(super) fn settings(&self, platform: &Platform) -> Settings {
        let config = &*self.config;
        Settings {
            report_to: config.report_to.clone(),
            events_to: config.events_to.clone(),
            events_within: config.events_to.as_ref().map_or(0, |_| config.events_within),
            timeout: config.timeout,
            app_type: Some(platform.app_type),
        }
    }

    /// Sends what is due, and waits for it, but not longer than a request may take.
    pub(super) async fn deliver(&self) {
        outbox::hurry().await;
        let replayed: Result<JsValue, _> =
            within(&self.replay(), self.config.timeout).await.or_rejected();
        // What was not sent in time waits for the next occasion.
        drop(replayed);
    }
}
