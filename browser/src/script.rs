//! Scripts as async function bodies, and their errors.

use serde::Deserialize;

/// What a script threw, or what its promise was rejected with.
///
/// The calls that run scripts answer with [`anyhow::Error`]; this is what
/// `error.downcast_ref::<ScriptError>()` gives.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ScriptError {
    /// `error.name`, such as `TypeError`; empty when no Error was thrown.
    pub name: String,
    /// `error.message`, or the thrown value as JSON.
    pub message: String,
    /// `error.code` where it is a string (the codes of kaipush).
    pub code: Option<String>,
    /// `error.stack`.
    pub stack: String,
}

impl std::fmt::Display for ScriptError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = if self.name.is_empty() { "thrown value" } else { &self.name };
        write!(f, "{name}: {}", self.message)?;
        if let Some(code) = &self.code {
            write!(f, " [{code}]")?;
        }
        if !self.stack.is_empty() {
            write!(f, "\n{}", self.stack.trim_end())?;
        }
        Ok(())
    }
}

impl std::error::Error for ScriptError {}

/// How a script ended.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// It returned; `undefined` has become null.
    Value(serde_json::Value),
    /// It threw.
    Thrown(ScriptError),
    /// It did not settle in time.
    Timeout,
    /// It still runs; the number asks for it again.
    Pending(u64),
    /// The page's tab is closed.
    Closed,
}

/// Puts the body of an async function into a WebDriver async script that always
/// answers with an [`Outcome`]. `arguments` in the body are the caller's.
pub(crate) fn wrap(body: &str) -> String {
    include_str!("js/wrap.js").replace("/* BODY */", &format!("{body}\n"))
}
