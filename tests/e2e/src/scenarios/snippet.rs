//! The README's snippet for the server.

use anyhow::{Context as _, Result, ensure};
use kaipush_simulator::ReferenceServer;
use tokio::process::Command;

use crate::harness::{Scenario, Scene, repository, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![readme_snippet_delivers]
}

async fn readme_snippet_delivers(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    let reports = scene.server.subscriptions().await?;
    let report = reports.first().context("the server got no report")?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("subscription.json");
    std::fs::write(&file, report["subscription"].to_string())?;

    let server: &ReferenceServer = scene.server;
    let certificate = scene.server_config.certificate.as_deref().context("a stage has one")?;
    let run = Command::new("node")
        .arg(repository().join("examples/server/send.js"))
        .arg(&file)
        .arg("Hello, World")
        .env("NODE_PATH", &scene.server_config.node_modules)
        .env("NODE_EXTRA_CA_CERTS", certificate)
        .env("VAPID_SUBJECT", "mailto:test@example.org")
        .env("VAPID_PUBLIC", server.public_key())
        .env("VAPID_PRIVATE", server.private_key())
        .kill_on_drop(true)
        .output()
        .await?;
    let said = String::from_utf8_lossy(&run.stdout);
    let complained = String::from_utf8_lossy(&run.stderr);
    ensure!(said.trim() == "201", "it printed {said:?} and complained {complained:?}");
    let alert = scene.alert("Push Inbox").await?;
    ensure!(alert.text == "Hello, World", "shown was {alert}");
    Ok(())
}
