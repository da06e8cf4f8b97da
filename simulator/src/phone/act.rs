//! What can be done with the phone, done.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::{Alert, Permission};
use serde_json::{Value, json};

use super::{Action, Kind, Phone, window};
use crate::profile::System;

/// Whoever touches a notification sees it; an app may take it away under the finger.
const THERE: Duration = Duration::from_secs(2);

impl Phone {
    /// Does something.
    ///
    /// # Errors
    /// When it can't be done: no app, no such notification, nothing that asks.
    pub async fn act(&mut self, action: Action) -> Result<()> {
        // What happened before stands before it.
        self.hear_push_service();
        match action {
            Action::Key { key } => self.window("press", key).await,
            Action::Open => self.open().await,
            Action::Background => self.window("goHome", Value::Null).await,
            Action::Close => {
                self.app()?.leave().await?;
                self.note("the app is closed");
                Ok(())
            }
            Action::Touch { seq, action } => self.touch(seq, &action).await,
            Action::Dismiss { seq } => {
                let alert = self.alert(seq).await?;
                self.app()?.alerts().close(&alert).await?;
                self.note(format!("“{}” is dismissed", alert.title));
                Ok(())
            }
            Action::ClearNotices => self.clear().await,
            Action::Answer { allow } => self.window("answer", allow).await,
            Action::Permission { allow } => self.permit(allow).await,
            Action::Offline { offline } => {
                self.stage.firefox().offline(offline).await?;
                self.state.offline = offline;
                self.note(if offline { "offline" } else { "online again" });
                Ok(())
            }
            Action::KillWorker => {
                let firefox = self.stage.firefox();
                firefox.terminate_worker(&self.app()?.scope()).await?;
                self.note("the worker is stopped; the next push or click starts it anew");
                Ok(())
            }
            Action::Expire => {
                self.note("the push service forgets this phone: what is sent to the old address is answered 410");
                self.stage.push().forget_clients();
                self.stage.push().drop_connections();
                Ok(())
            }
            Action::Rekey => self.rekey().await,
            Action::Update => self.update().await,
            Action::Profile { name } => self.switch(name.parse()?).await,
            Action::Send { push } => self.send(&push).await,
            Action::SystemMessage { name, data } => self.system_message(&name, &data).await,
        }
    }

    pub(super) async fn open(&mut self) -> Result<()> {
        let firefox = self.stage.firefox();
        if window::call(firefox, "toFront", Value::Null).await? == json!(true) {
            return Ok(());
        }
        self.app()?.open().await?;
        // Its page has the keyboard.
        window::call(firefox, "toFront", Value::Null).await?;
        self.note("the app is opened");
        Ok(())
    }

    /// A click. The phone puts toast and dialog away; whether the notification is over is the app's
    /// to say.
    async fn touch(&mut self, seq: u64, action: &str) -> Result<()> {
        let alert = self.alert(seq).await?;
        self.tray.answered(seq);
        let on = if action.is_empty() { String::new() } else { format!(", on “{action}”") };
        self.note(format!("“{}” is clicked{on}", alert.title));
        self.app()?.touch(&alert, action).await
    }

    async fn clear(&mut self) -> Result<()> {
        let alerts = self.app()?.alerts();
        let clearable = self.tray.clearable();
        for alert in alerts.showing().await?.iter().filter(|one| clearable.contains(&one.seq)) {
            alerts.close(alert).await?;
        }
        self.note(format!("notices cleared: {}", clearable.len()));
        Ok(())
    }

    /// What the user may change at any time. A subscription that loses its permission expires, and the
    /// worker hears of it when it is given back (PushService.jsm).
    async fn permit(&mut self, allow: bool) -> Result<()> {
        let state = if allow { Permission::Granted } else { Permission::Denied };
        let origin = self.app()?.site().origin();
        self.stage.firefox().set_permission(&origin, "notifications", state).await?;
        self.state.withdrawn = !allow;
        self.note(if allow {
            "notifications are allowed in the settings: a subscription that was lost so may be renewed"
        } else {
            "notifications are forbidden in the settings: the subscription ends, and nothing is shown"
        });
        Ok(())
    }

    async fn system_message(&mut self, name: &str, data: &str) -> Result<()> {
        let app = self.app()?;
        ensure!(
            app.profile().system != System::Kaios25,
            "KaiOS 2.5 has no system messages for workers: its pages take them, by mozSetMessageHandler"
        );
        let data = if data.is_empty() { Ok(Value::Null) } else { serde_json::from_str(data) };
        let data = data.context("the data of a system message is JSON")?;
        let is_subscribed = app.system_message(name, &data).await?;
        ensure!(is_subscribed, "nobody hears of “{name}”: the app has not subscribed to it");
        self.journal.add(Kind::Worker, format!("system message “{name}”, {data}"));
        Ok(())
    }

    /// A new server with a new key pair, as the app will hear of when it is next opened.
    async fn rekey(&mut self) -> Result<()> {
        ensure!(
            self.takes_config() && self.server.is_some(),
            "the key is the app's own: change it in the app and at its server, then update"
        );
        self.server = self.start_server().await?;
        self.configure();
        self.note("the app's server has a new key; the app finds it when it is next opened");
        Ok(())
    }

    async fn alert(&self, seq: u64) -> Result<Alert> {
        let shown = |alert: &Alert| alert.seq == seq && alert.is_showing();
        let found = self.app()?.alerts().wait(THERE, shown).await;
        found.with_context(|| format!("notification {seq} is not shown"))
    }

    async fn window(&self, function: &str, argument: impl Into<Value>) -> Result<()> {
        window::call(self.stage.firefox(), function, argument.into()).await.map(drop)
    }
}
