//! The page's one object.

use std::cell::OnceCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use kaipush_model::error::{Code, Warning};
use kaipush_model::manifest::Manifest;
use kaipush_model::permission::{Situation, State, assess, warnings};
use kaipush_model::platform::Platform;
use kaipush_model::subscription::{Remembered, Report};
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::changes::Changes;
use super::turn::turn;
use super::{
    Config, Entry, Error, History, PageNotification, Received, causes, changes, foreground,
    launches, manifest, notify, permission, prompt, registration, remembered, report, situation,
    subscription, system_messages,
};

/// Push, for the page: where the app stands, the way to a subscription, and what comes of it.
#[derive(Clone, Debug)]
pub struct Push {
    config: Rc<Config>,
    pub(crate) changes: Rc<Changes>,
    /// Once it could be read; an installed app's does not change while it runs.
    manifest: Rc<OnceCell<Manifest>>,
}

impl Push {
    /// Starts to listen for launches. Asks nobody and changes nothing.
    pub fn new(config: Config) -> Self {
        #[cfg(feature = "dev")]
        console_error_panic_hook::set_once();
        launches::begin();
        prompt::visit();
        Self { config: Rc::new(config), manifest: Rc::default(), changes: Rc::default() }
    }

    /// The platform, as far as it can be seen without the app's manifest.
    pub fn platform(&self) -> Platform {
        situation::platform(None)
    }

    /// Where the app stands. A page that can't push is told so by [`State::Unsupported`].
    pub async fn state(&self) -> State {
        let state = self.assess().await;
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

    async fn situation(&self) -> Situation {
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
            Ok(state) => self.changes.reached(state),
            // What was changed before it failed can be seen.
            Err(_) => changes::suspect(),
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
        causes::tell_others();
        state
    }

    /// Everything up to a subscription that the app's server knows: asks the user if need be,
    /// registers the worker and waits until it is active, subscribes, reports. Call it in the key
    /// handler itself.
    ///
    /// Where the user says no or the platform can't, the state says so and nothing was changed.
    ///
    /// # Errors
    /// The step that failed, by its code. A subscription that could not be reported stays, and is
    /// reported when this is called again.
    pub fn subscribe(&self) -> impl Future<Output = Result<State, Error>> + use<> {
        let question = permission::ask();
        let push = self.clone();
        self.clone().telling(Box::pin(async move {
            permission::answered(question).await;
            let _turn = turn().await;
            let situation = push.situation().await;
            let reached = assess(&situation);
            // The app hears that the user has allowed it, before the network is waited for.
            push.changes.reached(&reached);
            match reached {
                State::Ready | State::Stale(_) => push.connect(situation).await,
                reached => Ok(reached),
            }
        }))
    }

    async fn connect(&self, situation: Situation) -> Result<State, Error> {
        let config = &*self.config;
        let registration = registration::active(config).await?;
        let before = situation.remembered;
        let current = subscription::current(&registration, config.timeout).await;
        if let Some(old) = current.map_err(|_| Code::SubscribeTimeout)? {
            // A subscription with another key must go first, or the browser refuses the new one.
            // What key an unknown one has, Gecko 48 can't tell.
            if before.as_ref().is_none_or(|before| before.key != situation.key) {
                subscription::unsubscribe(&old, config.timeout).await?;
            }
        }
        let pushing = subscription::subscribe(&registration, config).await?;
        let current = subscription::read(&pushing).ok_or(Code::SubscribeFailed)?;
        let remembered = Remembered::unreported(&current.endpoint, situation.key, before.as_ref());
        remembered::save(&remembered).await;
        if let Some(url) = &config.report_to {
            let body =
                Report::new(current.clone(), remembered.replaces.clone(), &situation.platform);
            report::post(url, &body, config.timeout).await?;
            remembered::save(&remembered.reported(url)).await;
        }
        Ok(State::Subscribed(current))
    }

    /// Ends the subscription and tells the app's server, also of one that the browser has dropped.
    ///
    /// # Errors
    /// [`Code::UnsubscribeFailed`], or the report's: then the subscription is gone, and the
    /// server will learn it from its next push (410).
    pub async fn unsubscribe(&self) -> Result<State, Error> {
        let push = self.clone();
        self.clone().telling(Box::pin(async move { push.disconnect().await })).await
    }

    async fn disconnect(&self) -> Result<State, Error> {
        let config = &*self.config;
        let _turn = turn().await;
        let failed = |_| Error::from(Code::UnsubscribeFailed);
        let current = match registration::existing(config).await.map_err(failed)? {
            Some(registration) => {
                subscription::current(&registration, config.timeout).await.map_err(failed)?
            }
            None => None,
        };
        if let Some(current) = &current {
            subscription::unsubscribe(current, config.timeout).await?;
        }
        let remembered = remembered::load().await.map(|remembered| remembered.endpoint);
        remembered::forget().await;
        let gone = current.map(|current| current.endpoint()).or(remembered);
        if let (Some(url), Some(endpoint)) = (&config.report_to, gone) {
            report::delete(url, &endpoint, config.timeout).await?;
        }
        Ok(self.assess().await)
    }

    /// Calls the app with every new state, whoever changed it: a call of the app's own, the user in
    /// Settings, another page of the app, the worker. New is a state that differs from the one that
    /// the app was last told, or was last given by a call.
    ///
    /// ```no_run
    /// # fn draw(state: kaipush::model::permission::State) {}
    /// # async fn run(push: kaipush::page::Push) {
    /// push.on_change(draw);
    /// draw(push.state().await);
    /// # }
    /// ```
    pub fn on_change(&self, handler: impl Fn(State) + 'static) {
        changes::listen(self, Some(Rc::new(move |state, _| handler(state))));
    }

    /// Calls nobody any more.
    pub fn off_change(&self) {
        changes::listen(self, None);
    }

    /// Calls the app with every launch, each once. Those that came before are delivered at once.
    pub fn on_launch(&self, handler: impl Fn(Received) + 'static) {
        launches::on_launch(Some(Rc::new(handler)));
    }

    /// Lets launches wait until the next [`Push::on_launch`].
    pub fn off_launch(&self) {
        launches::on_launch(None);
    }

    /// Calls the app when the worker has handled a push while the page is open.
    pub fn on_received(&self, handler: impl Fn() + 'static) {
        launches::on_received(Some(Rc::new(handler)));
    }

    /// Has the worker called for every system message of this name (KaiOS 3 and 4), such as
    /// `alarm`, also when the app is closed: see `worker::on_system_message`. Registers the worker
    /// if need be. A name that kaipush does not know comes back as a warning.
    ///
    /// # Errors
    /// [`Code::NoSystemMessages`] where there are none, [`Code::SystemMessageRefused`] without the
    /// permission, [`Code::SystemMessageTaken`] where the worker at the root has it, or the
    /// worker's.
    pub async fn subscribe_system_message(&self, name: &str) -> Result<Vec<Warning>, Error> {
        system_messages::subscribe(&self.config, name).await
    }

    /// Gives the app the pushes that come while the page is in front, where the worker's `foreground`
    /// is `"hidden"`: `title`, `body`, `tag`, `url`, `id`, `data`, `payload`. Without a handler they
    /// are shown.
    pub fn on_message(&self, handler: impl Fn(Entry) + 'static) {
        foreground::on_message(Some(Rc::new(move |entry| {
            handler(entry);
            true
        })));
    }

    /// Asks the app whether a push is shown while the page is in front, where the worker's
    /// `foreground` is `"ask"`. Without a handler, and without an answer in a second, it is shown.
    pub fn on_foreground<A>(&self, handler: impl Fn(Entry) -> A + 'static)
    where
        A: Future<Output = bool> + 'static,
    {
        foreground::on_foreground(Some(Rc::new(move |entry| Box::pin(handler(entry)))));
    }

    /// What was received, closed and launched, newest first.
    ///
    /// # Errors
    /// [`Code::StorageFailed`].
    pub async fn history(&self) -> Result<History, Error> {
        History::read().await.map_err(|thrown| Error::caused(Code::StorageFailed, thrown))
    }

    /// Shows a notification of the page's own. What the platform does not know comes back as
    /// warnings.
    ///
    /// # Errors
    /// [`Code::PermissionNotGranted`] or [`Code::NotifyFailed`].
    pub fn notify(&self, notification: &PageNotification) -> Result<Vec<Warning>, Error> {
        notify::show(notification)
    }
}

/// Rust data as plain JavaScript objects; absent members stay absent.
pub(crate) fn to_js(value: &impl Serialize) -> JsValue {
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    // Our own types always serialise; `undefined` would show in the next step.
    value.serialize(&plain).unwrap_or_default()
}
