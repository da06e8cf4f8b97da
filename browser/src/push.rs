//! Push events without a push service.

use anyhow::{Context as _, Result};
use serde_json::json;
use url::Url;

use crate::firefox::Firefox;

impl Firefox {
    /// Fires `push` in the worker of a scope, with this payload or with none.
    /// Nothing is encrypted: it is for tests of the worker alone.
    pub async fn notify_push(&self, scope: &str, payload: Option<&[u8]>) -> Result<()> {
        self.notify(scope, "push", json!(payload)).await
    }

    /// Fires `pushsubscriptionchange` in the worker of a scope, with neither an
    /// old nor a new subscription.
    pub async fn notify_subscription_change(&self, scope: &str) -> Result<()> {
        self.notify(scope, "change", json!(null)).await
    }

    async fn notify(&self, scope: &str, kind: &str, payload: serde_json::Value) -> Result<()> {
        let origin = Url::parse(scope)
            .with_context(|| format!("the scope {scope} is no address"))?
            .origin()
            .ascii_serialization();
        self.chrome(
            include_str!("js/push.js"),
            &[json!(scope), json!(origin), json!(kind), payload],
        )
        .await?;
        Ok(())
    }
}
