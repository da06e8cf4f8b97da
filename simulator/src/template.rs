//! What the template app (`app-template/`) shows and knows, for whoever drives it.

use std::time::Duration;

use anyhow::Result;
use kaipush_browser::Page;
use serde_json::{Value, json};

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
