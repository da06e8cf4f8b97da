//! What the site answers, changeable while it runs.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::asked::Asked;
use http::{HeaderName, HeaderValue, StatusCode};

/// The site's settings behind a lock that is never held over an await.
#[derive(Debug, Default)]
pub(super) struct Rules(Mutex<Settings>);

/// All settings; keys are paths as in the address, without query.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// Directories by path prefix without a slash at the end; later ones win.
    pub(super) mounts: Vec<(String, PathBuf)>,
    /// Single files; none for a removed one.
    pub(super) files: HashMap<String, Option<Vec<u8>>>,
    /// A folder's own address gives nothing.
    pub(super) no_index: bool,
    /// Headers of one path, or of all.
    pub(super) headers: Vec<(Option<String>, HeaderName, HeaderValue)>,
    /// What changes content on its way out.
    pub(super) rewrite: Option<Rewrite>,
    /// Whether pages get the prelude's script element.
    pub(super) page_prelude: bool,
    /// Text in front of service workers.
    pub(super) worker_prelude: Option<String>,
    /// What was asked for as a service worker.
    pub(super) workers: BTreeSet<String>,
    /// Waiting before an answer.
    pub(super) delays: HashMap<String, Duration>,
    /// Statuses instead of an answer.
    pub(super) failures: HashMap<String, StatusCode>,
    /// Requests so far.
    pub(super) hits: HashMap<String, usize>,
}

impl Rules {
    /// Changes the settings.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Settings) -> T) -> T {
        // A test that panicked elsewhere has left whole settings all the same.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the settings.
    pub(super) fn read<T>(&self, read: impl FnOnce(&Settings) -> T) -> T {
        self.change(|settings| read(settings))
    }
}

/// A function over what is served.
#[derive(Clone)]
pub(super) struct Rewrite(pub(super) Arc<Function>);

type Function = dyn Fn(Asked<'_>, Vec<u8>) -> Vec<u8> + Send + Sync;

impl fmt::Debug for Rewrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rewrite")
    }
}
