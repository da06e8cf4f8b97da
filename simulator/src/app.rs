//! An installed app on a site of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::{Alert, Alerts, Firefox, Page, Site};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::product::Product;
use crate::stage::Stage;
use crate::standins;
use crate::system::System;

/// Far more than it takes on a busy machine.
const FRONT: Duration = Duration::from_secs(15);

/// The process a worker of KaiOS 2.5 runs in; `openApp` works only in the parent's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Process {
    /// The app's while a page of it is open, else the parent's.
    Auto,
    /// The parent's: the notification was shown while the app was closed.
    Parent,
    /// The app's: the notification was shown while the app was open.
    Content,
}

/// An app in a stage's browser, with an origin and a system of its own. When it is dropped its site
/// is gone; [`App::close`] also closes its tabs.
#[derive(Debug)]
pub struct App {
    firefox: Arc<Firefox>,
    site: Arc<Site>,
    folder: PathBuf,
    product: Product,
    launch_path: String,
    system: JoinHandle<()>,
}

impl App {
    /// Serves an installed app (what `kaipush_build::app::install` made) with the stand-ins.
    /// Nothing is opened yet.
    ///
    /// # Errors
    /// When the folder or its manifest can't be read.
    pub async fn start(stage: &Stage, folder: &Path) -> Result<Self> {
        let site = Arc::new(Site::start().await?);
        site.mount("/", folder)?;
        site.worker_prelude(&standins::worker(stage.product()));
        let manifest = manifest(folder)?;
        let launch_path = manifest["launch_path"].as_str().unwrap_or("/index.html").to_owned();
        let system = System::new(stage.product(), stage.shared_firefox(), site.clone(), manifest);
        Ok(Self {
            firefox: stage.shared_firefox(),
            site,
            folder: folder.to_owned(),
            product: stage.product(),
            launch_path,
            system: tokio::spawn(system.run()),
        })
    }

    /// Writes the template's `js/config.js`: the VAPID key (may be empty) and where to report to.
    pub fn configure(&self, key: &str, report_to: &str) {
        let config = json!({ "key": key, "reportTo": report_to });
        self.site.put("/js/config.js", format!("var config = {config};"));
    }

    /// The site, to change files, headers, delays, and to read what was reported.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The installed folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The product that is installed.
    pub fn product(&self) -> Product {
        self.product
    }

    /// The scope of its worker.
    pub fn scope(&self) -> String {
        self.site.url("/")
    }

    /// Its notifications.
    pub fn alerts(&self) -> Alerts {
        self.firefox.alerts(&self.site.origin())
    }

    /// The address that the system opens it with.
    pub fn start_url(&self) -> String {
        self.site.url(&self.launch_path)
    }

    /// Opens it in a tab in front.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn open(&self) -> Result<Page> {
        self.firefox.open(&self.start_url()).await
    }

    /// Clicks on a notification, or on a button of it.
    ///
    /// # Errors
    /// When the browser fails, or the notification is gone.
    pub async fn touch(&self, alert: &Alert, action: &str) -> Result<()> {
        match action {
            "" => self.alerts().click(alert).await,
            action => self.alerts().click_action(alert, action).await,
        }
    }

    /// Waits until the app is in front, and checks that it is open once.
    ///
    /// # Errors
    /// When it does not come to front, or has more than one page.
    pub async fn front(&self) -> Result<Page> {
        let origin = self.site.origin() + "/";
        let page = self
            .firefox
            .wait_tab(FRONT, |tab| tab.front && tab.url.starts_with(&origin))
            .await
            .context("the app did not come to front")?;
        let tabs = self.firefox.tabs().await?;
        let pages = tabs.iter().filter(|tab| tab.url.starts_with(&origin)).count();
        ensure!(pages == 1, "the app has {pages} pages open");
        Ok(page)
    }

    /// Says in which process the worker runs (KaiOS 2.5).
    pub fn worker_process(&self, process: Process) {
        let name = match process {
            Process::Auto => "",
            Process::Parent => "parent",
            Process::Content => "content",
        };
        self.site.put("/__system/process", name);
    }

    /// Closes its tabs and takes it off the stage.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn close(self) -> Result<()> {
        self.system.abort();
        self.firefox.close_tabs(&self.site.origin()).await
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.system.abort();
    }
}

/// The app's manifest.webapp; an app for KaiOS 3 alone has none.
fn manifest(folder: &Path) -> Result<Value> {
    let path = folder.join("manifest.webapp");
    if !path.is_file() {
        return Ok(json!({}));
    }
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
}
