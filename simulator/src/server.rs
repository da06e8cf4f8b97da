//! The reference server (`examples/server/server.js`) as a child process.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// Runs a command until its own standard input ends, which it does when we are gone in any way;
/// then it ends its process group.
const GUARD: &str = r#"{ "$@" 2>&1; echo "ended with status $?"; } & read _; kill -TERM 0"#;
const START: Duration = Duration::from_secs(20);

/// What the server is started with.
#[derive(Clone, Debug)]
pub struct ServerConfig {
    /// `examples/server/server.js`.
    pub script: PathBuf,
    /// The `node_modules` folder that has `web-push`.
    pub node_modules: PathBuf,
    /// The authority of a push service of one's own, see [`crate::Stage::certificate`].
    pub certificate: Option<PathBuf>,
    /// Public and private VAPID key; else a new pair.
    pub keys: Option<(String, String)>,
    /// The file that keeps the subscriptions; else its memory.
    pub store: Option<PathBuf>,
    /// Whether what it writes while it runs is written here, too.
    pub print: bool,
}

/// What became of one push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Where it went.
    pub endpoint: String,
    /// The push service's answer; 201 when taken, 0 when it was not reached.
    pub status: u64,
    /// The answer's text.
    pub body: String,
}

/// A running server. Ends when dropped.
#[derive(Debug)]
pub struct ReferenceServer {
    url: String,
    keys: (String, String),
    output: Arc<Mutex<String>>,
    _process: Child,
    _running: Option<ChildStdin>,
}

impl ReferenceServer {
    /// Starts it on a free port and waits until it listens.
    ///
    /// # Errors
    /// With the server's own words when it does not start.
    pub async fn start(config: &ServerConfig) -> Result<Self> {
        let mut command = Command::new("sh");
        command
            .args(["-c", GUARD, "kaipush-server", "node"])
            .arg(&config.script)
            .env("NODE_PATH", &config.node_modules)
            .env("PORT", "0")
            .env_remove("HOST")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let (public, private) = config.keys.as_ref().map(|(a, b)| (a, b)).unzip();
        set(&mut command, "VAPID_PUBLIC", public);
        set(&mut command, "VAPID_PRIVATE", private);
        set(&mut command, "STORE", config.store.as_ref());
        set(&mut command, "NODE_EXTRA_CA_CERTS", config.certificate.as_ref());
        let mut process = command.spawn().context("cannot start the reference server")?;
        let running = process.stdin.take();
        let stdout = process.stdout.take().context("the server has no output pipe")?;
        let output = Arc::new(Mutex::new(String::new()));
        let ready = ready(stdout, output.clone(), config);
        let started = tokio::time::timeout(START, ready).await;
        let (url, keys) = started.with_context(|| {
            format!("the reference server did not start within {START:?}: {}", text(&output))
        })??;
        Ok(Self { url, keys, output, _process: process, _running: running })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where the app reports its subscription to.
    pub fn report_url(&self) -> String {
        format!("{}/subscriptions", self.url)
    }

    /// Where the app tells what became of each push.
    pub fn events_url(&self) -> String {
        format!("{}/events", self.url)
    }

    /// The public VAPID key.
    pub fn public_key(&self) -> &str {
        &self.keys.0
    }

    /// The private VAPID key.
    pub fn private_key(&self) -> &str {
        &self.keys.1
    }

    /// What it printed.
    pub fn output(&self) -> String {
        text(&self.output)
    }

    /// Sends a push: `{ payload, ttl?, topic?, endpoint? }`, to all subscriptions if no endpoint is
    /// given. A `payload` that is no string is sent as JSON, `null` as an empty push.
    ///
    /// # Errors
    /// When the server refuses the request itself; what the push service says is in the answer.
    pub async fn send(&self, message: &Value) -> Result<Vec<Sent>> {
        let (status, body) = self.ask("POST", "/send", Some(message)).await?;
        ensure!(status == 200, "the reference server answered {status}: {body}");
        let read = |one: &Value| Sent {
            endpoint: one["endpoint"].as_str().unwrap_or_default().into(),
            status: one["status"].as_u64().unwrap_or_default(),
            body: one["body"].as_str().unwrap_or_default().into(),
        };
        Ok(body.as_array().into_iter().flatten().map(read).collect())
    }

    /// The reports it keeps.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn subscriptions(&self) -> Result<Vec<Value>> {
        let (_, body) = self.ask("GET", "/subscriptions", None).await?;
        Ok(body.as_array().cloned().unwrap_or_default())
    }

    /// What became of the pushes, as the phones have told it: `{endpoint, type, key, …}`.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn events(&self) -> Result<Vec<Value>> {
        let (_, body) = self.ask("GET", "/events", None).await?;
        Ok(body.as_array().cloned().unwrap_or_default())
    }

    /// Removes all of them, for the next app.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn forget_all(&self) -> Result<()> {
        for report in self.subscriptions().await? {
            let endpoint = &report["subscription"]["endpoint"];
            self.ask("DELETE", "/subscriptions", Some(&json!({ "endpoint": endpoint }))).await?;
        }
        Ok(())
    }

    async fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<(u16, Value)> {
        let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
        let body = body.map(Value::to_string).unwrap_or_default();
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url))
            .body(Full::from(body))?;
        let lost = || format!("the reference server is gone; it said: {}", self.output());
        let answer = client.request(request).await.with_context(lost)?;
        let status = answer.status().as_u16();
        let bytes = answer.into_body().collect().await?.to_bytes();
        Ok((status, serde_json::from_slice(&bytes).unwrap_or_default()))
    }
}

/// The variable, or none where somebody else's would be inherited.
fn set(command: &mut Command, name: &str, value: Option<impl AsRef<OsStr>>) {
    match value {
        Some(value) => command.env(name, value),
        None => command.env_remove(name),
    };
}

/// Reads until the server listens, and goes on reading so that it never blocks on a full pipe.
async fn ready(
    stdout: ChildStdout,
    output: Arc<Mutex<String>>,
    config: &ServerConfig,
) -> Result<(String, (String, String))> {
    let mut lines = BufReader::new(stdout).lines();
    let (mut keys, print) = (config.keys.clone(), config.print);
    while let Some(line) = lines.next_line().await? {
        note(&output, &line);
        if let Some(pair) = line.strip_prefix("new keys: VAPID_PUBLIC=") {
            keys = pair.split_once(" VAPID_PRIVATE=").map(|(a, b)| (a.to_owned(), b.to_owned()));
        } else if let Some(url) = line.strip_prefix("listening on ") {
            let keys = keys.context("the reference server printed no keys")?;
            tokio::spawn(async move {
                while let Ok(Some(line)) = lines.next_line().await {
                    note(&output, &line);
                    if print {
                        eprintln!("{line}");
                    }
                }
            });
            return Ok((url.to_owned(), keys));
        } else if line.starts_with("ended with") {
            break;
        }
    }
    bail!("the reference server did not start: {}", text(&output))
}

fn note(output: &Mutex<String>, line: &str) {
    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
    output.push_str(line);
    output.push('\n');
}

fn text(output: &Mutex<String>) -> String {
    output.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
