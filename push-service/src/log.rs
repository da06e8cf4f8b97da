//! What happened, in order and with times, to read and to wait on.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::event::Event;

/// An event and when it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Time since the service started.
    pub at: Duration,
    /// What happened.
    pub event: Event,
}

/// What happened in a service since it started, or since [`Log::from_now`].
///
/// Clones look at the same events. It outlives the service.
#[derive(Debug, Clone)]
pub struct Log {
    shared: Arc<Shared>,
    from: usize,
}

#[derive(Debug)]
struct Shared {
    started: Instant,
    entries: Mutex<Vec<Entry>>,
    changed: watch::Sender<()>,
}

/// An event waited for did not happen in time.
#[derive(Debug, thiserror::Error)]
#[error("the push service did not see the awaited event within {timeout:?}; it saw:\n{seen}")]
pub struct NotSeen {
    /// How long was waited.
    pub timeout: Duration,
    /// All that was seen, a line each.
    pub seen: String,
}

impl Log {
    pub(crate) fn new() -> Self {
        let shared = Shared {
            started: Instant::now(),
            entries: Mutex::default(),
            changed: watch::Sender::new(()),
        };
        Self { shared: Arc::new(shared), from: 0 }
    }

    pub(crate) fn push(&self, event: Event) {
        let at = self.shared.started.elapsed();
        self.with_entries(|entries| entries.push(Entry { at, event }));
        self.shared.changed.send_replace(());
    }

    /// The same log, but only what happens from now on.
    #[must_use]
    pub fn from_now(&self) -> Self {
        Self { shared: self.shared.clone(), from: self.with_entries(|entries| entries.len()) }
    }

    /// What happened so far, in order.
    pub fn entries(&self) -> Vec<Entry> {
        self.entries_from(self.from)
    }

    /// The first event that is wanted: one that happened already, else the next one.
    ///
    /// # Errors
    /// [`NotSeen`] with everything seen, when the time is over.
    pub async fn wait_for(
        &self,
        wanted: impl Fn(&Event) -> bool,
        timeout: Duration,
    ) -> Result<Entry, NotSeen> {
        let mut changed = self.shared.changed.subscribe();
        let search = async {
            let mut next = self.from;
            loop {
                let fresh = self.entries_from(next);
                next += fresh.len();
                if let Some(entry) = fresh.into_iter().find(|entry| wanted(&entry.event)) {
                    return entry;
                }
                // Can't fail: the sender lives as long as this log.
                let _ = changed.changed().await;
            }
        };
        let found = tokio::time::timeout(timeout, search).await;
        found.map_err(|_| NotSeen { timeout, seen: self.to_string() })
    }

    fn entries_from(&self, from: usize) -> Vec<Entry> {
        self.with_entries(|entries| entries[from..].to_vec())
    }

    fn with_entries<T>(&self, work: impl FnOnce(&mut Vec<Entry>) -> T) -> T {
        let entries = self.shared.entries.lock();
        work(&mut entries.unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Display for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entries().iter().try_for_each(|entry| writeln!(f, "{entry}"))
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:8.3} s  {}", self.at.as_secs_f64(), self.event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(version: &str) -> Event {
        Event::Nacked { version: version.into(), code: Some(301) }
    }

    #[tokio::test]
    async fn what_happened_already_is_found() {
        let log = Log::new();
        log.push(failed("1"));
        let wanted = |event: &Event| *event == failed("1");
        assert!(log.wait_for(wanted, Duration::from_secs(1)).await.is_ok());
        let later = log.from_now().wait_for(wanted, Duration::from_millis(20)).await;
        assert_eq!(later.unwrap_err().seen, "");
    }

    #[tokio::test]
    async fn what_happens_later_is_waited_for() {
        let log = Log::new();
        let waiter = log.clone();
        let wait = tokio::spawn(async move {
            let wanted = |event: &Event| *event == failed("2");
            waiter.wait_for(wanted, Duration::from_secs(5)).await
        });
        tokio::task::yield_now().await;
        log.push(failed("1"));
        tokio::task::yield_now().await;
        log.push(failed("2"));
        assert_eq!(wait.await.unwrap().unwrap().event, failed("2"));
    }

    #[tokio::test]
    async fn a_timeout_tells_what_was_seen() {
        let log = Log::new();
        log.push(failed("7"));
        let error = log.wait_for(|_| false, Duration::from_millis(10)).await;
        assert!(error.unwrap_err().to_string().contains("message 7 failed in the worker (301)"));
    }
}
