//! The page's one object.

use std::cell::OnceCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use kaipush_model::error::{Code, Problem, Warning};
use kaipush_model::manifest::Manifest;
use kaipush_model::outbox::{Full, Kind, Operation};
use kaipush_model::permission::{Answer, Situation, State, assess, warnings};
use kaipush_model::platform::Platform;
use kaipush_model::subscription::{Remembered, Reported};
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::changes::Changes;
use super::connect::{SUBSCRIBING, Wished};
use super::outbox::Outbox;
use super::start::Checks;
use super::{
    Config, Error, History, PageNotification, causes, changes, closings, history, launches,
    manifest, notify, permission, prompt, registration, situation, system_messages,
};
use crate::apart;
use crate::console;
use crate::foreign::Js;
use crate::outbox::{self, now};
use crate::promise::in_background;
use crate::seen::new_id;
use crate::turn::{line_up, turn};

/// Push, for the page: where the app stands, the way to a subscription, and what comes of it.
#[derive(Clone, Debug)]
pub struct Push {
    pub(super) config: Rc<Config>,
    pub(crate) changes: Rc<Changes>,
    /// Once it could be read; an installed app's does not change while it runs.
    manifest: Rc<OnceCell<Manifest>>,
    pub(super) outbox: Rc<Outbox>,
    pub(super) checks: Rc<Checks>,
}

impl Push {
    /// Starts to listen for launches, renews a subscription that was lost or has another key, registers a worker that
    /// the app has at another address than before, and sends what the app's server has not been told yet. Asks nobody,
    /// and waits for nothing.
    pub fn new(config: Config) -> Self {
        #[cfg(feature = "dev")]
        console_error_panic_hook::set_once();
        console::set(config.log);
        let config = Rc::new(config.resolved());
        launches::begin();
        apart::set(registration::scope(&config));
        launches::placed();
        closings::placed();
        prompt::visit();
        in_background(history::visit());
        let push = Self {
            config,
            manifest: Rc::default(),
            changes: Rc::default(),
            outbox: Rc::default(),
            checks: Rc::default(),
        };
        push.start();
        push.keep_replaying();
        push
    }

    /// The platform, as far as it can be seen without the app's manifest.
    pub fn platform(&self) -> Platform {
        situation::platform(None)
    }

    /// Where the app stands. A page that can't push is told so by [`State::Unsupported`].
    pub async fn state(&self) -> State {
        self.started().await;
        let state = self.assess().await;
        changes::told(&state);
        self.changes.returned(&state);
        state
    }

    pub(crate) async fn assess(&self) -> State {
        assess(&self.situation().await)
    }

    /// What will not stop the app, but will surprise its developer.
    pub async fn warnings(&self) -> Vec<Warning> {
        warnings(&self.situation().await)
    }

    pub(super) async fn situation(&self) -> Situation {
        if self.manifest.get().is_none()
            && let Some(manifest) = manifest::own().await
        {
            // Somebody else may have been quicker, with the same.
            let _ = self.manifest.set(manifest);
        }
        let situation = situation::gather(&self.config, self.manifest.get().cloned()).await;
        self.changes.warned(warnings(&situation));
        situation
    }

    /// Carries out a call that changes something: what it reached is told before it answers.
    async fn telling(
        self,
        call: Pin<Box<dyn Future<Output = Result<State, Error>>>>,
    ) -> Result<State, Error> {
        let reached = call.await;
        match &reached {
            Ok(state) => {
                self.changes.reached(state);
                changes::suspect_others(&self.changes);
            }
            Err(error) => {
                console::say("failed", error.code().as_str());
                // What was changed before it failed can be seen.
                changes::suspect();
            }
        }
        causes::tell_others();
        reached
    }

    /// Asks the user, and says where the app stands then. Call it in the key handler itself: the
    /// question is put before this function returns, so a user's gesture still counts.
    pub fn request_permission(&self) -> impl Future<Output = State> + use<> {
        let question = permission::ask();
        let push = self.clone();
        async move {
            permission::answered(question).await;
            push.look().await
        }
    }

    /// The user said "not now" to the app's own question: until the app's rule
    /// ([`Ask`](kaipush_model::permission::Ask)) allows another, the state says so. It is remembered
    /// before this function returns.
    pub fn postpone(&self) -> impl Future<Output = State> + use<> {
        prompt::postponed();
        let push = self.clone();
        async move { push.look().await }
    }

    /// What a call has changed is told before it answers.
    async fn look(&self) -> State {
        let state = self.assess().await;
        self.changes.reached(&state);
        changes::suspect_others(&self.changes);
        causes::tell_others();
        state
    }

    /// Everything up to a subscription that the app's server knows: asks the user if need be,
    /// registers the worker and waits until it is active, subscribes, reports. Call it in the key
    /// handler itself.
    ///
    /// Where the user says no or the platform can't, the state says so and nothing was changed.
    ///
    /// A report that does not get through waits in the outbox, and the state says so
    /// ([`Reported::Pending`]). A subscription that has to give way to another stays as long as there is no
    /// network ([`Code::SubscribeFailed`]).
    ///
    /// # Errors
    /// The step that failed, by its code; [`Code::ReportRefused`] where the server does not want the
    /// subscription, which stays, and is reported again when this is called again.
    pub fn subscribe(&self) -> impl Future<Output = Result<State, Error>> + use<> {
        // The system asks once, and a yes must be of use. With what of the manifest was read before: the
        // question can't wait.
        let seen = situation::seen(&self.config, self.manifest.get().cloned());
        let question = match assess(&seen) {
            State::Unsupported(_) => None,
            _ => permission::ask(),
        };
        let push = self.clone();
        self.clone().telling(Box::pin(async move {
            let wished = Wished::now();
            let allowed = permission::answered(question).await;
            let _turn = turn(&SUBSCRIBING).await;
            if wished.is_over() {
                return Ok(push.assess().await);
            }
            let mut situation = push.situation().await;
            if allowed {
                // Also where the system has not kept it: as far as it comes.
                situation.notification = Some(Answer::Granted);
            }
            let reached = assess(&situation);
            // The app hears that the user has allowed it, before the network is waited for.
            push.changes.reached(&reached);
            match reached {
                State::Ready
                | State::Stale(_)
                | State::Subscribed(_, Reported::Refused | Reported::Pending) => {
                    // A subscription with another key must go first, or the browser refuses the new
                    // one. What key an unknown one has, Gecko 48 can't tell.
                    let ours = |known: &Remembered| known.key == situation.key && !known.dead;
                    let anew = !situation.remembered.as_ref().is_some_and(ours);
                    let current = push.connect(&situation, anew, wished).await?;
                    push.reported(current).await
                }
                reached => Ok(reached),
            }
        }))
    }

    /// Ends the subscription. The app's server is told now or, if it can't be reached, later; also of
    /// one that the browser has dropped.
    ///
    /// # Errors
    /// [`Code::UnsubscribeFailed`]; then it is tried again at the next start.
    pub async fn unsubscribe(&self) -> Result<State, Error> {
        let push = self.clone();
        self.clone().telling(Box::pin(async move { push.disconnect().await })).await
    }

    async fn disconnect(&self) -> Result<State, Error> {
        // The last call counts: one to subscribe that comes now has to wait.
        let turn = line_up(&SUBSCRIBING);
        // Before anybody is waited for: the next start does it if the app is closed now, and a renewal that is
        // under way sees it.
        self.wish_to_leave().await;
        let turn = turn.come().await;
        self.leave().await?;
        self.deliver().await;
        drop(turn);
        Ok(self.assess().await)
    }

    /// Has the app's server keep a value beside the subscription: topics, a user's id. Done when it
    /// is recorded; it is sent as soon as there is a subscription that the server knows, and survives
    /// restarts. A newer value takes the place of one of the same name that waits. `None` is sent as `null`, and
    /// removes the value.
    ///
    /// ```no_run
    /// # async fn run(push: kaipush::page::Push) -> Result<(), kaipush::page::Error> {
    /// push.set("topics", &["news", "weather"]).await
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Code::ConfigWrong`] without a server ([`Config::report_to`]), or for what can't be written as
    /// JSON; [`Code::OutboxFull`] when a hundred wait.
    pub async fn set(&self, name: &str, value: &impl Serialize) -> Result<(), Error> {
        self.set_value(name, Js(to_js(value)).to_json()).await
    }

    pub(crate) async fn set_value(&self, name: &str, body: String) -> Result<(), Error> {
        let wrong = |field: &str| Error::from(Problem::with(Code::ConfigWrong, field));
        let url = self.config.report_to.as_deref().ok_or_else(|| wrong("reportTo"))?;
        if name.is_empty() || body.is_empty() {
            return Err(wrong(if name.is_empty() { "name" } else { "value" }));
        }
        let new = Operation::new(Kind::App, new_id(), url, now());
        let put = outbox::put(Operation { name: name.into(), body, ..new }).await;
        put.map_err(|Full| Code::OutboxFull)?;
        drop(self.replay());
        Ok(())
    }

    /// Has the worker called for every system message of this name (KaiOS 3 and 4), such as
    /// `alarm`, also when the app is closed: see `worker::on_system_message`. Registers the worker
    /// if need be. A name that kaipush does not know comes back as a warning.
    ///
    /// # Errors
    /// [`Code::NoSystemMessages`] where there are none, [`Code::SystemMessageRefused`] without the
    /// permission, [`Code::SystemMessageTaken`] where the worker at the root has it,
    /// [`Code::SystemMessageFailed`] for anything else; or what registering the worker fails with.
    pub async fn subscribe_system_message(&self, name: &str) -> Result<Vec<Warning>, Error> {
        system_messages::subscribe(&self.config, name).await
    }

    /// What was received, closed and launched, newest first.
    ///
    /// # Errors
    /// [`Code::StorageFailed`] where IndexedDB is refused or does not answer: a list without what came would
    /// look as if nothing had.
    pub async fn history(&self) -> Result<History, Error> {
        History::read().await.map_err(|thrown| Error::caused(Code::StorageFailed, thrown))
    }

    /// Shows a notification of the page's own. What the platform does not know comes back as
    /// warnings.
    ///
    /// # Errors
    /// [`Code::NoNotification`], [`Code::PermissionNotGranted`] or [`Code::NotifyFailed`].
    pub fn notify(&self, notification: &PageNotification) -> Result<Vec<Warning>, Error> {
        notify::show(notification)
    }
}

/// Rust data as plain JavaScript objects, as JSON would have it: a `None` that is not skipped is `null`.
pub(crate) fn to_js(value: &impl Serialize) -> JsValue {
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    // Our own types always serialise; `undefined` would show in the next step.
    value.serialize(&plain).unwrap_or_default()
}
