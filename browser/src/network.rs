//! The browser without its network.

use anyhow::Result;
use serde_json::json;

use crate::firefox::Firefox;

impl Firefox {
    /// Takes the browser offline or back. The push connection is closed at once
    /// and `navigator.onLine` is false; loopback sites still answer, unless they are told not to.
    pub async fn offline(&self, offline: bool) -> Result<()> {
        self.chrome("Services.io.offline = arguments[0];", &[json!(offline)]).await?;
        Ok(())
    }

    /// Whether loopback sites, such as a test's own servers, answer while the browser is offline.
    pub async fn loopback_when_offline(&self, on: bool) -> Result<()> {
        self.set_preference("network.disable-localhost-when-offline", !on).await?;
        // Connections that are open would serve on.
        self.chrome("Services.obs.notifyObservers(null, 'net:prune-all-connections');", &[])
            .await?;
        Ok(())
    }

    /// Closes the push connection alone, or lets it come back.
    pub async fn push_connection(&self, on: bool) -> Result<()> {
        self.set_preference("dom.push.connection.enabled", on).await
    }
}
