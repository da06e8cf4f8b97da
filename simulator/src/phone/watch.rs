//! What happens in browser and push service reaches tray and log.

use std::collections::HashSet;

use anyhow::Result;
use kaipush_browser::Alert;
use kaipush_push_service::Log;
use serde_json::Value;

use super::effects::{Asked, Effects};
use super::journal::{Kind, now};
use super::tray::Notice;
use super::window::Noticed;
use super::{Phone, told};
use crate::app::App;
use crate::stage::Stage;

/// What a worker reports of a notification may come a moment after the notification.
const REPORT: u64 = 400;
/// An app has so long to register its worker before it is told that it has none.
const WORKER: u64 = 5000;
/// The console is asked for as a whole, so not each time.
const CONSOLE: u64 = 900;

/// How far the looking has come.
#[derive(Debug)]
pub(super) struct Watched {
    push: Log,
    events: usize,
    reports: usize,
    console: usize,
    console_at: u64,
    /// What `showNotification` was given and no alert has come for yet: title, body, and the rest.
    asked: Vec<(String, String, Asked)>,
    /// The last alert that was taken in.
    alert: u64,
    warnings: HashSet<String>,
    /// When to say that there is no worker; none once it was said, or while the app is closed.
    worker_by: Option<u64>,
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

    /// Another app, or another version: its site's reports go on, its warnings are told again.
    pub(super) fn app(&mut self, app: &App) {
        self.reports = self.reports.min(app.site().reports().len());
        self.console = 0;
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

    pub(super) fn hear_push_service(&mut self) {
        let entries = self.watched.push.entries();
        for entry in &entries[self.watched.events..] {
            if let Some((kind, text)) = told::event(&entry.event) {
                self.journal.add(kind, text);
            }
        }
        self.watched.events = entries.len();
    }

    fn hear_reports(&mut self) {
        let Some(app) = &self.app else {
            return;
        };
        let reports = app.site().reports();
        let fresh = reports.iter().skip(self.watched.reports).map(|report| &report.value);
        // Each comes on a connection of its own; what a worker asks for follows what it was told.
        let (told, asked): (Vec<_>, Vec<_>) = fresh.partition(|value| value["kind"] == "event");
        for value in told.into_iter().chain(asked) {
            if value["kind"] == "showNotification" {
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                let (title, options) = (text(&value["title"]), &value["options"]);
                self.watched.asked.push((title, text(&options["body"]), Asked::read(options)));
            }
            if let Some((kind, text)) = told::report(value) {
                self.journal.add(kind, text);
            }
        }
        self.watched.reports = reports.len();
    }

    fn hear_warnings(&mut self) {
        let Some(app) = &self.app else {
            return;
        };
        for warning in app.warnings() {
            if self.watched.warnings.insert(warning.clone()) {
                self.journal.add(Kind::Warning, warning);
            }
        }
        if self.watched.worker_by.is_some_and(|by| by <= now()) {
            self.watched.worker_by = None;
            if app.site().workers().is_empty() {
                let text = "no page of this app has registered a service worker: there is nothing that could receive a push";
                self.journal.add(Kind::Warning, text);
            }
        }
    }

    /// Errors of the app's scripts, syntax that can't be read among them.
    async fn hear_console(&mut self) -> Result<()> {
        let Some(app) = &self.app else {
            return Ok(());
        };
        if self.watched.console_at + CONSOLE > now() {
            return Ok(());
        }
        self.watched.console_at = now();
        let messages = self.stage.firefox().console(&app.site().origin()).await?;
        for message in messages.iter().skip(self.watched.console) {
            if message.level == "error" {
                let place = message.source.rsplit_once('/').map_or("", |(_, file)| file);
                let text = told::shorten(&message.text);
                self.journal.add(Kind::Error, format!("{place}:{}: {text}", message.line));
            }
        }
        self.watched.console = messages.len();
        Ok(())
    }

    async fn see_alerts(&mut self) -> Result<()> {
        let Some(app) = &self.app else {
            return Ok(());
        };
        let (alerts, system) = (app.alerts(), app.profile().system);
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
            let effects = Effects::of(&asked, system);
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
