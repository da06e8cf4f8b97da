//! A phone to look at, in a window of Firefox, and the same for tests.
//!
//! The app is a page in a tab of its own, so focus, visibility, permission, worker and `openWindow`
//! are real; the browser's window around it is drawn as a phone. Notifications come from the alerts
//! service and clicks go there. What the window draws is in `simulator/window/`; what it is told to
//! draw is decided here.
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! use std::time::Duration;
//! use kaipush_simulator::phone::{Action, Phone, PhoneConfig, Place, Push};
//! use kaipush_simulator::{Profile, StageConfig, System};
//!
//! let stage = StageConfig::new("geckodriver", "firefox"); // headless, unless it is told otherwise
//! let profile = Profile::packaged(System::Kaios25);
//! let mut phone = Phone::start(PhoneConfig::new(stage, profile, "app")).await?;
//! phone.act(Action::key("EndCall")).await?;
//! phone.act(Action::Send { push: Push::Text { text: "hello".into() } }).await?;
//! let soon = Duration::from_secs(5);
//! let state = phone.wait(soon, |phone| phone.state().toast.is_some()).await?;
//! let seq = state.toast.as_ref().map_or(0, |toast| toast.seq);
//! phone.act(Action::touch(seq, "")).await?;
//! phone.wait(soon, |phone| phone.state().place == Place::Front).await?;
//! phone.close().await
//! # }
//! ```

mod act;
mod action;
mod config;
mod effects;
mod hear;
mod install;
mod journal;
mod push;
mod run;
mod send;
mod state;
mod told;
mod tray;
mod watch;
mod window;

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

pub use action::Action;
pub use config::PhoneConfig;
pub use journal::{Kind, Line};
pub use push::{Form, Push};
pub use state::{Installed, Place, Refusal, State};
pub use tray::Notice;

use crate::app::App;
use crate::server::{ReferenceServer, ServerConfig};
use crate::stage::Stage;
use journal::Journal;
use tray::Tray;
use watch::Watched;
use window::Noticed;

/// The screen without its status bar, which is 26 pixels high.
const SCREEN: (u32, u32) = (240, 294);
/// The whole of it.
const FULLSCREEN: (u32, u32) = (240, 320);

const NO_WORKER: &str = "no page of this app has registered a service worker: there is nothing that could receive a push";

/// A phone with one app.
#[derive(Debug)]
pub struct Phone {
    config: PhoneConfig,
    stage: Stage,
    server: Option<ReferenceServer>,
    app: Option<App>,
    state: State,
    tray: Tray,
    watched: Watched,
    noticed: Vec<Noticed>,
    journal: Journal,
    up_after: Duration,
}

impl Phone {
    /// Starts push service, Firefox and server, installs the app and opens it. An app that the
    /// system refuses is no error: [`State::refused`] tells of it.
    ///
    /// # Errors
    /// When one of them can't start.
    pub async fn start(mut config: PhoneConfig) -> Result<Self> {
        config.stage.launch.viewport = Some(SCREEN);
        // The toolbar, which is hidden, would be the window's title bar.
        let title_bar = ("browser.tabs.inTitlebar".into(), 0.into());
        config.stage.launch.preferences.push(title_bar);
        let stage = Stage::start(config.stage.clone()).await?;
        let browser_started = Instant::now();
        let mut phone = Self {
            state: State::new(config.profile),
            journal: Journal::new(config.print),
            watched: Watched::new(&stage),
            config,
            stage,
            server: None,
            app: None,
            tray: Tray::default(),
            noticed: Vec::new(),
            up_after: Duration::ZERO,
        };
        let (server, ()) =
            tokio::try_join!(phone.start_server(), window::install(phone.stage.firefox()))?;
        phone.server = server;
        phone.put_app(phone.config.profile).await?;
        phone.look().await?;
        phone.up_after = browser_started.elapsed();
        phone.note(format!("up {:.1} s after the browser", phone.up_after.as_secs_f32()));
        Ok(phone)
    }

    /// How long after the browser it was up: server started, app installed, opened and drawn.
    pub fn up_after(&self) -> Duration {
        self.up_after
    }

    /// What it shows, as of the last [`Phone::look`].
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What happened so far.
    pub fn log(&self) -> &[Line] {
        self.journal.lines()
    }

    /// The app, to look at its page, site and alerts.
    ///
    /// # Errors
    /// When the system has refused it.
    pub fn app(&self) -> Result<&App> {
        self.app.as_ref().context("there is no app on the phone: the system has refused it")
    }

    /// Browser and push service.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The app's server, with the key pair that it has now; none if the phone has been started without
    /// one.
    pub fn server(&self) -> Option<&ReferenceServer> {
        self.server.as_ref()
    }

    /// The window as PNG.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        window::picture(self.stage.firefox()).await
    }

    /// Ends everything.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn close(self) -> Result<()> {
        let closed = match self.app {
            Some(app) => app.close().await,
            None => Ok(()),
        };
        let stopped = self.stage.stop().await;
        closed.and(stopped)
    }

    /// The app's server; none if the phone has been started without one.
    async fn start_server(&self) -> Result<Option<ReferenceServer>> {
        let Some((script, node_modules)) = self.config.server.clone() else {
            return Ok(None);
        };
        let certificate = Some(self.stage.certificate().into());
        let config = ServerConfig {
            script,
            node_modules,
            certificate,
            keys: None,
            store: None,
            print: false,
        };
        ReferenceServer::start(&config).await.map(Some)
    }

    fn note(&mut self, text: impl Into<String>) {
        self.journal.add(Kind::Phone, text);
    }

    fn fail(&mut self, text: impl Into<String>) {
        self.journal.add(Kind::Error, text);
    }
}
