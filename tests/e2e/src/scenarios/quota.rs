//! Pushes that show nothing, counted: KaiOS 3 allows a web app 16 of them.

use anyhow::{Result, ensure};
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
    let silent = "return (await inbox.push.history()).silent === arguments[0];";
    for count in 1..=3 {
        scene.send(json!({ "title": "drop" })).await?;
        page.wait_for(SOON, silent, &[json!(count)]).await?;
        if limited {
            scene.console(&format!("kaipush: quota-spent: {count} of 16")).await?;
        }
    }
    let console = scene.firefox().console(&scene.app.site().origin()).await?;
    let told = console.iter().filter(|line| line.text.contains("quota-spent")).count();
    ensure!(told == if limited { 3 } else { 0 }, "{told} warnings");
    // Nothing of it is in a worker's memory.
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    scene.send(json!({ "title": "drop" })).await?;
    page.wait_for(SOON, silent, &[json!(4)]).await?;
    scene.send(json!({ "title": "shown" })).await?;
    scene.alert("shown").await?;
    page.wait_for(SOON, silent, &[json!(0)]).await?;
    // What the handler shows by itself is shown, too.
    scene.send(json!({ "title": "drop" })).await?;
    page.wait_for(SOON, silent, &[json!(1)]).await?;
    scene.send(json!({ "title": "own" })).await?;
    scene.alert("Own").await?;
    page.wait_for(SOON, silent, &[json!(0)]).await?;
    let shown = "return (await inbox.push.history()).received[0];";
    let entry = page.wait_for(SOON, shown, &[]).await?;
    ensure!(entry["shown"] == true, "received: {entry}");
    Ok(())
}
