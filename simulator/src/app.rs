//! An installed app on a site of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::{Alert, Alerts, Firefox, Page, Report, Site};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::build::Build;
use crate::dictionary::Dictionary;
use crate::installation::{SECRET, begin, grant, host};
use crate::manifest::{self, Finding, Installed};
use crate::profile::{Profile, System as Name};
use crate::reader::Reader;
use crate::stage::Stage;
use crate::system::Shared;

/// Far more than it takes on a busy machine.
const FRONT: Duration = Duration::from_secs(15);

/// An app in a stage's browser, with an origin and a system of its own. When it is dropped its site
/// is gone; [`App::close`] also closes its tabs.
#[derive(Debug)]
pub struct App {
    firefox: Arc<Firefox>,
    site: Arc<Site>,
    folder: PathBuf,
    profile: Profile,
    build: Build,
    installed: Installed,
    shared: Shared,
    reader: Reader,
    system: JoinHandle<()>,
}

impl App {
    /// Installs the app in a folder, as the profile's system would, on a phone of today. Nothing is
    /// opened yet, and the app's files stay as they are.
    ///
    /// # Errors
    /// [`manifest::Refused`] when the system would not install it, with the place and what to write
    /// instead; else when the folder can't be read or the browser fails.
    pub async fn install(stage: &Stage, profile: Profile, folder: &Path) -> Result<Self> {
        Self::install_on(stage, profile, Build::CURRENT, folder).await
    }

    /// [`App::install`] on a certain build of the system.
    ///
    /// # Errors
    /// As there.
    pub async fn install_on(
        stage: &Stage,
        profile: Profile,
        build: Build,
        folder: &Path,
    ) -> Result<Self> {
        let mut installed = manifest::install(profile, folder)?;
        let mut site = Site::start().await?;
        if profile.packaged {
            // Neither `app:` nor api-daemon knows an index (AppProtocolHandler.js, vhost_handler.rs).
            site = site.without_index();
        }
        if profile.packaged && profile.system != Name::Kaios25 {
            site = site.named(&host(&installed.name));
        }
        let site = Arc::new(site);
        site.mount("/", folder)?;
        let firefox = stage.shared_firefox();
        let shared = Shared::default();
        grant(&firefox, &site, &installed).await?;
        // Before the system registers the worker of the manifest, which it reads as any other.
        let reader = Reader::start(profile.engine(), &site);
        let system = begin(profile, build, &firefox, &site, &mut installed, shared.clone()).await?;
        let folder = folder.to_owned();
        Ok(Self { firefox, site, folder, profile, build, installed, shared, reader, system })
    }

    /// Installs another version over this one. KaiOS 3 takes the registration away, and with it the
    /// push subscription (ServiceWorkerAssistant.jsm); 2.5 leaves both, and looks for a new worker
    /// when a page is next opened. What the user has chosen stays (PermissionsInstaller.jsm).
    ///
    /// # Errors
    /// As [`App::install`]; the old version stays then.
    pub async fn update(&mut self, folder: &Path) -> Result<()> {
        let mut installed = manifest::install(self.profile, folder)?;
        self.system.abort();
        self.site.replace("/", folder)?;
        if self.profile.system != Name::Kaios25 {
            self.firefox.unregister_worker(&self.scope()).await?;
        }
        self.shared = Shared::default();
        self.system = begin(
            self.profile,
            self.build,
            &self.firefox,
            &self.site,
            &mut installed,
            self.shared.clone(),
        )
        .await?;
        (self.installed, self.folder) = (installed, folder.to_owned());
        Ok(())
    }

    /// Writes the template's `js/config.js`: the VAPID key (may be empty) and where to report to.
    pub fn configure(&self, key: &str, report_to: &str) {
        self.configure_with(&json!({ "key": key, "reportTo": report_to }));
    }

    /// The same with whatever the template's `js/config.js` may say.
    pub fn configure_with(&self, config: &Value) {
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

    /// Where it is installed, and as what.
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// On which build, where that is KaiOS 2.5.
    pub fn build(&self) -> Build {
        self.build
    }

    /// What its notifications may say.
    pub(crate) fn dictionary(&self) -> Dictionary {
        Dictionary::of(self.profile.system, self.build)
    }

    /// What the installer read and granted.
    pub fn installed(&self) -> &Installed {
        &self.installed
    }

    /// What the phone lets pass though it does not do what it seems to: of the manifest, of what the
    /// app has done so far, and the scripts that its engine could not read.
    pub fn warnings(&self) -> Vec<String> {
        let findings = self.installed.findings.iter().map(Finding::to_string);
        let mut warnings: Vec<_> = findings.chain(self.reader.refused()).collect();
        for report in self.site.reports() {
            if let ("warning", Some(text)) =
                (report.value["kind"].as_str().unwrap_or_default(), report.value["text"].as_str())
                && !warnings.iter().any(|known| known == text)
            {
                warnings.push(text.to_owned());
            }
        }
        warnings
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
        self.site.url(&self.installed.launch_path)
    }

    /// Opens it in a tab in front.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn open(&self) -> Result<Page> {
        self.change_process().await?;
        self.firefox.open(&self.start_url()).await
    }

    /// Closes all its pages, as the user does with the key that ends a call. On a phone this ends its
    /// process.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn leave(&self) -> Result<()> {
        self.firefox.close_tabs(&self.site.origin()).await?;
        self.change_process().await
    }

    /// Clicks on a notification, or on a button of it.
    ///
    /// On 2.5 the click goes to the process that showed it, which is the app's if the page that was
    /// open then still is, and else the parent's: the four cases of shown and clicked.
    ///
    /// # Errors
    /// When the browser fails, or the notification is gone.
    pub async fn touch(&self, alert: &Alert, action: &str) -> Result<()> {
        let now = self.alerts().wait(FRONT, |one| one.seq == alert.seq).await?;
        let process = if now.app_stays { "content" } else { "parent" };
        let mut touches = self.shared.touches.0.lock().await;
        *touches += 1;
        self.site.put("/__system/click", format!("{process} {touches}"));
        match action {
            "" => self.alerts().click(alert).await,
            action => self.alerts().click_action(alert, action).await,
        }
    }

    /// Sends a system message (`alarm`, `activity`, `media-button`) to the worker, on KaiOS 3 and 4. False if the app
    /// has not subscribed to it.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn system_message(&self, name: &str, data: &Value) -> Result<bool> {
        // The app's word may have come, and the system not have looked at it yet.
        let said =
            |report: &Report| report.value["kind"] == "subscribe" && report.value["name"] == name;
        if !self.shared.subscriptions.has(name) && !self.site.reports().iter().any(said) {
            return Ok(false);
        }
        let message = format!("{SECRET}{}", json!({ "name": name, "data": data }));
        self.firefox.notify_push(&self.scope(), Some(message.as_bytes())).await?;
        Ok(true)
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

    /// Closes its tabs and takes it off the stage, its worker and subscription with it: a worker
    /// without its app would go on to renew and to report.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn close(self) -> Result<()> {
        self.system.abort();
        self.firefox.close_tabs(&self.site.origin()).await?;
        self.firefox.unregister_worker(&self.scope()).await?;
        Ok(())
    }

    /// 2.5 runs the worker in the app's process while that is open, else in the parent: two instances
    /// that share no memory. Firefox has one, so it starts anew where the other one would go on.
    async fn change_process(&self) -> Result<()> {
        let is_there = !self.site.workers().is_empty();
        if self.profile.system == Name::Kaios25 && is_there {
            // It may be gone already, or have failed to install.
            let _ = self.firefox.terminate_worker(&self.scope()).await;
        }
        Ok(())
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.system.abort();
    }
}
