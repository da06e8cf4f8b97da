//! The tabs of the browser.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::deadline::Deadline;
use crate::firefox::Firefox;
use crate::page::Page;

const OPEN: Duration = Duration::from_secs(20);
const BLANK: &str = "about:blank";

/// What the browser knows of a tab; reading it changes nothing.
#[derive(Clone, Debug, Deserialize)]
pub struct Tab {
    /// WebDriver's handle.
    pub handle: String,
    /// Address of its page.
    pub url: String,
    /// Title of its page.
    pub title: String,
    /// Whether it is the one in front; pages of the others are hidden.
    pub front: bool,
    /// Whether its page is still loading.
    pub loading: bool,
}

impl Firefox {
    /// Opens a tab in front and goes to an address.
    pub async fn open(&self, url: &str) -> Result<Page> {
        let handle = self.chrome(include_str!("js/open.js"), &[]).await?;
        let page = self.page(handle.as_str().context("a new tab without a handle")?);
        page.goto(url).await?;
        // A new tab still loads its first blank page, and WebDriver may take the end of that for
        // the end of ours.
        self.wait_tab(OPEN, |tab| tab.handle == page.handle && (url == BLANK || tab.url != BLANK))
            .await
    }

    /// All tabs, in no order.
    pub async fn tabs(&self) -> Result<Vec<Tab>> {
        let tabs = self.chrome(include_str!("js/tabs.js"), &[]).await?;
        Ok(serde_json::from_value(tabs)?)
    }

    /// The tab with this handle.
    pub fn page(&self, handle: &str) -> Page {
        Page { session: self.session.clone(), handle: handle.to_owned() }
    }

    /// Waits for a tab that is loaded and satisfies `wanted`, such as one that
    /// `openWindow` opens.
    pub async fn wait_tab(&self, timeout: Duration, wanted: impl Fn(&Tab) -> bool) -> Result<Page> {
        let mut deadline = Deadline::after(timeout);
        loop {
            let tabs = self.tabs().await?;
            if let Some(tab) = tabs.iter().find(|tab| !tab.loading && wanted(tab)) {
                return Ok(self.page(&tab.handle));
            }
            if !deadline.pause().await {
                let seen: Vec<&str> = tabs.iter().map(|tab| tab.url.as_str()).collect();
                bail!("no such tab within {timeout:?}; open are: {}", seen.join(", "));
            }
        }
    }

    /// Closes every tab of an origin; another one comes to the front.
    pub async fn close_tabs(&self, origin: &str) -> Result<()> {
        for tab in self.tabs().await? {
            if crate::origin::is_of(&tab.url, origin) {
                self.page(&tab.handle).close().await?;
            }
        }
        Ok(())
    }

    /// Sets the size of all pages in CSS pixels, now and later; none is as large
    /// as the window gives.
    pub async fn set_viewport(&self, size: Option<(u32, u32)>) -> Result<()> {
        crate::setup::set_viewport(&self.session, size).await
    }
}
