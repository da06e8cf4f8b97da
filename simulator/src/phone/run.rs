//! The phone's life in a window, and a test's looks at it.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::{Action, Phone, State, window};

/// Short enough for the eye, long enough for the machine.
const PAUSE: Duration = Duration::from_millis(120);

impl Phone {
    /// Lives until the window is closed or Ctrl-C is pressed.
    ///
    /// # Errors
    /// When the browser fails in another way.
    pub async fn run(&mut self) -> Result<()> {
        let stop = tokio::signal::ctrl_c();
        tokio::pin!(stop);
        loop {
            let looked = tokio::select! {
                stopped = &mut stop => return Ok(stopped?),
                looked = self.look() => looked,
            };
            if let Err(error) = looked {
                let is_gone = self.stage.firefox().tabs().await.is_err();
                return if is_gone { Ok(()) } else { Err(error) };
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Looks at everything, draws it, and does what the user wants. What can't be done is in the log.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn look(&mut self) -> Result<&State> {
        self.watch().await?;
        let said = window::exchange(
            self.stage.firefox(),
            &self.state,
            self.journal.draw(),
            &std::mem::take(&mut self.noticed),
        )
        .await?;
        (self.state.place, self.state.asking) = (said.place, said.asking);
        said.notes.into_iter().for_each(|text| self.note(text));
        for action in said.actions {
            let action: Result<Action, _> = serde_json::from_value(action);
            let done = match action {
                Ok(action) => self.act(action).await,
                Err(error) => Err(error.into()),
            };
            if let Err(error) = done {
                self.fail(format!("{error:#}"));
            }
        }
        Ok(&self.state)
    }

    /// Looks until it is as wanted.
    ///
    /// # Errors
    /// With state and log when it does not come to that in time.
    pub async fn wait(
        &mut self,
        timeout: Duration,
        wanted: impl Fn(&Self) -> bool,
    ) -> Result<&State> {
        let begun = Instant::now();
        loop {
            self.look().await?;
            if wanted(self) {
                return Ok(&self.state);
            }
            if begun.elapsed() > timeout {
                let lines: Vec<&str> = self.log().iter().map(|line| &*line.text).collect();
                bail!(
                    "the phone did not come to that within {timeout:?}; it is {:?}; it told:\n{}",
                    self.state,
                    lines.join("\n")
                );
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}
