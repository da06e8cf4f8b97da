//! Rust code that panics or never answers, inside the core: what it promised never settles.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![core_that_traps_still_shows, core_that_hangs_still_shows, rust_handler_decides]
}

/// The template with the worker of `fixtures/trap`.
async fn with_trap(scene: &Scene<'_>) -> Result<()> {
    scene.install_with_worker("kaipush-e2e-trap", "kaipush.deadline = 600;")?;
    scene.subscribe().await?;
    Ok(())
}

async fn core_that_traps_still_shows(scene: &Scene<'_>) -> Result<()> {
    with_trap(scene).await?;
    scene.send(json!({ "title": "trap", "body": "in the core", "data": 7 })).await?;
    let alert = scene.alert("trap").await?;
    ensure!(alert.text == "in the core", "shown was {alert}");
    scene.alerts_stay(1).await?;
    scene.console("kaipush: handler-failed").await?;

    // The browser stops the worker sooner or later; the next one is whole.
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    scene.send(json!({ "title": "after" })).await?;
    let alert = scene.alert("after").await?;
    ensure!(alert.text == "by the handler", "shown was {alert}");
    scene.alerts_stay(2).await?;
    Ok(())
}

async fn core_that_hangs_still_shows(scene: &Scene<'_>) -> Result<()> {
    with_trap(scene).await?;
    scene.send(json!({ "title": "hang", "body": "for ever" })).await?;
    let alert = scene.app.alerts().wait(SOON, |_| true).await?;
    ensure!((&*alert.title, &*alert.text) == ("hang", "for ever"), "shown was {alert}");
    scene.alerts_stay(1).await?;
    scene.console("kaipush: handler-failed").await?;
    Ok(())
}

async fn rust_handler_decides(scene: &Scene<'_>) -> Result<()> {
    with_trap(scene).await?;
    scene.send(json!({ "title": "drop" })).await?;
    scene.send(json!({ "title": "show" })).await?;
    let alert = scene.alert("show").await?;
    ensure!(alert.text == "by the handler", "shown was {alert}");
    scene.alerts_stay(1).await?;
    Ok(())
}
