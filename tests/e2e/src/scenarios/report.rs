//! The app's server does not take the report.

use anyhow::{Result, ensure};
use kaipush_browser::Page;
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![refusing_server, failing_server, absent_server, slow_server]
}

/// Subscribes against a server that does not store, then against the right one.
async fn fails(scene: &Scene<'_>, report_to: &str, code: &str, retryable: bool) -> Result<()> {
    scene.app.configure(scene.server.public_key(), report_to);
    let page = scene.ready().await?;
    page.press("Enter").await?;
    let error = page.wait_for(SOON, "return document.body.dataset.error;", &[]).await?;
    ensure!(error == code, "the app shows {error} instead of {code}");
    ensure!(can_retry(&page).await? == retryable, "the app offers the wrong soft key for {code}");

    // The subscription stays, unknown to the server: the next start says so and mends it, with the
    // same endpoint.
    let endpoint = "return (await inbox.push.state()).subscription.endpoint;";
    let before = page.run(endpoint, &[]).await?;
    scene.app.configure(scene.server.public_key(), &scene.server.report_url());
    page.reload().await?;
    scene.state(&page, "stale").await?;
    page.press("Enter").await?;
    scene.state(&page, "subscribed").await?;
    let after = page.run(endpoint, &[]).await?;
    ensure!(after == before, "another endpoint: {after} after {before}");
    scene.send(json!({ "title": "Mended" })).await?;
    scene.alert("Mended").await?;
    Ok(())
}

async fn can_retry(page: &Page) -> Result<bool> {
    let label = page.run("return document.getElementById('soft-left').textContent;", &[]).await?;
    Ok(label == "Retry")
}

async fn refusing_server(scene: &Scene<'_>) -> Result<()> {
    scene.app.site().fail("/report", Some(403.try_into()?));
    fails(scene, &scene.app.site().url("/report"), "report-refused", false).await
}

async fn failing_server(scene: &Scene<'_>) -> Result<()> {
    scene.app.site().fail("/report", Some(503.try_into()?));
    fails(scene, &scene.app.site().url("/report"), "report-failed", true).await
}

async fn absent_server(scene: &Scene<'_>) -> Result<()> {
    // Firefox itself refuses this port, as it does others that are no web servers'.
    fails(scene, "http://127.0.0.1:9/", "report-failed", true).await
}

async fn slow_server(scene: &Scene<'_>) -> Result<()> {
    scene.app.site().delay("/report", SOON * 4);
    let page = scene.ready().await?;
    let impatient = "const push = await kaipush.Push.create({
            key: arguments[0], worker: '/sw.js', reportTo: '/report', timeout: 1500,
        });
        try { await push.subscribe(); } catch (error) { return error.code; }";
    let code = page.run(impatient, &[json!(scene.server.public_key())]).await?;
    ensure!(code == "report-failed", "it gave {code}");
    Ok(())
}
