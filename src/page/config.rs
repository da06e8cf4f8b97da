//! What an app tells kaipush.

use kaipush_model::error::{Log, Note};
use kaipush_model::key::Key;
use kaipush_model::permission::Ask;

use super::address::whole;
use crate::console;

/// What an app tells kaipush: its worker, its key, its server.
#[derive(Clone, PartialEq, Debug)]
pub struct Config {
    pub(crate) worker: String,
    pub(crate) scope: Option<String>,
    pub(crate) key: Option<Key>,
    pub(crate) report_to: Option<String>,
    pub(crate) events_to: Option<String>,
    pub(crate) events_within: u32,
    pub(crate) timeout: u32,
    pub(crate) ask: Ask,
    pub(crate) log: Log,
}

/// Long enough for a phone that starts a worker while it unpacks an app.
pub(crate) const TIMEOUT: u32 = 20_000;
/// No network answers later, and what one page or worker has begun holds up the others for as long.
pub(crate) const MAX_TIMEOUT: u32 = 600_000;

/// Many phones get the same push at the same time, and the server shall not hear of all at once. No
/// longer, because a closed app's worker is kept awake by it: Gecko ends an idle one after 30 s
/// (`dom.serviceWorkers.idle_timeout`).
pub(crate) const EVENTS_WITHIN: u32 = 25_000;

impl Config {
    /// An app whose service worker's script has this address. One at another address than before takes the place of
    /// the old at the app's next start.
    pub fn new(worker: impl Into<String>) -> Self {
        let worker = worker.into();
        Self {
            worker,
            scope: None,
            key: None,
            report_to: None,
            events_to: None,
            events_within: EVENTS_WITHIN,
            timeout: TIMEOUT,
            ask: Ask::new(),
            log: Log::default(),
        }
    }
    /// The public VAPID key of the app's server. Without it only empty pushes can arrive.
    pub fn key(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }
    /// The scope of the worker; by default the folder of its script. On KaiOS 2.5 it must be the
    /// folder that holds `manifest.webapp`, or `openApp` finds no app: the state is
    /// [`Unsupported`](kaipush_model::permission::State::Unsupported) with the code `scope-not-root`.
    ///
    /// Whatever kaipush keeps, it keeps apart from apps with other scopes.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }
    /// Where the app's server takes subscriptions (docs/server.md). What is empty, or no
    /// address of `http:` or `https:`, is left out with the warning `field-wrong`.
    pub fn report_to(mut self, url: impl Into<String>) -> Self {
        self.report_to = Some(url.into());
        self
    }
    /// Where the worker tells what became of each push: delivered, clicked, dismissed
    /// (docs/server.md). Nobody is told by default.
    pub fn events_to(mut self, url: impl Into<String>) -> Self {
        self.events_to = Some(url.into());
        self
    }
    /// Events are told at a random time within so many milliseconds; 25,000 by default and at most.
    pub fn events_within(mut self, milliseconds: u32) -> Self {
        self.events_within = milliseconds.min(EVENTS_WITHIN);
        self
    }
    /// With whole addresses: the worker, elsewhere at home, sends to the same ones, and the page's own may
    /// change (`history.pushState`).
    pub(crate) fn resolved(mut self) -> Self {
        self.worker = whole(&self.worker).unwrap_or(self.worker);
        self.scope = self.scope.map(|scope| whole(&scope).unwrap_or(scope));
        let servers = [("reportTo", &mut self.report_to), ("eventsTo", &mut self.events_to)];
        for (name, server) in servers {
            let resolved = server.take().map(|url| server_at(name, &url));
            *server = resolved.and_then(|url| {
                url.inspect_err(|wrong| console::warn(Note::FieldWrong, wrong)).ok()
            });
        }
        self
    }
    /// What is wrong with an address, by its name in JavaScript.
    #[cfg(feature = "js")]
    pub(crate) fn wrong(&self) -> Option<String> {
        let empty = |name: &str, url: &str| url.trim().is_empty().then(|| is_empty(name));
        let server = |name, url: &Option<String>| server_at(name, url.as_deref()?).err();
        empty("worker", &self.worker)
            .or_else(|| empty("scope", self.scope.as_deref()?))
            .or_else(|| server("reportTo", &self.report_to))
            .or_else(|| server("eventsTo", &self.events_to))
    }
    /// Milliseconds that each step may take: worker, push service, report. 20,000 by default, 600,000
    /// at most, which is also what 0 stands for.
    pub fn timeout(mut self, milliseconds: u32) -> Self {
        self.timeout = if milliseconds == 0 { MAX_TIMEOUT } else { milliseconds.min(MAX_TIMEOUT) };
        self
    }
    /// When the app's own question may be put, before the system's.
    pub fn ask(mut self, rule: Ask) -> Self {
        self.ask = rule;
        self
    }
    /// How much the page writes to the console; warnings by default. The worker's is a setting of its own
    /// (`log` in sw/CONTRACT.md).
    pub fn log(mut self, log: Log) -> Self {
        self.log = log;
        self
    }
}

/// The whole address of a server; else what is wrong with it. A package of 2.5 has no server at its own
/// origin, `app:`.
fn server_at(name: &str, url: &str) -> Result<String, String> {
    if url.trim().is_empty() {
        return Err(is_empty(name));
    }
    let seen = whole(url);
    let is_server = |url: &String| ["http://", "https://"].iter().any(|with| url.starts_with(with));
    seen.clone().filter(is_server).ok_or_else(|| {
        [name, " is ", seen.as_deref().unwrap_or(url), ", which is no address of a server"].concat()
    })
}

/// It would lead to the page itself.
fn is_empty(name: &str) -> String {
    [name, " is empty"].concat()
}
