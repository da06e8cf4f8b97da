//! `serve`, with a browser that opens what it serves.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::Permission;
use kaipush_simulator::Stage;
use kaipush_simulator::template::wait_state;

use crate::command::kaipush;
use crate::journey::SOON;

/// A running `serve`; it is ended by Ctrl-C's signal, also when a test fails.
struct Serving {
    process: Child,
    out: BufReader<ChildStdout>,
    url: String,
}

impl Serving {
    fn start(folder: &Path, arguments: &[&str]) -> Result<Self> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_kaipush"))
            .arg("serve")
            .args(arguments)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .spawn()?;
        let mut out = BufReader::new(process.stdout.take().context("a pipe")?);
        let mut line = String::new();
        out.read_line(&mut line)?;
        let url = line.split("/: ").next().unwrap_or_default().to_owned();
        Ok(Self { process, out, url })
    }

    /// Ends it; what it printed after its address.
    fn end(mut self) -> Result<String> {
        self.interrupt()?;
        let mut printed = String::new();
        self.out.read_to_string(&mut printed)?;
        ensure!(self.process.wait()?.success(), "{printed}");
        Ok(printed)
    }

    fn interrupt(&self) -> Result<()> {
        let pid = self.process.id().to_string();
        Command::new("kill").args(["-INT", &pid]).status()?;
        Ok(())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended.
        if matches!(self.process.try_wait(), Ok(None)) {
            let _ = self.interrupt();
            let _ = self.process.wait();
        }
    }
}

/// A site from the folder, opened in the stage's browser: it subscribes, is reported, and gets a push.
pub async fn serve(stage: &Stage, here: &Path, built: &str) -> Result<()> {
    let serving =
        Serving::start(here, &[built, "--port", "0", "--keys", "keys", "--store", "store"])?;
    let firefox = stage.firefox();
    firefox.set_permission(&serving.url, "notifications", Permission::Granted).await?;
    let page = firefox.open(&serving.url).await?;
    wait_state(&page, "ready").await?;
    page.press("Enter").await?;
    wait_state(&page, "subscribed").await?;
    // It is subscribed also where the report still waits.
    let begun = Instant::now();
    while !here.join("store").is_file() {
        ensure!(begun.elapsed() < SOON, "the subscription was not reported");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    // No KaiOS, and so by its report no legacy encoding, which is all that this push service takes.
    let arguments = ["send", "store", "Hello", "--keys", "keys", "--authority", "authority"];
    let told = kaipush(here, &[&arguments[..], &["--encoding", "aesgcm"]].concat()).works();
    ensure!(told.contains("201: taken."), "{told}");
    firefox.alerts(&serving.url).wait(SOON, |alert| alert.text == "Hello").await?;
    page.close().await?;
    firefox.unregister_worker(&format!("{}/", serving.url)).await?;

    let printed = serving.end()?;
    ensure!(printed.contains("POST /subscriptions: 201"), "{printed}");
    Ok(())
}

#[test]
fn what_can_not_be_served_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("app")).unwrap();
    let told = kaipush(folder.path(), &["serve", "app"]).fails();
    assert!(told.contains("there is no index.html in app"), "{told}");

    fs::write(folder.path().join("app/index.html"), "").unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let told = kaipush(folder.path(), &["serve", "app", "--port", &port]).fails();
    assert!(told.contains("choose another with --port"), "{told}");

    fs::write(folder.path().join("store"), "no JSON").unwrap();
    let told = kaipush(folder.path(), &["serve", "app", "--port", "0", "--store", "store"]).fails();
    assert!(told.contains("store is not a list of subscriptions"), "{told}");
}
