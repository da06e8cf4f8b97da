//! What pages and workers wrote to the console.

use std::time::Duration;

use anyhow::{Result, bail};
use serde::Deserialize;
use serde_json::json;

use crate::deadline::Deadline;
use crate::firefox::Firefox;

/// One message: a call of `console.*`, or an error or warning of the browser
/// itself (uncaught error, CSP violation, deprecation).
#[derive(Clone, Debug, Deserialize)]
pub struct Message {
    /// `error`, `warn`, `info`, `log`, `debug`…
    pub level: String,
    /// The text; the arguments of a console call with blanks between.
    pub text: String,
    /// Address of the script or page.
    pub source: String,
    /// Line in it.
    pub line: u32,
    /// The browser's category (`content javascript`, `CSP`…); empty for calls.
    pub category: String,
    /// Whether it is a console call made in a worker.
    pub worker: bool,
    /// Milliseconds since 1970.
    pub at: u64,
}

impl Message {
    /// Whether it is an error or a warning.
    pub fn is_problem(&self) -> bool {
        matches!(self.level.as_str(), "error" | "warn" | "assert")
    }
}

impl std::fmt::Display for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { level, text, source, line, .. } = self;
        write!(f, "{level}: {text} ({source}:{line})")
    }
}

impl Firefox {
    /// The messages of an origin's pages and workers since the browser started,
    /// oldest first. A message comes a few milliseconds after its cause.
    pub async fn console(&self, origin: &str) -> Result<Vec<Message>> {
        // The browser keeps those of all its apps; what is not asked for need not be sent.
        const OWN: &str = "return Cu.getGlobalForObject(Services).kaipush.console
            .filter((message) => message.source.startsWith(arguments[0]));";
        let all = self.chrome(OWN, &[json!(origin)]).await?;
        let mut messages: Vec<Message> = serde_json::from_value(all)?;
        messages.retain(|message| crate::origin::is_of(&message.source, origin));
        Ok(messages)
    }

    /// Waits for a message of an origin that satisfies `wanted`; the oldest if there are several.
    pub async fn wait_console(
        &self,
        origin: &str,
        timeout: Duration,
        wanted: impl Fn(&Message) -> bool,
    ) -> Result<Message> {
        let mut deadline = Deadline::after(timeout);
        loop {
            let mut messages = self.console(origin).await?;
            if let Some(at) = messages.iter().position(&wanted) {
                return Ok(messages.swap_remove(at));
            }
            if !deadline.pause().await {
                let seen: Vec<String> = messages.iter().map(Message::to_string).collect();
                bail!(
                    "no such message of {origin} within {timeout:?}; the console has: {}",
                    seen.join("\n")
                );
            }
        }
    }
}
