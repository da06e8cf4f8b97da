//! What happens in browser and push service reaches tray and log.

use std::collections::HashSet;

use anyhow::Result;
use kaipush_browser::Alert;
use kaipush_push_service::Log;

use super::Phone;
use super::effects::{Asked, Effects};
use super::journal::{Kind, now};
use super::tray::Notice;
use super::window::Noticed;
use crate::stage::Stage;

/// What a worker reports of a notification may come a moment after the notification.
const REPORT: u64 = 400;
/// An app has so long to register its worker before the log says that it has none.
const WORKER: u64 = 5000;

/// How far the looking has come.
#[derive(Debug)]
pub(super) struct Watched {
    pub(super) push: Log,
    pub(super) events: usize,
    pub(super) reports: usize,
    pub(super) console: usize,
    pub(super) console_at: u64,
    /// What `showNotification` was given and no alert has come for yet: title, body, and the rest.
    pub(super) asked: Vec<(String, String, Asked)>,
    /// The last alert that was taken in.
    alert: u64,
    pub(super) warnings: HashSet<String>,
    /// When to say that there is no worker; none once it was said, or while the app is closed.
    pub(super) worker_by: Option<u64>,
}

impl Watched {
    pub(super) fn new(stage: &Stage) -> Self {
        Self {
            push: stage.push().log(),
            events: 0,
            reports: 0,
            console: 0,
            console_at: 0,
            asked: Vec::new(),
            alert: 0,
            warnings: HashSet::new(),
            worker_by: None,
        }
    }

    /// Another app, with a site of its own.
    pub(super) fn other_app(&mut self) {
        (self.reports, self.console) = (0, 0);
        self.asked.clear();
        self.warnings.clear();
        self.worker_by = Some(now() + WORKER);
    }

    fn asked(&mut self, alert: &Alert) -> Option<Asked> {
        let is_it = |(title, body, _): &(String, String, Asked)| {
            *title == alert.title && *body == alert.text
        };
        let at = self.asked.iter().position(is_it)?;
        Some(self.asked.remove(at).2)
    }
}

impl Phone {
    /// Takes in all that is new.
    pub(super) async fn watch(&mut self) -> Result<()> {
        self.hear_push_service();
        self.hear_reports();
        self.hear_warnings();
        self.hear_console().await?;
        self.see_alerts().await?;
        self.tray.pass(now());
        self.state.toast = self.tray.toast().cloned();
        self.state.dialog = self.tray.dialog().cloned();
        self.state.notices = self.tray.notices().cloned().collect();
        Ok(())
    }

    async fn see_alerts(&mut self) -> Result<()> {
        let Some(app) = &self.app else {
            return Ok(());
        };
        let alerts = app.alerts();
        let icon = self.state.app.as_ref().map(|app| app.icon.clone()).unwrap_or_default();
        for alert in alerts.list().await? {
            if !alert.is_showing() {
                self.watched.alert = self.watched.alert.max(alert.seq);
                self.tray.gone(alert.seq);
                continue;
            }
            if alert.seq <= self.watched.alert {
                continue;
            }
            let asked = match self.watched.asked(&alert) {
                Some(asked) => asked,
                // A page's own notification is never reported.
                None if alert.at + REPORT < now() => Asked::default(),
                None => break,
            };
            self.watched.alert = alert.seq;
            let effects = Effects::of(&asked);
            let text = effects.to_string();
            let notice = notice(&alert, &asked, &text, &icon);
            self.noticed.push(Noticed { vibration: effects.vibration, text: text.clone() });
            let how = if alert.require_interaction { "dialog" } else { "toast" };
            self.journal.add(Kind::Phone, format!("{how} “{}”: {text}", alert.title));
            if let Some(oldest) = self.tray.arrive(notice, alert.require_interaction, now()) {
                let listed = alerts.list().await?;
                if let Some(oldest) = listed.iter().find(|one| one.seq == oldest) {
                    alerts.close(oldest).await?;
                }
            }
        }
        Ok(())
    }
}

/// Without an icon of its own it has the app's, as a dialog has none.
fn notice(alert: &Alert, asked: &Asked, effects: &str, icon: &str) -> Notice {
    let own = (!alert.image.is_empty()).then(|| alert.image.clone());
    let default = if alert.require_interaction { "" } else { icon };
    Notice {
        seq: alert.seq,
        title: alert.title.clone(),
        body: alert.text.clone(),
        icon: own.unwrap_or_else(|| default.to_owned()),
        // `Notification.maxActions`.
        actions: alert
            .actions
            .iter()
            .take(2)
            .map(|one| (one.action.clone(), one.title.clone()))
            .collect(),
        noclear: asked.noclear,
        at: alert.at,
        effects: effects.to_owned(),
    }
}
