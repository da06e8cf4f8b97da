//! What every test has: the browser, a site of its own with the small app.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use kaipush_browser::{Alerts, Firefox, Launch, Page, Report, Site};
use kaipush_build::tools::Browser;
use serde_json::{Value, json};

/// Far more than anything takes on a busy machine.
pub const SOON: Duration = Duration::from_secs(10);

pub struct Setting<'a> {
    pub firefox: &'a Firefox,
    pub site: Site,
}

impl<'a> Setting<'a> {
    pub async fn start(firefox: &'a Firefox) -> Result<Self> {
        let site = Site::start().await?;
        site.mount("/", Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/app"))?;
        Ok(Self { firefox, site })
    }

    pub async fn open(&self) -> Result<Page> {
        self.firefox.open(&self.site.url("/")).await
    }

    /// Opens the app with its worker running.
    pub async fn open_with_worker(&self) -> Result<Page> {
        let page = self.open().await?;
        let scope = page.run("return app.register();", &[]).await?;
        assert_eq!(scope, json!(self.scope()));
        Ok(page)
    }

    pub fn scope(&self) -> String {
        self.site.url("/")
    }

    pub fn alerts(&self) -> Alerts {
        self.firefox.alerts(&self.site.origin())
    }

    pub async fn push(&self, payload: Value) -> Result<()> {
        let payload = payload.to_string();
        self.firefox.notify_push(&self.scope(), Some(payload.as_bytes())).await
    }

    /// Waits for a report that has this member.
    pub async fn report(&self, member: &str) -> Result<Value> {
        let has = |report: &Report| report.value.get(member).is_some();
        Ok(self.site.wait_report(SOON, has).await?.value)
    }
}

/// The programs of this machine, see README.md.
pub fn launch() -> Result<Launch> {
    let programs = Browser::locate()?;
    Ok(Launch::new(programs.geckodriver, programs.firefox))
}
