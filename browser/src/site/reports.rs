//! What pages and workers tell the test.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use serde_json::Value;

use crate::deadline::Deadline;

/// One `POST /__report`.
#[derive(Clone, Debug)]
pub struct Report {
    /// The body as JSON, or as a string where it is none.
    pub value: Value,
    /// The `Origin` header.
    pub origin: Option<String>,
    /// When it came, in milliseconds since 1970.
    pub at: u64,
}

/// All reports of a site.
#[derive(Debug, Default)]
pub(super) struct Reports(Mutex<Vec<Report>>);

impl Reports {
    /// Adds a report.
    pub(super) fn add(&self, body: &[u8], origin: Option<String>) {
        let value = serde_json::from_slice(body)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(body).into_owned()));
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let at = now.map_or(0, |now| u64::try_from(now.as_millis()).unwrap_or(u64::MAX));
        self.lock().push(Report { value, origin, at });
    }

    /// All reports, oldest first.
    pub(super) fn list(&self) -> Vec<Report> {
        self.lock().clone()
    }

    /// Forgets all reports.
    pub(super) fn clear(&self) {
        self.lock().clear();
    }

    /// Waits for a report; the error lists what came instead.
    pub(super) async fn wait(
        &self,
        timeout: Duration,
        wanted: impl Fn(&Report) -> bool,
    ) -> Result<Report> {
        let mut deadline = Deadline::after(timeout);
        loop {
            let found = self.lock().iter().find(|report| wanted(report)).cloned();
            if let Some(report) = found {
                return Ok(report);
            }
            if !deadline.pause().await {
                let came: Vec<String> = self.lock().iter().map(|r| r.value.to_string()).collect();
                bail!(
                    "no such report within {timeout:?}; {} came: {}",
                    came.len(),
                    came.join(", ")
                );
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Report>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
