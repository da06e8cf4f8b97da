//! A loopback site for one test.

mod asked;
mod files;
mod hosts;
mod html;
mod mime;
mod reports;
mod rules;
mod server;

use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use http::StatusCode;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub use asked::{Asked, Purpose};
pub use reports::Report;

use reports::Reports;
use rules::{Rewrite, Rules};

/// A static site on `127.0.0.1` with what tests need on top: single files,
/// headers, scripts put in front of the app's, delays, failures, and a place
/// where pages and workers report (`POST /__report`).
///
/// All changes hold from the next request on. It stops when it is dropped, and
/// must be started and used in one Tokio runtime.
#[derive(Debug)]
pub struct Site {
    port: u16,
    host: String,
    rules: Arc<Rules>,
    reports: Arc<Reports>,
    /// Its end is the server's sign to stop.
    _running: oneshot::Sender<()>,
}

impl Site {
    /// Starts an empty site on a free port, at an origin that this process has not had before: the
    /// system gives ports out again, and what an earlier site left in a browser (worker, storage,
    /// subscription) would be taken for the new one's.
    pub async fn start() -> Result<Self> {
        static HAD: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
        loop {
            let site = Self::start_on(0).await?;
            if HAD.lock().unwrap_or_else(PoisonError::into_inner).insert(site.port) {
                return Ok(site);
            }
        }
    }

    /// Starts an empty site on a fixed port.
    pub async fn start_on(port: u16) -> Result<Self> {
        let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => listener,
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                bail!("port {port} is taken by another program; stop it or choose another port");
            }
            Err(error) => {
                return Err(error).with_context(|| format!("cannot listen on port {port}"));
            }
        };
        let port = listener.local_addr()?.port();
        let rules = Arc::new(Rules::default());
        let reports = Arc::new(Reports::default());
        let (running, stop) = oneshot::channel();
        let app = server::router(rules.clone(), reports.clone());
        tokio::spawn(server::serve(listener, app, stop));
        let host = Ipv4Addr::LOCALHOST.to_string();
        Ok(Self { port, host, rules, reports, _running: running })
    }

    /// The same site at `http://NAME.localhost:PORT`, as KaiOS 3 gives to packaged apps. A secure
    /// context, too, and Firefox finds it without a name server.
    pub fn named(mut self, name: &str) -> Self {
        self.host = format!("{name}.localhost");
        self
    }

    /// The same site without a page at a folder's own address (`/`), as a package is one.
    pub fn without_index(self) -> Self {
        self.rules.change(|rules| rules.no_index = true);
        self
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// `http://127.0.0.1:PORT`, unless it is [`Site::named`].
    pub fn origin(&self) -> String {
        format!("http://{}:{}", self.host, self.port)
    }

    /// Address of a path (`/index.html`).
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// Serves the files of a directory below a path (`/`), in front of those mounted there before.
    pub fn mount(&self, path: &str, directory: impl AsRef<Path>) -> Result<()> {
        let mount = mount(path, directory.as_ref())?;
        self.rules.change(|rules| rules.mounts.push(mount));
        Ok(())
    }

    /// Serves the files of a directory in the place of what was mounted at this path: no file of that
    /// is left.
    pub fn replace(&self, path: &str, directory: impl AsRef<Path>) -> Result<()> {
        let mount = mount(path, directory.as_ref())?;
        self.rules.change(|rules| {
            rules.mounts.retain(|(path, _)| *path != mount.0);
            rules.mounts.push(mount);
        });
        Ok(())
    }

    /// Puts a file at a path, in front of mounted ones.
    pub fn put(&self, path: &str, content: impl Into<Vec<u8>>) {
        let content = content.into();
        self.rules.change(|rules| {
            rules.files.insert(path.to_owned(), Some(content));
        });
    }

    /// Removes a file, mounted ones too: 404 from now on.
    pub fn remove(&self, path: &str) {
        self.rules.change(|rules| {
            rules.files.insert(path.to_owned(), None);
        });
    }

    /// Adds a header to the answers for one path. It replaces the site's own of
    /// the same name.
    pub fn header(&self, path: &str, name: &str, value: &str) -> Result<()> {
        self.add_header(Some(path.to_owned()), name, value)
    }

    /// Adds a header to all answers, such as `Content-Security-Policy`.
    pub fn header_everywhere(&self, name: &str, value: &str) -> Result<()> {
        self.add_header(None, name, value)
    }

    /// Takes back all headers that were added.
    pub fn clear_headers(&self) {
        self.rules.change(|rules| rules.headers.clear());
    }

    /// Passes every file through a function on its way out; the last one set holds. Preludes are put
    /// in front of what it gives, and never go through it.
    pub fn rewrite(
        &self,
        function: impl Fn(Asked<'_>, Vec<u8>) -> Vec<u8> + Send + Sync + 'static,
    ) {
        self.rules.change(|rules| rules.rewrite = Some(Rewrite(Arc::new(function))));
    }

    /// A script that runs in every page before the page's own: served as
    /// `/__prelude/page.js` and put first into `<head>`, so that a CSP of `'self'`
    /// lets it pass.
    pub fn page_prelude(&self, script: &str) {
        self.put(html::PRELUDE, script);
        self.rules.change(|rules| rules.page_prelude = true);
    }

    /// A script that runs in every service worker before the worker's own: put in front of each
    /// answer to a request for such a worker.
    pub fn worker_prelude(&self, script: &str) {
        self.rules.change(|rules| rules.worker_prelude = Some(script.to_owned()));
    }

    /// The paths that were asked for as service workers so far.
    pub fn workers(&self) -> Vec<String> {
        self.rules.read(|rules| rules.workers.iter().cloned().collect())
    }

    /// Lets every answer for a path wait; zero takes it back.
    pub fn delay(&self, path: &str, delay: Duration) {
        self.rules.change(|rules| {
            rules.delays.insert(path.to_owned(), delay);
        });
    }

    /// Lets every request for a path fail with this status; none takes it back.
    pub fn fail(&self, path: &str, status: Option<StatusCode>) {
        self.rules.change(|rules| match status {
            Some(status) => drop(rules.failures.insert(path.to_owned(), status)),
            None => drop(rules.failures.remove(path)),
        });
    }

    /// How often a path was asked for.
    pub fn hits(&self, path: &str) -> usize {
        self.rules.read(|rules| rules.hits.get(path).copied()).unwrap_or(0)
    }

    /// What was posted to `/__report`, oldest first.
    pub fn reports(&self) -> Vec<Report> {
        self.reports.list()
    }

    /// Forgets the reports so far.
    pub fn clear_reports(&self) {
        self.reports.clear();
    }

    /// Waits for a report that satisfies `wanted`; the first if there are several.
    pub async fn wait_report(
        &self,
        timeout: Duration,
        wanted: impl Fn(&Report) -> bool,
    ) -> Result<Report> {
        self.reports.wait(timeout, wanted).await
    }

    fn add_header(&self, path: Option<String>, name: &str, value: &str) -> Result<()> {
        let bad = || format!("`{name}: {value}` is no header");
        let name = name.parse().with_context(bad)?;
        let value = value.parse().with_context(bad)?;
        self.rules.change(|rules| rules.headers.push((path, name, value)));
        Ok(())
    }
}

/// A directory that is there, and the path it is served below.
fn mount(path: &str, directory: &Path) -> Result<(String, PathBuf)> {
    let directory = directory
        .canonicalize()
        .with_context(|| format!("cannot serve the directory {}", directory.display()))?;
    Ok((path.trim_end_matches('/').to_owned(), directory))
}
