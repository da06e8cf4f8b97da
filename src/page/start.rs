//! What the page mends at its start, before anybody has pressed a key.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::Promise;
use kaipush_model::error::Note;
use kaipush_model::outbox::{Check, Start, backoff};
use kaipush_model::permission::{Answer, Situation, State, assess};
use kaipush_model::subscription::Remembered;
use wasm_bindgen::JsValue;

use super::connect::SUBSCRIBING;
use super::{Error, Push, causes, changes, situation};
use crate::console::warn;
use crate::limit::{Limited, pause, within};
use crate::outbox::{self, now};
use crate::promise::{in_background, promise};
use crate::store::{answers, is_silent};
use crate::turn::turn;
use crate::{remembered, renewal};

/// A screen that waits for the first state rather waits this long than show one that is about to
/// change.
const PATIENCE: u32 = 2_000;

/// How long a storage that did not answer in time is waited for, in milliseconds.
const STORAGE: f64 = 60_000.0;

/// A check that has failed is like so many tries in vain: the first wait is of 16 to 32 seconds.
const SOON: u32 = 6;

/// The checks of one [`Push`]: that of the page's start, and those of later occasions.
#[derive(Debug, Default)]
pub(super) struct Checks {
    /// Settles when the last one is done.
    last: RefCell<Option<Promise>>,
    /// One waits for its turn.
    queued: Cell<bool>,
    /// How often in a row one was tried again in vain, and whether one will be.
    failed: Cell<u32>,
    later: Cell<bool>,
    /// Whether one waits for a storage that does not answer.
    waits: Cell<bool>,
    /// What the page's first one found.
    found: RefCell<Option<Remembered>>,
}

impl Push {
    /// Checks the subscription, mends what is wrong, and sends what waits. Asks nobody.
    pub(super) fn start(&self) {
        // One that has not begun yet will see all that this one would.
        if self.checks.queued.replace(true) {
            return;
        }
        let push = self.clone();
        let first = self.checks.last.borrow().is_none();
        let checked = promise(async move {
            match push.check().await {
                Ok(()) => push.checks.failed.set(0),
                Err(error) => {
                    warn(Note::RenewFailed, error.code().as_str());
                    push.start_later(&error);
                }
            }
            if first {
                // The worker may have tried in vain again and again where only the page can sign in; and there is
                // a user now.
                outbox::hurry().await;
                push.outbox.begun.set(true);
            }
            push.start_when_storage_answers();
            drop(push.replay());
            Ok(JsValue::UNDEFINED)
        });
        self.checks.last.replace(Some(checked));
    }

    /// A weak network, or a push service that is slow: once more while the app is open, less and less often.
    fn start_later(&self, error: &Error) {
        if !error.retryable() || self.checks.later.replace(true) {
            return;
        }
        let failed = self.checks.failed.get().saturating_add(SOON);
        let push = self.clone();
        let again = move || {
            let checks = &push.checks;
            checks.later.set(false);
            // Checks that have other reasons make it no later.
            checks.failed.set(checks.failed.get().saturating_add(1));
            push.start();
        };
        Timeout::new(backoff(failed, js_sys::Math::random()) as u32, again).forget();
    }

    /// What was asked of a storage that did not answer was decided without it: a lost subscription, for one, is
    /// none that is remembered. Once more, then, as soon as it does.
    pub(super) fn start_when_storage_answers(&self) {
        if !is_silent() || self.checks.waits.replace(true) {
            return;
        }
        let push = self.clone();
        in_background(async move {
            answers(STORAGE).await;
            if !is_silent() {
                push.start();
            }
            // One that is always too late must not have the page start over and over.
            pause(STORAGE as u32).await;
            push.checks.waits.set(false);
        });
    }

    /// Waits for the check to be done, but not long.
    pub(super) async fn started(&self) {
        let started: Option<Promise> = self.checks.last.borrow().clone();
        if let Some(started) = started {
            match within(&started, PATIENCE).await {
                Limited::Settled(_) | Limited::TooLate => {}
            }
        }
    }

    async fn check(&self) -> Result<(), Error> {
        let _turn = turn(&SUBSCRIBING).await;
        self.checks.queued.set(false);
        // Also without the permission: what another page does until it is there was done since.
        let known = remembered::known().await;
        // What the user has ended is ended also then.
        let leaving = matches!(&known, Ok(Some(known)) if known.leaving);
        if self.checks.found.borrow().is_none()
            && let Ok(found) = known
            && !remembered::is_guess()
        {
            self.checks.found.replace(Some(found.unwrap_or_default()));
        }
        // Without the permission nothing can be renewed, and what a user has taken back is no fault.
        if !leaving && situation::permission() != Some(Answer::Granted) {
            return Ok(());
        }
        let situation = self.situation().await;
        if matches!(assess(&situation), State::Unsupported(_)) {
            return Ok(());
        }
        if situation.remembered.as_ref().is_some_and(|known| self.is_older_than(known)) {
            return Ok(());
        }
        let check = Check::of(&Start {
            endpoint: situation.subscription.as_ref().map(|current| current.endpoint.as_str()),
            remembered: situation.remembered.as_ref(),
            key: situation.key.as_deref(),
            report_to: situation.report_to.as_deref(),
            now: now(),
        });
        if check == Check::Keep {
            if situation.remembered.is_some() {
                self.settings(&situation.platform).save().await;
            }
            return Ok(());
        }
        if check == Check::Report {
            let settings = self.settings(&situation.platform);
            // First: the worker may be about to report the same.
            let mended = self.mend(check, situation).await;
            settings.save().await;
            return mended;
        }
        match renewal::begin(renewal::lease(self.config.timeout)).await {
            Ok(held) => {
                let mended = self.mend(check, situation).await;
                renewal::end(held).await;
                mended
            }
            Err(left) => {
                // Another page or the worker is at it; or was, when it ended.
                let push = self.clone();
                Timeout::new(left as u32 + 20, move || push.start()).forget();
                Ok(())
            }
        }
    }

    /// Another page has subscribed with another key, or reported to another server, since this one was
    /// opened: it is a newer version of the app, and what it did must not be undone.
    fn is_older_than(&self, remembered: &Remembered) -> bool {
        let found = self.checks.found.borrow();
        let Some(found) = &*found else { return false };
        let key = self.config.key.as_ref().map(|key| key.to_base64url());
        let another_key = remembered.key != found.key && remembered.key != key;
        let to = &remembered.reported_to;
        let elsewhere = to.is_some() && *to != found.reported_to && *to != self.config.report_to;
        another_key || elsewhere
    }

    async fn mend(&self, check: Check, situation: Situation) -> Result<(), Error> {
        let mended = match check {
            Check::Keep => return Ok(()),
            Check::Report => {
                if let Some(current) = situation.subscription {
                    let again =
                        situation.remembered.is_some_and(|known| known.reported_to.is_some());
                    let endpoint = current.endpoint.clone();
                    let found = move |before| Remembered::found(&endpoint, before);
                    let remembered = remembered::change(Rc::new(found)).await;
                    // The worker may have told the server meanwhile.
                    let untold = |now: &Remembered| again || now.reported_to.is_none();
                    self.report(current, &situation.platform, remembered.filter(untold)).await;
                }
                Ok(())
            }
            Check::Renew { unsubscribe_first } => self.renew(&situation, unsubscribe_first).await,
            Check::Leave => self.leave().await,
        };
        // Also what failed has changed something: the old subscription may be gone.
        changes::suspect();
        causes::tell_others();
        mended
    }
}
