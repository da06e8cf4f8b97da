//! KaiOS 2.5 between worker and page: `openApp`, system messages, `launch`.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use kaipush_browser::{Firefox, Report, Site};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::manifest::{Asking, Installed, OPEN_APP};
use crate::prelude::Prelude;

/// `dom.messages.maxPendingMessages`: more push the oldest out.
const MAX_PENDING: usize = 5;
/// A phone's app takes longer to start. A click that goes on until then keeps its worker.
const START: Duration = Duration::from_millis(500);

/// The clicks so far, each with a number, and held while one is on its way to the worker.
#[derive(Clone, Debug, Default)]
pub(crate) struct Touches(pub(crate) Arc<Mutex<u64>>);

/// The parent process.
pub(crate) struct Shell {
    firefox: Arc<Firefox>,
    site: Arc<Site>,
    prelude: Prelude,
    /// The page of `serviceworker-notification`, if the app may have that message at all: it takes
    /// the permission `desktop-notification` (SystemMessagePermissionsChecker.jsm).
    page: Option<String>,
    pending: Vec<Value>,
    touches: Touches,
}

impl Shell {
    pub(crate) fn new(
        firefox: Arc<Firefox>,
        site: Arc<Site>,
        app: &Installed,
        prelude: Prelude,
        touches: Touches,
    ) -> Self {
        let entry = app.messages.iter().find(|(name, _)| name == OPEN_APP);
        let page = entry
            .filter(|_| app.grants.notifications == Asking::Granted)
            .map(|(_, href)| href.clone().unwrap_or_else(|| app.launch_path.clone()));
        Self { firefox, site, prelude, page, pending: Vec::new(), touches }
    }

    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    pub(crate) async fn hear(&mut self, kind: &str, id: &str, report: &Value) -> Result<()> {
        match kind {
            "openApp" => self.open_app(id, report).await,
            "launch" => self.to_front().await.map(drop),
            "taken" => {
                self.pending.retain(|entry| entry["id"] != json!(id));
                self.show_pending();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The app opens, so what comes after a click in the parent's worker goes to another instance of
    /// it, in the app's process. Firefox has one worker, which starts anew, unless it is at work.
    async fn leave_parent(&self, click: &Value) {
        let ended =
            |one: &Report| one.value["kind"] == json!("clicked") && one.value["id"] == *click;
        let Ok(Report { value: clicked, .. }) = self.site.wait_report(START, ended).await else {
            return;
        };
        // No other click on its way meanwhile.
        let last = self.touches.0.lock().await;
        if clicked["process"] == json!(format!("parent {last}")) && clicked["busy"] == json!(false)
        {
            // It may be gone already.
            let _ = self.firefox.terminate_worker(&self.site.url("/")).await;
        }
    }

    /// Sends the message to the page that the manifest names for it. A manifest without the entry
    /// is no error (ServiceWorkerClients.cpp: it resolves all the same).
    async fn open_app(&mut self, id: &str, report: &Value) -> Result<()> {
        if report["manifest"] != json!("/manifest.webapp") {
            return Ok(()); // No app is known by this manifest.
        }
        let Some(href) = &self.page else {
            return Ok(());
        };
        let address = self.site.url(href);
        let entry = json!({ "id": id, "type": OPEN_APP, "message": { "msg": report["msg"] } });
        self.pending.push(entry.clone());
        if self.pending.len() > MAX_PENDING {
            self.pending.remove(0);
        }
        self.show_pending();
        let tabs = self.firefox.tabs().await?;
        let page = tabs.iter().find(|tab| tab.url.split('#').next() == Some(&address));
        if let Some(tab) = page {
            let page = self.firefox.page(&tab.handle);
            // It stays where it is: a message does not bring a running page to front
            // (SystemMessageInternal.js).
            page.run("window.kaipushSystemMessage(arguments[0]);", &[entry]).await?;
        } else if !self.to_front().await? {
            // Before the app has anything to say to its worker.
            self.leave_parent(&report["click"]).await;
            self.firefox.open(&address).await.context("cannot open the app")?;
        }
        Ok(())
    }

    /// Brings the app to front; false if it is not open.
    async fn to_front(&self) -> Result<bool> {
        let scope = self.site.url("/");
        let tabs = self.firefox.tabs().await?;
        match tabs.iter().find(|tab| tab.url.starts_with(&scope)) {
            Some(tab) => self.firefox.page(&tab.handle).focus().await.map(|()| true),
            None => Ok(false),
        }
    }

    /// Puts what waits where the page's script finds it at its next load.
    fn show_pending(&self) {
        self.site.page_prelude(&self.prelude.page(&self.pending));
    }
}
