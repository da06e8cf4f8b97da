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
use serde_json::json;

use crate::command::{SOON, edit, kaipush, timed};

/// What KaiOS 2.5 insists on.
const MANIFEST: &str = "application/x-web-app-manifest+json";

/// A running `serve`; it is ended by Ctrl-C's signal, also when a test fails.
struct Serving {
    process: Child,
    out: BufReader<ChildStdout>,
    url: String,
}

impl Serving {
    fn start(folder: &Path, arguments: &[&str]) -> Result<Self> {
        let mut process = timed("INT", &[&["serve"], arguments].concat())
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
    // What is no part of an app is not served, and what its own configuration says stays.
    fs::write(here.join(built).join(".env"), "secret")?;
    edit(&here.join(built).join("js/config.js"), "reportTo: \"\"", "reportTo: \"\", log: \"all\"");
    let page = firefox.open(&serving.url).await?;
    let asked = "const asked = (path) => fetch(path).then((answer) => answer.status);
        const { headers } = await fetch('/manifest.webapp');
        const all = await Promise.all(['/.env', '/%2Eenv', '/js/config.js'].map(asked));
        return all.concat(
            config.log, config.reportTo, headers.get('Content-Type'), headers.get('Cache-Control')
        );";
    let told = page.run(asked, &[]).await?;
    let report_to = format!("{}/subscriptions", serving.url);
    ensure!(told == json!([404, 404, 200, "all", report_to, MANIFEST, "no-store"]), "{told}");
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
    fs::write(folder.path().join("app/sw.js"), "importScripts('kaipush-sw.js');").unwrap();
    let told = kaipush(folder.path(), &["serve", "app"]).fails();
    assert!(told.contains("kaipush is not in app yet"), "{told}");
    fs::remove_file(folder.path().join("app/sw.js")).unwrap();

    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let told = kaipush(folder.path(), &["serve", "app", "--port", &port]).fails();
    assert!(told.contains("choose another with --port"), "{told}");

    fs::write(folder.path().join("store"), "no JSON").unwrap();
    let keys = r#"{"publicKey": "BF7_KAxbQWoYtHwB7YnL0BlSQ-tvfmWrbp6Z9pUC_8kAdBUDv2QAZ4QScnQjwS982cpV5mqtT6QebWQLP5GpGwM", "privateKey": "TAkcUq55hDB_7VwKnN1DwT8E0PI3nGv8g8c4JAKiU4I"}"#;
    fs::write(folder.path().join("keys"), keys).unwrap();
    for (arguments, says) in [
        (["--store", "store"], "store is not a list of subscriptions"),
        (["--store", "no/store"], "--store: there is no folder no"),
        (["--store", "app/store"], "is inside the app's own folder"),
        (["--keys", "keys"], "keys: private key: is not that of the public key"),
    ] {
        let all = [&["serve", "app", "--port", "0"][..], &arguments].concat();
        let told = kaipush(folder.path(), &all).fails();
        assert!(told.contains(says), "{says}\n{told}");
    }
}
