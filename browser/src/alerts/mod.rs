//! The notifications on the screen, and the user's hand on them.

mod alert;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::{Value, json};

pub use alert::{Alert, AlertAction, Closed};

use crate::deadline::Deadline;
use crate::firefox::Firefox;
use crate::session::Session;

/// The preference for whether Firefox hears of a notification that a newer one has replaced, and fires
/// `notificationclose` for it, as it does with all its backends; true unless it is set.
pub const TELL_REPLACED: &str = "kaipush.alerts.tell-replaced";

const SERVICE: &str =
    r#"const alerts = Cc["@mozilla.org/alerts-service;1"].getService().wrappedJSObject;"#;

/// The alerts of one origin. Other tests in the same Firefox are not seen.
#[derive(Clone, Debug)]
pub struct Alerts {
    session: Arc<Session>,
    origin: String,
}

impl Firefox {
    /// The alerts of an origin (`http://127.0.0.1:PORT`).
    pub fn alerts(&self, origin: &str) -> Alerts {
        Alerts { session: self.session.clone(), origin: origin.to_owned() }
    }
}

impl Alerts {
    /// All alerts since the browser started, closed ones too, oldest first.
    pub async fn list(&self) -> Result<Vec<Alert>> {
        let all = self.call("return alerts.list(arguments[0]);", &[json!(self.origin)]).await?;
        Ok(serde_json::from_value(all)?)
    }

    /// The alerts on the screen.
    pub async fn showing(&self) -> Result<Vec<Alert>> {
        let mut alerts = self.list().await?;
        alerts.retain(Alert::is_showing);
        Ok(alerts)
    }

    /// How many alerts there were since the browser started.
    pub async fn count(&self) -> Result<usize> {
        Ok(self.list().await?.len())
    }

    /// Waits for an alert that satisfies `wanted`; the newest if there are several.
    pub async fn wait(&self, timeout: Duration, wanted: impl Fn(&Alert) -> bool) -> Result<Alert> {
        let mut deadline = Deadline::after(timeout);
        loop {
            let mut alerts = self.list().await?;
            if let Some(at) = alerts.iter().rposition(&wanted) {
                return Ok(alerts.swap_remove(at));
            }
            if !deadline.pause().await {
                bail!("no such alert of {} within {timeout:?}; {}", self.origin, seen(&alerts));
            }
        }
    }

    /// Waits until an alert is no longer shown, and says why.
    pub async fn wait_closed(&self, timeout: Duration, alert: &Alert) -> Result<Closed> {
        let gone = |one: &Alert| one.seq == alert.seq && !one.is_showing();
        match self.wait(timeout, gone).await?.closed {
            Some(reason) => Ok(reason),
            None => bail!("alert {alert} is both closed and shown"),
        }
    }

    /// Clicks on the body of an alert. The alert stays until the app closes it.
    pub async fn click(&self, alert: &Alert) -> Result<()> {
        self.touch("alerts.click(arguments[0], null);", &[json!(alert.seq)]).await
    }

    /// Clicks on a button of an alert, by the name of its action.
    pub async fn click_action(&self, alert: &Alert, action: &str) -> Result<()> {
        let args = [json!(alert.seq), json!(action)];
        self.touch("alerts.click(arguments[0], arguments[1]);", &args).await
    }

    /// Closes an alert as the user does.
    pub async fn close(&self, alert: &Alert) -> Result<()> {
        self.touch("alerts.close(arguments[0]);", &[json!(alert.seq)]).await
    }

    async fn touch(&self, script: &str, args: &[Value]) -> Result<()> {
        self.call(script, args).await?;
        Ok(())
    }

    async fn call(&self, script: &str, args: &[Value]) -> Result<Value> {
        self.session.chrome(&format!("{SERVICE}\n{script}"), args).await
    }
}

fn seen(alerts: &[Alert]) -> String {
    if alerts.is_empty() {
        return "none was shown".into();
    }
    let list: Vec<String> = alerts.iter().map(Alert::to_string).collect();
    format!("seen: {}", list.join(", "))
}
