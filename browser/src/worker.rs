//! Service workers from the browser's side.

use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::json;

use crate::deadline::Deadline;
use crate::firefox::Firefox;

const STOP: Duration = Duration::from_secs(5);

impl Firefox {
    /// Terminates the active worker of a scope (`http://127.0.0.1:PORT/`) as the
    /// browser does after a while, and returns when it no longer runs.
    pub async fn terminate_worker(&self, scope: &str) -> Result<()> {
        self.kill_worker(scope).await?;
        let mut deadline = Deadline::after(STOP);
        while self.worker_runs(scope).await? {
            if !deadline.pause().await {
                bail!("the worker of {scope} still runs {STOP:?} after it was terminated");
            }
        }
        Ok(())
    }

    /// The same without waiting: with events on their way to it, the worker may be running again
    /// before anybody could look.
    pub async fn kill_worker(&self, scope: &str) -> Result<()> {
        self.chrome(include_str!("js/worker.js"), &[json!(scope), json!("terminate")]).await?;
        Ok(())
    }

    /// Takes the registration of a scope away, and with it its push subscription, as a system does
    /// that has installed another version of the app. False if there was none.
    pub async fn unregister_worker(&self, scope: &str) -> Result<bool> {
        let command = [json!(scope), json!("unregister")];
        let was_there = self.chrome(include_str!("js/worker.js"), &command).await?;
        Ok(was_there == json!(true))
    }

    /// Registers a worker that no page has registered, as a system does whose manifest names one.
    pub async fn register_worker(&self, scope: &str, script: &str) -> Result<()> {
        const REGISTER: &str = r#"const [scope, script] = arguments;
            const principal = Services.scriptSecurityManager.createContentPrincipal(
                Services.io.newURI(scope), {});
            // The only way in for who is no page.
            Services.prefs.setBoolPref("dom.serviceWorkers.testing.enabled", true);
            try {
                await Cc["@mozilla.org/serviceworkers/manager;1"]
                    .getService(Ci.nsIServiceWorkerManager)
                    .registerForTest(principal, scope, script);
            } finally {
                Services.prefs.clearUserPref("dom.serviceWorkers.testing.enabled");
            }"#;
        self.chrome(REGISTER, &[json!(scope), json!(script)]).await?;
        Ok(())
    }

    /// Whether the active worker of a scope runs in any process.
    pub async fn worker_runs(&self, scope: &str) -> Result<bool> {
        let runs =
            self.chrome(include_str!("js/worker.js"), &[json!(scope), json!("runs")]).await?;
        Ok(runs == json!(true))
    }
}
