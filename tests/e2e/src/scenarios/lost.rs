//! A launch whose message gets lost waits in storage.

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::Page;
use kaipush_simulator::System;
use serde_json::json;

use crate::harness::{
    Certain, LOOKED, SOON, Scenario, Scene, only, quick_looks, run_first, scenarios, told,
};

pub fn scenarios() -> Vec<Scenario> {
    [
        only(
            |profile| profile.system == System::Kaios25,
            scenarios![without_the_message_of_open_app],
        ),
        scenarios![without_the_workers_message, both_ways_are_one_launch],
    ]
    .concat()
}

/// What still waits there.
const WAITING: &str = "return await new Promise((resolve, reject) => {
    const opening = indexedDB.open('kaipush');
    opening.onerror = reject;
    opening.onsuccess = () => {
        const records = opening.result.transaction('state').objectStore('state').getAllKeys();
        records.onsuccess = () => {
            opening.result.close();
            resolve(records.result.filter(key => key.startsWith('launch ')).length);
        };
    };
});";

async fn nothing_waits(page: &Page) -> Result<()> {
    let none = WAITING.replace("resolve(records", "resolve(0 === records");
    page.wait_for(SOON, &none, &[]).await.map(drop)
}

async fn without_the_message_of_open_app(scene: &Scene<'_>) -> Result<()> {
    run_first(&scene.app, "navigator.mozSetMessageHandler = function () {};")?;
    let page = scene.subscribe().await?;
    page.close().await?;
    scene.send(json!({ "title": "Ada", "data": { "chat": 7 } })).await?;
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "").await?;
    arrives(scene).await
}

/// The app is open and hidden: it comes to front, but the message is lost.
async fn without_the_workers_message(scene: &Scene<'_>) -> Result<()> {
    run_first(
        &scene.app,
        "var add = ServiceWorkerContainer.prototype.addEventListener;
        ServiceWorkerContainer.prototype.addEventListener = function (name) {
            if (name !== 'message') return add.apply(this, arguments);
        };",
    )?;
    let page = scene.subscribe().await?;
    page.reload().await?;
    scene.state(&page, "subscribed").await?;
    scene.send(json!({ "title": "Ada", "data": { "chat": 7 } })).await?;
    let alert = scene.alert("Ada").await?;
    let elsewhere = scene.elsewhere(&page).await?;
    scene.app.touch(&alert, "").await?;
    arrives(scene).await?;
    elsewhere.close().await
}

/// Once, out of the storage, and not again after a restart.
async fn arrives(scene: &Scene<'_>) -> Result<()> {
    let page = scene.app.front().await?;
    let launch = scene.launched_once(&page).await?;
    ensure!(launch["via"] == "storage", "it came via {}", launch["via"]);
    ensure!(launch["title"] == "Ada" && launch["data"]["chat"] == 7, "launch: {launch}");
    scene.on_screen(&page, &launch).await?;
    nothing_waits(&page).await?;
    page.reload().await?;
    scene.state(&page, "subscribed").await?;
    scene.launched_once(&page).await.map(drop)
}

/// Where the app is open or 2.5 opens it, its page is told, and the launch waits in the storage, too; a new window
/// of 3 and 4 has it in its address. The app's own handler hears of it once.
async fn both_ways_are_one_launch(scene: &Scene<'_>) -> Result<()> {
    quick_looks(&scene.app)?;
    let page = scene.subscribe().await?;
    scene.send(json!({ "title": "Ada" })).await?;
    let alert = scene.alert("Ada").await?;
    let elsewhere = scene.elsewhere(&page).await?;
    scene.app.touch(&alert, "").await?;
    once(scene, "Ada").await?;
    elsewhere.close().await?;
    scene.app.leave().await?;

    scene.send(json!({ "title": "Bea" })).await?;
    let alert = scene.alert("Bea").await?;
    scene.app.touch(&alert, "").await?;
    once(scene, "Bea").await
}

/// By its message, which is faster, and out of the storage no more, where the page looks twice.
async fn once(scene: &Scene<'_>, title: &str) -> Result<()> {
    let these = || {
        let mut told = told(&scene.app);
        told.retain(|launch| launch["title"] == title);
        told
    };
    let page = scene.app.front().await?;
    scene.until(async || Ok(these().pop())).await.context("the handler was not told")?;
    nothing_waits(&page).await?;
    tokio::time::sleep(LOOKED).await;
    let told = these();
    let what = format!("one click, and the app's handler was told: {told:?}");
    ensure!(told.len() == 1, Certain(what));
    ensure!(told[0]["via"] != "storage", "the message was slower than the storage");
    Ok(())
}
