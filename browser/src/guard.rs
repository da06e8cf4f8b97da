//! A small shell process that outlives us by a moment and cleans up.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// Holds the pipe whose end tells the guard that its owner is gone.
///
/// Destructors do not run on SIGKILL and the like, but the kernel closes the
/// pipe then too, so geckodriver, Firefox and the profile never stay behind.
#[derive(Debug)]
pub(crate) struct Guard {
    process: Child,
    orders: Option<ChildStdin>,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Guard {
    /// Starts a guard that removes `home` at the end.
    pub(crate) fn start(home: &Path) -> Result<Self> {
        let mut process = Command::new("sh")
            .arg("-c")
            .arg(include_str!("guard.sh"))
            .arg("kaipush-guard")
            .arg(home)
            // Its own group: Ctrl-C in a terminal ends us, and not the guard.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start `sh`, which guards the browser's processes")?;
        let orders = process.stdin.take();
        let Some(answers) = process.stdout.take() else {
            bail!("the guard process has no output pipe");
        };
        Ok(Self { process, orders, answers: BufReader::new(answers).lines() })
    }

    /// Puts a process group in the guard's care; the one before it is stopped.
    pub(crate) async fn watch(&mut self, group: u32) -> Result<()> {
        self.order(&format!("{group}\n")).await
    }

    /// Stops the process group in care and returns when it is gone.
    pub(crate) async fn stop(&mut self) -> Result<()> {
        self.order("\n").await
    }

    /// Stops everything, removes the home directory and returns when it is done.
    pub(crate) async fn finish(mut self) -> Result<()> {
        drop(self.orders.take());
        self.process.wait().await?;
        Ok(())
    }

    async fn order(&mut self, line: &str) -> Result<()> {
        let Some(orders) = &mut self.orders else {
            bail!("the guard process has been told to end");
        };
        orders.write_all(line.as_bytes()).await?;
        match self.answers.next_line().await? {
            Some(_) => Ok(()),
            None => bail!("the guard process (`sh`) ended by itself"),
        }
    }
}
