//! Scripts in pages.

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::{Value, json};

use crate::deadline::Deadline;
use crate::script::{Outcome, wrap};
use crate::session::Session;

/// Runs the body of an async function in the tab `handle`.
pub(crate) async fn run(
    session: &Session,
    handle: &str,
    body: &str,
    args: &[Value],
) -> Result<Value> {
    let limit = session.script_timeout;
    let milliseconds = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
    let mut answer = session
        .chrome(
            include_str!("js/run.js"),
            &[json!(handle), json!(wrap(body)), json!(args), json!(milliseconds)],
        )
        .await?;
    // The page has its own clock; ours is for a page that never answers.
    let mut deadline = Deadline::after(limit + limit / 4);
    loop {
        let outcome = serde_json::from_value(answer).context("unexpected answer of a script")?;
        let id = match outcome {
            Outcome::Value(value) => return Ok(value),
            Outcome::Thrown(error) => return Err(error.into()),
            Outcome::Closed => bail!("the tab is closed"),
            Outcome::Timeout => return Err(timed_out(limit, body)),
            Outcome::Pending(id) => id,
        };
        if !deadline.pause().await {
            return Err(timed_out(limit, body));
        }
        answer = session.chrome(include_str!("js/settled.js"), &[json!(id)]).await?;
    }
}

fn timed_out(limit: std::time::Duration, body: &str) -> anyhow::Error {
    let start: String = body.trim().chars().take(120).collect();
    anyhow!("a script did not settle within {limit:?}: {start}")
}
