//! Pushes that show nothing, counted: KaiOS 3 allows a web app 16 of them between two visits.

use std::ops::RangeInclusive;

use anyhow::{Result, ensure};
use kaipush_browser::Page;
use kaipush_simulator::System;
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![silent_pushes_are_counted]
}

async fn silent_pushes_are_counted(scene: &Scene<'_>) -> Result<()> {
    let limited = !scene.profile().packaged && scene.profile().system != System::Kaios25;
    scene.worker(
        "kaipush.onpush = function (message) {
            if (message.title === 'own') self.registration.showNotification('Own');
            return message.title !== 'drop' && undefined;
        };",
    )?;
    let page = scene.subscribe().await?;
    drops(scene, &page, 1..=3, limited).await?;
    let console = scene.firefox().console(&scene.app.site().origin()).await?;
    let told = console.iter().filter(|line| line.text.contains("quota-spent")).count();
    ensure!(told == if limited { 3 } else { 0 }, "{told} warnings");
    // Nothing of it is in a worker's memory.
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    drops(scene, &page, 4..=4, limited).await?;
    // What is shown, also by the handler itself, costs nothing, and gives nothing back.
    for (payload, shown) in [("shown", "shown"), ("own", "Own")] {
        scene.send(json!({ "title": payload })).await?;
        scene.alert(shown).await?;
        let newest = "const [newest] = (await inbox.push.history()).received;
            return newest.title === arguments[0] && newest;";
        let newest = page.wait_for(SOON, newest, &[json!(payload)]).await?;
        ensure!(newest["shown"] == true, "received: {newest}");
        silent(&page, 4).await?;
    }
    // Only the user does, by opening the app.
    scene.app.leave().await?;
    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    silent(&page, 4).await?;
    drops(scene, &page, 1..=2, limited).await
}

/// Pushes that show nothing, and how many those are then.
async fn drops(
    scene: &Scene<'_>,
    page: &Page,
    counts: RangeInclusive<u32>,
    limited: bool,
) -> Result<()> {
    for count in counts {
        scene.send(json!({ "title": "drop" })).await?;
        silent(page, count).await?;
        if limited {
            scene.console(&format!("kaipush: quota-spent: {count}")).await?;
        }
    }
    Ok(())
}

async fn silent(page: &Page, count: u32) -> Result<()> {
    let silent = "return (await inbox.push.history()).silent === arguments[0];";
    page.wait_for(SOON, silent, &[json!(count)]).await.map(drop)
}
