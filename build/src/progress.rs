//! Lines for a person who waits: what is being done, and for how long already.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// After this long, and again after every such span, a step says that it is still at work.
const REPEAT: Duration = Duration::from_secs(10);

/// Where progress lines go.
pub struct Progress(Box<dyn Fn(&str) + Send + Sync>);

impl Progress {
    /// Lines on standard error.
    pub fn stderr() -> Self {
        Self::to(|line| eprintln!("{line}"))
    }

    /// No lines at all.
    pub fn silent() -> Self {
        Self::to(|_| ())
    }

    /// Lines to whatever the caller likes.
    pub fn to(sink: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Box::new(sink))
    }

    /// Writes one line.
    pub fn line(&self, text: &str) {
        (self.0)(text);
    }

    /// Runs `work` and says how long it took; while it runs, says so every ten seconds.
    pub fn step<T>(
        &self,
        what: &str,
        work: impl FnOnce() -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let start = Instant::now();
        self.line(&format!("{what} …"));
        let (done, ended) = channel::<()>();
        let result = std::thread::scope(|scope| {
            scope.spawn(move || {
                while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(REPEAT) {
                    self.line(&format!("{what} … {} s so far", start.elapsed().as_secs()));
                }
            });
            let result = work();
            drop(done);
            result
        });
        let seconds = start.elapsed().as_secs_f32();
        match &result {
            Ok(_) => self.line(&format!("{what}: done in {seconds:.1} s")),
            Err(_) => self.line(&format!("{what}: failed after {seconds:.1} s")),
        }
        result
    }
}

impl std::fmt::Debug for Progress {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Progress")
    }
}
