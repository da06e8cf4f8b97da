//! A tab and the page in it.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::command::Request;
use crate::deadline::Deadline;
use crate::run;
use crate::session::Session;

const LOAD: Duration = Duration::from_secs(20);

/// A tab. It stays the same over navigations; once it is closed, every call says so.
///
/// [`Page::run`] leaves the tab where it is, all other calls bring it to the front.
#[derive(Clone, Debug)]
pub struct Page {
    pub(crate) session: Arc<Session>,
    pub(crate) handle: String,
}

impl Page {
    /// WebDriver's handle of the tab.
    pub fn handle(&self) -> &str {
        &self.handle
    }

    /// Goes to an address and waits until it is loaded.
    pub async fn goto(&self, url: &str) -> Result<()> {
        self.command(Request::post("url", json!({"url": url})))
            .await
            .with_context(|| format!("cannot go to {url}"))?;
        Ok(())
    }

    /// Loads the page again, as a user does. (WebDriver's own command bypasses the cache, and with it
    /// the service worker: the page would come back uncontrolled.)
    pub async fn reload(&self) -> Result<()> {
        self.focus().await?;
        // Not `timeOrigin`, which a page that plays Gecko 48 has not.
        let begun = "return performance.timing.navigationStart;";
        let before = self.run(begun, &[]).await?;
        // The script's own end is lost when the page goes.
        let _ = self.run("location.reload();", &[]).await;
        let loaded = "return performance.timing.navigationStart !== arguments[0]
            && document.readyState === 'complete';";
        self.wait_for(LOAD, loaded, &[before]).await.context("the page did not load again")?;
        Ok(())
    }

    /// Brings the tab to the front (the page becomes visible).
    pub async fn focus(&self) -> Result<()> {
        self.session.tab_commands(&self.handle, []).await?;
        Ok(())
    }

    /// Closes the tab.
    pub async fn close(self) -> Result<()> {
        self.command(Request::delete("window")).await?;
        Ok(())
    }

    /// Runs the body of an async function in the page, and gives what it returns
    /// as JSON. `arguments` in it are `args`. A thrown error comes as
    /// [`crate::ScriptError`]. The page's CSP does not apply to it.
    pub async fn run(&self, body: &str, args: &[Value]) -> Result<Value> {
        run::run(&self.session, &self.handle, body, args).await
    }

    /// Runs a body over and over until it returns something truthy, which it
    /// gives. Errors in between (a page that is just loading) are waited out.
    pub async fn wait_for(&self, timeout: Duration, body: &str, args: &[Value]) -> Result<Value> {
        let mut deadline = Deadline::after(timeout);
        loop {
            let last = self.run(body, args).await;
            if let Ok(value) = &last
                && truthy(value)
            {
                return last;
            }
            if !deadline.pause().await {
                let last = match last {
                    Ok(value) => format!("it last gave {value}"),
                    Err(error) => format!("it last failed with {error:#}"),
                };
                bail!("the page did not come to `{body}` within {timeout:?}; {last}");
            }
        }
    }

    /// The page's viewport as PNG.
    pub async fn screenshot(&self) -> Result<Vec<u8>> {
        let image = self.command(Request::get("screenshot")).await?;
        let image = image.as_str().context("a screenshot is a string")?;
        STANDARD.decode(image).context("a screenshot that is not base64")
    }

    pub(crate) async fn command(&self, request: Request) -> Result<Value> {
        self.session.tab_commands(&self.handle, [request]).await
    }
}

/// JavaScript's idea of true.
fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(value) => value.as_f64() != Some(0.0),
        Value::String(value) => !value.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}
