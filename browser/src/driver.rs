//! The geckodriver process.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tokio::io::AsyncWriteExt as _;
use tokio::process::{Child, Command};

use crate::deadline::Deadline;
use crate::guard::Guard;
use crate::home::own_home;

/// Waits for one line before it becomes geckodriver, so that the guard knows the
/// process group before anything in it runs.
const STARTER: &str = r#"read -r go && exec "$@" </dev/null"#;

/// geckodriver says the port it chose in this line of its log.
const LISTENING: &str = "Listening on 127.0.0.1:";

/// A running geckodriver on a free loopback port.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    port: u16,
    log: PathBuf,
}

impl Driver {
    /// Starts geckodriver in a process group of its own, in the guard's care.
    pub(crate) async fn start(path: &Path, home: &Path, guard: &mut Guard) -> Result<Self> {
        if !path.is_file() {
            bail!("there is no geckodriver at {}", path.display());
        }
        let log = home.join("geckodriver.log");
        let output = File::create(&log).context("cannot write geckodriver's log")?;
        let mut command = Command::new("sh");
        own_home(command.as_std_mut(), home);
        let mut process = command
            .args(["-c", STARTER, "kaipush-geckodriver"])
            .arg(path)
            .args(["--host", "127.0.0.1", "--port", "0"])
            // Without it the chrome context (alerts, workers, console) is refused.
            .arg("--allow-system-access")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .context("cannot start `sh` for geckodriver")?;
        let (Some(group), Some(mut go)) = (process.id(), process.stdin.take()) else {
            bail!("geckodriver's starter ended at once");
        };
        guard.watch(group).await?;
        go.write_all(b"go\n").await?;
        drop(go);

        let mut driver = Self { process, port: 0, log };
        driver.port = driver.wait_port().await?;
        Ok(driver)
    }

    /// Base URL of the WebDriver endpoint.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Process id while it runs.
    pub(crate) fn pid(&self) -> Option<u32> {
        self.process.id()
    }

    /// Waits for its end. Whoever stops it has to wait for it too: an ended
    /// process counts as alive until its parent has asked.
    pub(crate) async fn ended(&mut self) -> Result<()> {
        self.process.wait().await?;
        Ok(())
    }

    /// Last lines of geckodriver's and Firefox' output, for error messages.
    pub(crate) fn log_tail(&self) -> String {
        let text = std::fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(12)..].join("\n")
    }

    async fn wait_port(&mut self) -> Result<u16> {
        let mut deadline = Deadline::after(Duration::from_secs(15));
        loop {
            let text = std::fs::read(&self.log).unwrap_or_default();
            if let Some(port) = listening_port(&String::from_utf8_lossy(&text)) {
                return Ok(port);
            }
            if let Some(status) = self.process.try_wait()? {
                bail!("geckodriver ended with {status}:\n{}", self.log_tail());
            }
            if !deadline.pause().await {
                bail!("geckodriver did not start in 15 s:\n{}", self.log_tail());
            }
        }
    }
}

/// Reads the port from geckodriver's log, once the whole line is there.
fn listening_port(log: &str) -> Option<u16> {
    let (line, _) = log.split_once(LISTENING)?.1.split_once('\n')?;
    line.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::listening_port;

    #[test]
    fn port_is_read_only_from_a_finished_line() {
        let log = "1\tgeckodriver\tINFO\tListening on 127.0.0.1:4444";
        assert_eq!(listening_port(log), None);
        assert_eq!(listening_port(&format!("{log}\n")), Some(4444));
        assert_eq!(listening_port("error: nothing\n"), None);
    }
}
