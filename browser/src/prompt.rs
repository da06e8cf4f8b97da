//! The question a page's permission request puts to the user.

use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::json;

use crate::deadline::Deadline;
use crate::firefox::Firefox;

/// What the user answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// "Allow".
    Allow,
    /// "Always Block".
    Block,
}

impl Firefox {
    /// Waits for the notification permission prompt of the tab in front and
    /// answers it. It opens only for a request made in a user gesture (a key
    /// pressed with [`crate::Page::press`]).
    pub async fn answer_prompt(&self, timeout: Duration, answer: Answer) -> Result<()> {
        let button = match answer {
            Answer::Allow => "button",
            Answer::Block => "secondaryButton",
        };
        let mut deadline = Deadline::after(timeout);
        loop {
            let done = self.chrome(include_str!("js/prompt.js"), &[json!(button)]).await?;
            if done == json!(true) {
                return Ok(());
            }
            if !deadline.pause().await {
                bail!("the page in front asked for no notification permission within {timeout:?}");
            }
        }
    }
}
