//! What the console has: each step, or nothing, as the app wants it.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::harness::{Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![each_step_is_told_to_those_who_want_it, nothing_is_told_to_those_who_want_nothing]
}

/// Page and worker with this setting, and a push whose handler fails, clicked on.
async fn all_lines(scene: &Scene<'_>, log: &str) -> Result<Vec<String>> {
    scene.worker(&format!(
        "kaipush.log = '{log}'; kaipush.onpush = function () {{ throw new Error('oh'); }};"
    ))?;
    let (key, report_to) = (scene.server.public_key(), scene.server.report_url());
    scene.app.configure_with(&json!({ "key": key, "reportTo": report_to, "log": log }));
    let page = scene.subscribe().await?;
    scene.server_knows(1).await?;
    scene.send(json!({ "title": "T" })).await?;
    let alert = scene.alert("T").await?;
    scene.app.touch(&alert, "").await?;
    scene.launched(&page).await?;
    let console = scene.firefox().console(&scene.app.site().origin()).await?;
    Ok(console.into_iter().map(|line| line.text).filter(|text| text.contains("kaipush:")).collect())
}

async fn each_step_is_told_to_those_who_want_it(scene: &Scene<'_>) -> Result<()> {
    let lines = all_lines(scene, "all").await?;
    for line in [
        "state: subscribed",
        "worker: active",
        "subscription: done",
        "push",
        "push: shown",
        "notificationclick",
        "notificationclick: opened",
        "launch: message",
    ] {
        let whole = format!("kaipush: {line}");
        ensure!(lines.contains(&whole), "no line {whole:?} in {lines:#?}");
    }
    let registered =
        |line: &String| line.starts_with("kaipush: worker: ") && line.ends_with("/sw.js");
    ensure!(lines.iter().any(registered), "no line has the worker's address: {lines:#?}");
    let subscribed = |line: &String| line.starts_with("kaipush: subscribed: https://");
    ensure!(lines.iter().any(subscribed), "no line has the endpoint: {lines:#?}");
    // With its place in the app's own script.
    let thrown = |line: &String| {
        line.starts_with("kaipush: handler-failed: oh (") && line.contains("/sw.js:")
    };
    ensure!(lines.iter().any(thrown), "no line says where it was thrown: {lines:#?}");
    Ok(())
}

async fn nothing_is_told_to_those_who_want_nothing(scene: &Scene<'_>) -> Result<()> {
    let lines = all_lines(scene, "none").await?;
    ensure!(lines.is_empty(), "{lines:#?}");
    Ok(())
}
