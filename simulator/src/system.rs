//! KaiOS 2.5 between worker and page: `openApp`, system messages, `launch`.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use kaipush_browser::{Firefox, Site};
use serde_json::{Value, json};

use crate::product::Product;
use crate::standins;

const PAUSE: Duration = Duration::from_millis(15);
/// `dom.messages.maxPendingMessages`: more push the oldest out.
const MAX_PENDING: usize = 5;
/// The system message of `openApp`.
const MESSAGE: &str = "serviceworker-notification";

/// The system, as far as one app is concerned.
pub(crate) struct System {
    product: Product,
    firefox: Arc<Firefox>,
    site: Arc<Site>,
    manifest: Value,
    pending: Vec<Value>,
    heard: HashSet<(String, String)>,
}

impl System {
    pub(crate) fn new(
        product: Product,
        firefox: Arc<Firefox>,
        site: Arc<Site>,
        manifest: Value,
    ) -> Self {
        let system =
            Self { product, firefox, site, manifest, pending: Vec::new(), heard: HashSet::new() };
        system.show_pending();
        system
    }

    /// Acts on what the stand-ins report, until it is aborted.
    pub(crate) async fn run(mut self) {
        loop {
            for report in self.site.reports() {
                let text = |name: &str| report.value[name].as_str().unwrap_or_default().to_owned();
                let (kind, id) = (text("kind"), text("id"));
                if id.is_empty() || !self.heard.insert((kind.clone(), id.clone())) {
                    continue;
                }
                let done = match kind.as_str() {
                    "openApp" => self.open_app(&id, &report.value).await,
                    "launch" => self.to_front().await.map(drop),
                    "taken" => {
                        self.pending.retain(|entry| entry["id"] != json!(id));
                        self.show_pending();
                        Ok(())
                    }
                    _ => Ok(()),
                };
                if let Err(error) = done {
                    // Seen where the test looks for reports, and fails for want of its own.
                    eprintln!("the stand-in for KaiOS' system failed at {kind}: {error:#}");
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Sends the message to the page that the manifest names for it. A manifest without the entry
    /// is no error (ServiceWorkerClients.cpp: it resolves all the same).
    async fn open_app(&mut self, id: &str, report: &Value) -> Result<()> {
        if report["manifest"] != json!("/manifest.webapp") {
            return Ok(()); // No app is known by this manifest.
        }
        let entries = self.manifest["messages"].as_array().into_iter().flatten();
        let Some(href) = entries.filter_map(|entry| entry[MESSAGE].as_str()).next() else {
            return Ok(());
        };
        let address = self.site.url(href);
        let entry = json!({ "id": id, "type": MESSAGE, "message": { "msg": report["msg"] } });
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

    /// Puts what waits where the page's stand-in finds it at its next load.
    fn show_pending(&self) {
        if let Some(script) = standins::page(self.product, &self.manifest, &self.pending) {
            self.site.page_prelude(&script);
        }
    }
}
