//! What the template app (`app-template/`) shows, knows and is made into, for whoever drives it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use kaipush_browser::Page;
use serde_json::{Value, json};

use crate::{Profile, System};

/// Far more than anything takes on a busy machine.
const SOON: Duration = Duration::from_secs(15);

/// Waits until it shows a state (`ready`, `subscribed`…) and is not busy.
///
/// # Errors
/// When it does not come to that.
pub async fn wait_state(page: &Page, state: &str) -> Result<()> {
    let body = "return document.body.dataset.state === arguments[0] \
                && document.body.dataset.screen !== 'working';";
    page.wait_for(SOON, body, &[json!(state)]).await.map(drop)
}

/// kaipush's `history()`, by way of the app.
///
/// # Errors
/// When the app is not that far, or the history can't be read.
pub async fn history(page: &Page) -> Result<Value> {
    page.run("return inbox.push.history();", &[]).await
}

/// Waits for a launch; gives all there were, newest first.
///
/// # Errors
/// When there is none in time.
pub async fn wait_launched(page: &Page) -> Result<Value> {
    let launched = "const { launched } = await inbox.push.history();
        return launched.length && launched;";
    page.wait_for(SOON, launched, &[]).await
}

/// Has the one in this folder fit the phone: it is a privileged package, which a site of KaiOS 2.5 can't be.
///
/// # Errors
/// When its manifest can't be read or written.
pub fn fit(profile: Profile, app: &Path) -> Result<()> {
    if profile != Profile::hosted(System::Kaios25) {
        return Ok(());
    }
    let file = app.join("manifest.webapp");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
    manifest["type"] = json!("web");
    manifest.as_object_mut().context("a manifest is an object")?.remove("origin");
    Ok(fs::write(file, manifest.to_string())?)
}
