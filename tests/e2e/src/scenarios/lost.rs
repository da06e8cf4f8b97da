//! A launch whose message gets lost waits in storage.

use anyhow::{Result, ensure};
use kaipush_browser::Page;
use kaipush_simulator::System;
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, only, scenarios};

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

/// Lets every page lose what it is told: a script before all others.
fn deaf(scene: &Scene<'_>, script: &str) -> Result<()> {
    let page = std::fs::read_to_string(scene.app.folder().join("index.html"))?;
    let first = "<script defer src=\"/deaf.js\"></script>\n  <script defer src=\"kaipush.js\">";
    let changed = page.replace("<script defer src=\"kaipush.js\">", first);
    ensure!(changed != page, "index.html has changed");
    scene.app.site().put("/index.html", changed.clone());
    scene.app.site().put("/", changed);
    scene.app.site().put("/deaf.js", script);
    Ok(())
}

async fn without_the_message_of_open_app(scene: &Scene<'_>) -> Result<()> {
    deaf(scene, "navigator.mozSetMessageHandler = function () {};")?;
    let page = scene.subscribe().await?;
    page.close().await?;
    scene.send(json!({ "title": "Ada", "data": { "chat": 7 } })).await?;
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "").await?;
    arrives(scene).await
}

/// The app is open and hidden: it comes to front, but the message is lost.
async fn without_the_workers_message(scene: &Scene<'_>) -> Result<()> {
    deaf(
        scene,
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
    let launch = scene.launched(&page).await?;
    ensure!(launch["via"] == "storage", "it came via {}", launch["via"]);
    ensure!(launch["title"] == "Ada" && launch["data"]["chat"] == 7, "launch: {launch}");
    scene.on_screen(&page, &launch).await?;
    nothing_waits(&page).await?;
    page.reload().await?;
    scene.state(&page, "subscribed").await?;
    scene.launched(&page).await.map(drop)
}

async fn both_ways_are_one_launch(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    page.close().await?;
    scene.send(json!({ "title": "Ada" })).await?;
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "").await?;
    let page = scene.app.front().await?;
    let launch = scene.launched(&page).await?;
    ensure!(launch["via"] != "storage", "the message was slower than the storage");
    // The page has taken it out of the storage, too, and knew it.
    nothing_waits(&page).await?;
    scene.launched(&page).await.map(drop)
}
