//! A new version of the app, in which only the core has changed.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, product_folder, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![
        update_with_a_changed_core_arrives,
        update_takes_over_at_once_if_asked,
        update_is_looked_for_at_the_next_start,
        a_worker_at_another_address_takes_the_firsts_place,
    ]
}

/// The fixture's core says so in every notification.
async fn is_new(scene: &Scene<'_>, title: &str) -> Result<bool> {
    scene.send(json!({ "title": title, "body": "old" })).await?;
    Ok(scene.alert(title).await?.text == "by the handler")
}

async fn update_with_a_changed_core_arrives(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    ensure!(!is_new(scene, "before").await?, "the new core was there before the update");
    scene.install_with_worker("kaipush-e2e-trap", "")?;
    let update = "const registration = await navigator.serviceWorker.getRegistration('/');
        await registration.update();
        return !!(registration.installing || registration.waiting);";
    page.reload().await?;
    scene.state(&page, "subscribed").await?;
    let found = page.wait_for(SOON, update, &[]).await?;
    ensure!(found == true, "the browser saw no update");
    // Nobody asked for `skipWaiting`: the old worker serves its pages to their end.
    ensure!(!is_new(scene, "while open").await?, "the new worker took over from an open page");

    page.close().await?;
    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    ensure!(is_new(scene, "after").await?, "the old core is still at work");
    Ok(())
}

async fn update_takes_over_at_once_if_asked(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    page.reload().await?;
    scene.state(&page, "subscribed").await?;
    let eager = "kaipush.skipWaiting = true; kaipush.claim = true;";
    scene.install_with_worker("kaipush-e2e-trap", eager)?;
    let update = "const registration = await navigator.serviceWorker.getRegistration('/');
        window.changes = 0;
        navigator.serviceWorker.addEventListener('controllerchange', () => { window.changes++; });
        await registration.update();";
    page.run(update, &[]).await?;
    page.wait_for(SOON, "return window.changes === 1;", &[]).await?;
    ensure!(is_new(scene, "at once").await?, "the old core is still at work");
    Ok(())
}

/// Firefox looks when a page is opened, so it is told to take its time: what comes is kaipush's doing.
async fn update_is_looked_for_at_the_next_start(scene: &Scene<'_>) -> Result<()> {
    const DELAY: &str = "dom.serviceWorkers.update_delay";
    scene.firefox().set_preference(DELAY, 600_000).await?;
    let played = next_start(scene).await;
    scene.firefox().set_preference(DELAY, 1_000).await?;
    played
}

async fn next_start(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    page.close().await?;
    scene.install_with_worker("kaipush-e2e-trap", "")?;
    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    let waiting = "const registration = await navigator.serviceWorker.getRegistration('/');
        return !!registration.waiting;";
    page.wait_for(SOON, waiting, &[]).await?;
    page.close().await?;
    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    ensure!(is_new(scene, "after").await?, "the old core is still at work");
    Ok(())
}

/// Such as the full one where the app had the small one; browsers look for a new worker only where they have the old
/// one from.
async fn a_worker_at_another_address_takes_the_firsts_place(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    page.close().await?;
    let site = scene.app.site();
    let core = kaipush_build::app::worker_name(&product_folder(scene.product())?)?;
    let eager = "kaipush.skipWaiting = kaipush.claim = true;
        kaipush.onpush = function () { return { body: 'by the handler' }; };";
    site.put("/sw-two.js", format!("importScripts({core:?});\n{eager}"));
    let app = std::fs::read_to_string(scene.app.folder().join("js/app.js"))?;
    ensure!(app.contains("\"sw.js\""), "the template names its worker otherwise");
    site.put("/js/app.js", app.replace("\"sw.js\"", "\"sw-two.js\""));

    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    let active = "const { active } = await navigator.serviceWorker.getRegistration('/');
        return active.state === 'activated' && active.scriptURL.endsWith('/sw-two.js');";
    page.wait_for(SOON, active, &[]).await?;
    ensure!(is_new(scene, "moved").await?, "the old worker is still at work");
    scene.server_knows(1).await.map(drop)
}
