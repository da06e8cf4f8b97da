//! One WebDriver session and the order of its commands.

use anyhow::{Context as _, Result, anyhow, bail};
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};

use crate::command::Request;
use crate::launch::Launch;
use crate::preferences::preferences;
use crate::script::{Outcome, wrap};

/// Where scripts of the session run.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Context {
    Content,
    Chrome,
}

/// A session. Its context and current tab are shared by everybody who uses it,
/// so that each operation takes the lock and states both itself; tests may then
/// use one Firefox at the same time.
#[derive(Debug)]
pub(crate) struct Session {
    client: Client,
    /// The context the last command left; none when a command was cut off and
    /// nobody knows.
    context: Mutex<Option<Context>>,
    /// Of [`Launch`].
    pub(crate) script_timeout: std::time::Duration,
}

impl Session {
    /// Starts Firefox through the geckodriver at `url`.
    pub(crate) async fn start(
        url: &str,
        launch: &Launch,
        profile: &std::path::Path,
    ) -> Result<Self> {
        let mut args = vec![json!("-profile"), json!(profile)];
        if launch.headless {
            args.push(json!("-headless"));
        }
        let Value::Object(capabilities) = json!({
            "acceptInsecureCerts": true,
            "timeouts": {"script": 120_000},
            "moz:firefoxOptions": {
                "binary": launch.firefox,
                "args": args,
                "prefs": preferences(launch),
            },
        }) else {
            bail!("capabilities are an object");
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(url)
            .await
            .map_err(|error| {
                let path = launch.firefox.display();
                anyhow!("Firefox ({path}) did not start: {error}")
            })?;
        Ok(Self {
            client,
            context: Mutex::new(Some(Context::Content)),
            script_timeout: launch.script_timeout,
        })
    }

    /// Process id of Firefox.
    pub(crate) fn pid(&self) -> Option<u32> {
        let pid = self.client.capabilities()?.get("moz:processID")?.as_u64()?;
        u32::try_from(pid).ok()
    }

    /// Version of Firefox.
    pub(crate) fn version(&self) -> Option<&str> {
        self.client.capabilities()?.get("browserVersion")?.as_str()
    }

    /// Runs the body of an async function with the browser's own rights.
    pub(crate) async fn chrome(&self, body: &str, args: &[Value]) -> Result<Value> {
        let _place = self.enter(Context::Chrome).await?;
        let request = json!({"script": wrap(body), "args": args});
        let answer = self.send(Request::post("execute/async", request)).await?;
        match serde_json::from_value(answer).context("unexpected answer of a chrome script")? {
            Outcome::Value(value) => Ok(value),
            Outcome::Thrown(error) => Err(error.into()),
            other => bail!("unexpected answer of a chrome script: {other:?}"),
        }
    }

    /// Brings a tab to the front and sends commands for it, in one go.
    pub(crate) async fn tab_commands(
        &self,
        handle: &str,
        requests: impl IntoIterator<Item = Request>,
    ) -> Result<Value> {
        let _place = self.enter(Context::Content).await?;
        // Always, never "is it already there": `openWindow` moves tabs too.
        let mut answer = self.send(Request::post("window", json!({"handle": handle}))).await?;
        for request in requests {
            answer = self.send(request).await?;
        }
        Ok(answer)
    }

    /// Ends the session; Firefox quits and writes its profile.
    pub(crate) async fn end(&self) -> Result<()> {
        self.client.clone().close().await.map_err(explain)
    }

    async fn enter(&self, wanted: Context) -> Result<MutexGuard<'_, Option<Context>>> {
        let mut context = self.context.lock().await;
        if *context != Some(wanted) {
            *context = None;
            let name = match wanted {
                Context::Content => "content",
                Context::Chrome => "chrome",
            };
            self.send(Request::post("moz/context", json!({"context": name}))).await?;
            *context = Some(wanted);
        }
        Ok(context)
    }

    async fn send(&self, request: Request) -> Result<Value> {
        let path = request.path;
        self.client
            .issue_cmd(request)
            .await
            .map_err(explain)
            .with_context(|| format!("WebDriver command `{path}` failed"))
    }
}

/// Puts WebDriver's errors into words of this crate.
fn explain(error: CmdError) -> anyhow::Error {
    match error {
        CmdError::Standard(standard) if standard.error == ErrorStatus::NoSuchWindow => {
            anyhow!("the tab is closed")
        }
        CmdError::Standard(standard) => anyhow!("{}", standard.message),
        CmdError::Lost(_) | CmdError::Failed(_) | CmdError::FailedC(_) => {
            anyhow!("Firefox or geckodriver is gone: {error}")
        }
        other => other.into(),
    }
}
