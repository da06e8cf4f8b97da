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

    /// Fires `push` with this payload; gives the milliseconds until the system has the notification that
    /// the worker shows for it.
    ///
    /// # Errors
    /// Where none comes within 20 s.
    pub async fn time_push(&self, scope: &str, payload: &[u8]) -> Result<f64> {
        let arguments = [json!(scope), json!(origin(scope)?), json!(payload)];
        let took = self.chrome(include_str!("js/time_push.js"), &arguments).await?;
        took.as_f64().with_context(|| format!("a push took {took}"))
    }

    async fn notify(&self, scope: &str, kind: &str, payload: serde_json::Value) -> Result<()> {
        let arguments = [json!(scope), json!(origin(scope)?), json!(kind), payload];
        self.chrome(include_str!("js/push.js"), &arguments).await?;
        Ok(())
    }
}

fn origin(scope: &str) -> Result<String> {
    let scope = Url::parse(scope).with_context(|| format!("the scope {scope} is no address"))?;
    Ok(scope.origin().ascii_serialization())
}
