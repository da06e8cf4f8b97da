//! A browser and its push service, for apps on any profile.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use kaipush_browser::{Firefox, Launch, TELL_REPLACED};
use kaipush_push_service::{Options, PushService};
use serde_json::json;

use crate::engine;

/// What a stage is started with.
#[derive(Clone, Debug)]
pub struct StageConfig {
    /// How the push service behaves and on which ports; KaiOS' rules and free ports by default.
    pub push: Options,
    /// How Firefox is started. Push service and the phone's screen are set by the stage.
    pub launch: Launch,
}

impl StageConfig {
    /// A headless stage with these programs.
    pub fn new(geckodriver: impl Into<PathBuf>, firefox: impl Into<PathBuf>) -> Self {
        Self { push: Options::default(), launch: Launch::new(geckodriver, firefox) }
    }
}

/// A push service and a Firefox that uses it. All of it is gone when it is dropped.
#[derive(Debug)]
pub struct Stage {
    firefox: Arc<Firefox>,
    push: PushService,
    certificate: PathBuf,
}

impl Stage {
    /// Starts both.
    ///
    /// # Errors
    /// When one of them can't start; the message says which and why.
    pub async fn start(config: StageConfig) -> Result<Self> {
        let push = PushService::start(config.push).await?;
        let mut launch = config.launch;
        launch.push_url = Some(push.websocket_url());
        launch.viewport = launch.viewport.or(Some((240, 320)));
        // Firefox has a process for each site since 94, Gecko 48 and 84 have not; it costs a fifth of
        // the time of every test.
        let mut preferences = vec![
            ("fission.autostart".to_owned(), json!(false)),
            // A newer one takes the listener's place, and the old one's worker hears nothing
            // (AlertsHelper.jsm, `showAppNotification`).
            (TELL_REPLACED.to_owned(), json!(false)),
        ];
        let engine = engine::PREFERENCES.iter();
        preferences.extend(engine.map(|(name, value)| ((*name).to_owned(), json!(value))));
        // Those of the caller win.
        launch.preferences.splice(0..0, preferences);
        let firefox = Arc::new(Firefox::launch(launch).await?);
        // There it goes with the browser, however this process ends.
        let certificate = firefox.home().join("push-service.pem");
        std::fs::write(&certificate, push.certificate_pem())
            .with_context(|| format!("cannot write {}", certificate.display()))?;
        Ok(Self { firefox, push, certificate })
    }

    /// The browser.
    pub fn firefox(&self) -> &Firefox {
        &self.firefox
    }

    pub(crate) fn shared_firefox(&self) -> Arc<Firefox> {
        self.firefox.clone()
    }

    /// The push service.
    pub fn push(&self) -> &PushService {
        &self.push
    }

    /// The file with the authority of the push service, for Node's `NODE_EXTRA_CA_CERTS`.
    pub fn certificate(&self) -> &Path {
        &self.certificate
    }

    /// Ends both and returns when every process is gone.
    ///
    /// # Errors
    /// When Firefox does not end, or an app still holds it.
    pub async fn stop(self) -> Result<()> {
        let ended = end(self.firefox).await;
        self.push.stop().await;
        ended
    }
}

async fn end(mut firefox: Arc<Firefox>) -> Result<()> {
    // An app that was dropped a moment ago may hold it a moment longer.
    for _ in 0..100 {
        match Arc::try_unwrap(firefox) {
            Ok(alone) => return alone.quit().await,
            Err(shared) => firefox = shared,
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    bail!("Firefox still runs, because an app is on the stage: close every `App` before the stage")
}
