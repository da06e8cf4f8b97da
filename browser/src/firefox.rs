//! The browser.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::guard::Guard;
use crate::launch::Launch;
use crate::session::Session;

/// A running Firefox, controlled through geckodriver.
///
/// When it is dropped, or when the process that holds it dies in any way,
/// Firefox, geckodriver and the temporary profile go too. Its methods may be
/// called from several tasks at once, all of the runtime that launched it.
#[derive(Debug)]
pub struct Firefox {
    pub(crate) session: Arc<Session>,
    launch: Launch,
    profile: PathBuf,
    home: PathBuf,
    driver: Driver,
    guard: Guard,
}

impl Firefox {
    /// Starts geckodriver and Firefox, and puts the alerts service and the
    /// console's collector in place.
    pub async fn launch(launch: Launch) -> Result<Self> {
        let home = tempfile::Builder::new()
            .prefix("kaipush-firefox-")
            .tempdir()
            .context("cannot make a directory for the browser")?
            // From here on the guard removes it: it outlives a crash.
            .keep();
        let mut guard = Guard::start(&home)?;
        let profile = launch.profile.clone().unwrap_or(home.join("profile"));
        std::fs::create_dir_all(&profile)
            .with_context(|| format!("cannot make the profile {}", profile.display()))?;
        let driver = Driver::start(&launch.geckodriver, &home, &mut guard).await?;
        let session = start_session(&driver, &launch, &profile).await?;
        Ok(Self { session, launch, profile, home, driver, guard })
    }

    /// Closes Firefox and starts it again with the same profile. Pages and
    /// alerts from before are gone; the subscriptions stay.
    pub async fn restart(&mut self) -> Result<()> {
        self.session.end().await?;
        tokio::try_join!(self.guard.stop(), self.driver.ended())?;
        self.start_again().await
    }

    /// Kills Firefox in the middle of whatever it does, as a phone does that runs out of memory, and
    /// starts it again with the same profile.
    pub async fn crash(&mut self) -> Result<()> {
        if let Some(pid) = self.pid() {
            let mut kill = tokio::process::Command::new("kill");
            kill.args(["-KILL", &pid.to_string()]).status().await.context("cannot run `kill`")?;
        }
        tokio::try_join!(self.guard.stop(), self.driver.ended())?;
        self.start_again().await
    }

    async fn start_again(&mut self) -> Result<()> {
        self.driver = Driver::start(&self.launch.geckodriver, &self.home, &mut self.guard).await?;
        self.session = start_session(&self.driver, &self.launch, &self.profile).await?;
        Ok(())
    }

    /// Closes Firefox and returns when every process is gone.
    pub async fn quit(mut self) -> Result<()> {
        // A session that is already broken is no reason to leave anything.
        let ended = self.session.end().await;
        tokio::try_join!(self.guard.finish(), self.driver.ended())?;
        ended
    }

    /// Runs the body of an async function with the browser's own rights
    /// (`Services`, `Cc`, `Ci`, `ChromeUtils`, `gBrowser`); `arguments` are `args`.
    pub async fn chrome(&self, body: &str, args: &[Value]) -> Result<Value> {
        self.session.chrome(body, args).await
    }

    /// Sets a preference (boolean, integer or string) of the running browser.
    pub async fn set_preference(&self, name: &str, value: impl Into<Value>) -> Result<()> {
        const SCRIPT: &str = "const [name, value] = arguments;
            const kind = {boolean: 'Bool', number: 'Int', string: 'String'}[typeof value];
            Services.prefs[`set${kind}Pref`](name, value);";
        self.chrome(SCRIPT, &[json!(name), value.into()]).await?;
        Ok(())
    }

    /// A folder of this browser's own: it is removed when the browser has ended, even if this process
    /// was killed.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Process id of Firefox.
    pub fn pid(&self) -> Option<u32> {
        self.session.pid()
    }

    /// Process id of geckodriver.
    pub fn driver_pid(&self) -> Option<u32> {
        self.driver.pid()
    }

    /// Version of Firefox, such as `153.7.0`.
    pub fn version(&self) -> &str {
        self.session.version().unwrap_or("of unknown version")
    }

    /// Directory of the profile.
    pub fn profile(&self) -> &std::path::Path {
        &self.profile
    }
}

async fn start_session(
    driver: &Driver,
    launch: &Launch,
    profile: &std::path::Path,
) -> Result<Arc<Session>> {
    let started = async {
        let session = Session::start(&driver.url(), launch, profile).await?;
        crate::setup::install(&session, launch).await?;
        anyhow::Ok(session)
    };
    let session = started.await.map_err(|error| {
        let log = driver.log_tail();
        anyhow!("{error:#}; geckodriver's log ends with:\n{log}")
    })?;
    Ok(Arc::new(session))
}
