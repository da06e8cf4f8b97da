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
        self.chrome(include_str!("js/worker.js"), &[json!(scope), json!("terminate")]).await?;
        let deadline = Deadline::after(STOP);
        while self.worker_runs(scope).await? {
            if !deadline.pause().await {
                bail!("the worker of {scope} still runs {STOP:?} after it was terminated");
            }
        }
        Ok(())
    }

    /// Whether the active worker of a scope runs in any process.
    pub async fn worker_runs(&self, scope: &str) -> Result<bool> {
        let runs =
            self.chrome(include_str!("js/worker.js"), &[json!(scope), json!("runs")]).await?;
        Ok(runs == json!(true))
    }
}
