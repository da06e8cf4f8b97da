//! KaiOS 3 and 4: who is subscribed to which system message.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use kaipush_browser::Site;
use serde_json::Value;

use crate::manifest::Installed;

/// The names of the messages that the app's worker gets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subscriptions(Arc<Mutex<BTreeSet<String>>>);

impl Subscriptions {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(name)
    }

    fn add(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
    }
}

/// The system's side of `systemMessageManager`.
pub(crate) struct Shell {
    site: Arc<Site>,
    subscriptions: Subscriptions,
}

impl Shell {
    /// A manifest that declares its worker subscribes at installation (ServiceWorkerAssistant.jsm).
    pub(crate) fn new(site: Arc<Site>, app: &Installed, subscriptions: Subscriptions) -> Self {
        if app.worker.is_some() {
            app.messages.iter().for_each(|(name, _)| subscriptions.add(name));
        }
        Self { site, subscriptions }
    }

    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    pub(crate) fn hear(&mut self, kind: &str, report: &Value) {
        if let ("subscribe", Some(name)) = (kind, report["name"].as_str()) {
            self.subscriptions.add(name);
        }
    }
}
