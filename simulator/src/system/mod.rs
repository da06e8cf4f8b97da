//! The system, as far as one app is concerned: it acts on what the scripts in page and worker report.

mod kaios25;
mod kaios3;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use kaipush_browser::{Firefox, Site};
use serde_json::Value;

use crate::manifest::Installed;
use crate::prelude::Prelude;
use crate::profile::System as Name;

pub(crate) use kaios3::Subscriptions;
pub(crate) use kaios25::Touches;

const PAUSE: Duration = Duration::from_millis(15);

/// What an app and its system both know.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared {
    /// Of KaiOS 3 and 4.
    pub(crate) subscriptions: Subscriptions,
    /// Of KaiOS 2.5.
    pub(crate) touches: Touches,
}

/// One system's part, chosen when the app is installed.
pub(crate) enum System {
    Kaios25(kaios25::Shell),
    Kaios3(kaios3::Shell),
}

impl System {
    pub(crate) fn new(
        name: Name,
        firefox: Arc<Firefox>,
        site: Arc<Site>,
        app: &Installed,
        prelude: Prelude,
        shared: Shared,
    ) -> Self {
        site.worker_prelude(&prelude.worker());
        site.page_prelude(&prelude.page(&[]));
        match name {
            Name::Kaios25 => {
                Self::Kaios25(kaios25::Shell::new(firefox, site, app, prelude, shared.touches))
            }
            Name::Kaios3 | Name::Kaios4 => {
                Self::Kaios3(kaios3::Shell::new(site, app, shared.subscriptions))
            }
        }
    }

    /// Acts until it is aborted.
    pub(crate) async fn run(mut self) {
        // What was reported so far is of a version that is gone, and done.
        let reports = self.site().reports();
        let mut heard: HashSet<_> = reports.iter().map(|report| key(&report.value)).collect();
        loop {
            for report in self.site().reports() {
                let (kind, id) = key(&report.value);
                if id.is_empty() || !heard.insert((kind.clone(), id.clone())) {
                    continue;
                }
                if let Err(error) = self.hear(&kind, &id, &report.value).await {
                    // Seen where the test looks for reports, and fails for want of its own.
                    eprintln!("the simulated system failed at {kind}: {error:#}");
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    fn site(&self) -> &Site {
        match self {
            Self::Kaios25(shell) => shell.site(),
            Self::Kaios3(shell) => shell.site(),
        }
    }

    async fn hear(&mut self, kind: &str, id: &str, report: &Value) -> Result<()> {
        match self {
            Self::Kaios25(shell) => shell.hear(kind, id, report).await,
            Self::Kaios3(shell) => {
                shell.hear(kind, report);
                Ok(())
            }
        }
    }
}

/// What kind of report it is, and which of them.
fn key(report: &Value) -> (String, String) {
    let text = |name: &str| report[name].as_str().unwrap_or_default().to_owned();
    (text("kind"), text("id"))
}
