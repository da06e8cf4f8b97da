//! What push service, worker and page tell reaches the log.

use anyhow::Result;
use serde_json::Value;

use super::effects::{self, Asked};
use super::journal::{Kind, now};
use super::{NO_WORKER, Phone, told};

/// The console is asked for as a whole, so not each time.
const CONSOLE: u64 = 900;

impl Phone {
    pub(super) fn hear_push_service(&mut self) {
        let entries = self.watched.push.entries();
        for entry in &entries[self.watched.events..] {
            if let Some((kind, text)) = told::event(&entry.event) {
                self.journal.add(kind, text);
            }
        }
        self.watched.events = entries.len();
    }

    pub(super) fn hear_reports(&mut self) {
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
                let known = app.dictionary();
                self.watched.asked.push((
                    title,
                    text(&options["body"]),
                    Asked::read(options, known),
                ));
                for doubt in effects::doubts(options, known) {
                    // Once for each app is enough, as with what the app's scripts are warned of.
                    if self.watched.warnings.insert(doubt.to_owned()) {
                        self.journal.add(Kind::Warning, doubt);
                    }
                }
            }
            if let Some((kind, text)) = told::report(value) {
                self.journal.add(kind, text);
            }
        }
        self.watched.reports = reports.len();
    }

    pub(super) fn hear_warnings(&mut self) {
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
                self.journal.add(Kind::Phone, format!("{NO_WORKER}, until one does"));
            }
        }
    }

    /// Errors of the app's scripts, syntax that can't be read among them.
    pub(super) async fn hear_console(&mut self) -> Result<()> {
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
}
