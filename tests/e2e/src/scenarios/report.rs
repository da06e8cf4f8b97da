//! The app's server does not take the report.

use anyhow::{Result, ensure};
use kaipush_browser::Page;
use serde_json::json;

use super::template::comes_back;
use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![refusing_server, failing_server, absent_server, slow_server]
}

/// The same endpoint is reported to the right server at the next start, without a key.
async fn mends(scene: &Scene<'_>, page: &Page) -> Result<()> {
    let endpoint = "return (await inbox.push.state()).subscription.endpoint;";
    let before = page.run(endpoint, &[]).await?;
    scene.app.configure(scene.server.public_key(), &scene.server.report_url());
    page.reload().await?;
    reported(page, "yes").await?;
    let after = page.run(endpoint, &[]).await?;
    ensure!(after == before, "another endpoint: {after} after {before}");
    scene.send(json!({ "title": "Mended" })).await?;
    scene.alert("Mended").await?;
    Ok(())
}

async fn reported(page: &Page, expected: &str) -> Result<()> {
    let is = "const state = await inbox.push.state();
        return state.kind === 'subscribed' && state.reported === arguments[0];";
    page.wait_for(SOON, is, &[json!(expected)]).await.map(drop)
}

async fn refusing_server(scene: &Scene<'_>) -> Result<()> {
    scene.app.site().fail("/report", Some(403.try_into()?));
    scene.app.configure(scene.server.public_key(), &scene.app.site().url("/report"));
    let page = scene.ready().await?;
    page.press("Enter").await?;
    let error = page.wait_for(SOON, "return document.body.dataset.error;", &[]).await?;
    ensure!(error == "report-refused", "the app shows {error}");
    let label = page.run("return document.getElementById('soft-left').textContent;", &[]).await?;
    ensure!(label == "Back", "the app offers {label}");
    reported(&page, "refused").await?;
    // A server that does not want it is not asked again and again.
    let asked = scene.app.site().hits("/report");
    page.reload().await?;
    let heading = "return (document.querySelector('[data-field=heading]') || {}).textContent;";
    let shown = "const heading = document.querySelector('[data-field=heading]');
        return heading && heading.textContent === \"Messages can't arrive\";";
    if page.wait_for(SOON, shown, &[]).await.is_err() {
        anyhow::bail!("the app shows {}", page.run(heading, &[]).await?);
    }
    comes_back(&page).await?;
    ensure!(page.run(shown, &[]).await? == true, "back in the app, it shows no refusal");
    ensure!(scene.app.site().hits("/report") == asked, "it was asked again at the next start");
    mends(scene, &page).await
}

/// It can't be reached: the template goes on, and the report waits.
async fn waits(scene: &Scene<'_>, report_to: &str) -> Result<()> {
    scene.app.configure(scene.server.public_key(), report_to);
    let page = scene.ready().await?;
    page.press("Enter").await?;
    scene.state(&page, "subscribed").await?;
    reported(&page, "pending").await?;
    let said = page.run("return document.querySelector('.waiting').textContent;", &[]).await?;
    ensure!(said == "Telling the server", "the app says: {said}");
    mends(scene, &page).await
}

async fn failing_server(scene: &Scene<'_>) -> Result<()> {
    scene.app.site().fail("/report", Some(503.try_into()?));
    waits(scene, &scene.app.site().url("/report")).await
}

async fn absent_server(scene: &Scene<'_>) -> Result<()> {
    // Firefox itself refuses this port, as it does others that are no web servers'.
    waits(scene, "http://127.0.0.1:9/").await
}

async fn slow_server(scene: &Scene<'_>) -> Result<()> {
    scene.app.site().delay("/report", SOON * 4);
    let page = scene.ready().await?;
    let impatient = "const push = await kaipush.Push.create({
            key: arguments[0], worker: '/sw.js', reportTo: '/report', timeout: 1500,
        });
        const { kind, reported } = await push.subscribe();
        return [kind, reported];";
    let state = page.run(impatient, &[json!(scene.server.public_key())]).await?;
    ensure!(state == json!(["subscribed", "pending"]), "it gave {state}");
    Ok(())
}
