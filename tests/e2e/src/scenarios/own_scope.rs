//! The app has a service worker of its own, so kaipush's gets another scope. Not on KaiOS 2.5, where
//! `openApp` looks for the app in the worker's scope (see manifests.rs).

use anyhow::{Result, ensure};
use kaipush_simulator::System;
use serde_json::json;

use crate::harness::{Scenario, Scene, only, product_folder, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    only(
        |profile| profile.system != System::Kaios25,
        scenarios![a_worker_beside_the_apps_own, only_its_own_registration_counts],
    )
}

/// The folder of kaipush's worker, and its scope.
const FOLDER: &str = "/push/";

/// Puts kaipush's worker into a folder that no page is in, and one of the app's own at the root.
fn move_worker(scene: &Scene<'_>) -> Result<()> {
    let (site, product) = (scene.app.site(), product_folder(scene.product())?);
    site.mount(FOLDER, &product)?;
    let worker = kaipush_build::app::worker_name(&product)?;
    let start = scene.app.installed().launch_path.clone();
    site.put(
        &format!("{FOLDER}sw.js"),
        format!("importScripts({worker:?});\nkaipush.start = {start:?};"),
    );
    site.put("/sw.js", "self.addEventListener('fetch', function () {});");

    let script = std::fs::read_to_string(scene.app.folder().join("js/app.js"))?;
    let moved = script.replace("worker: \"sw.js\"", "worker: \"/push/sw.js\"");
    ensure!(moved != script, "the template names its worker in another way");
    site.put("/js/app.js", format!("navigator.serviceWorker.register('/sw.js');\n{moved}"));
    Ok(())
}

/// The stage forgets it with the scene's root worker otherwise.
async fn end(scene: &Scene<'_>) -> Result<()> {
    scene.firefox().unregister_worker(&scene.app.site().url(FOLDER)).await.map(drop)
}

async fn a_worker_beside_the_apps_own(scene: &Scene<'_>) -> Result<()> {
    move_worker(scene)?;
    let page = scene.subscribe().await?;
    scene.server_knows(1).await?;
    let both = "const all = await navigator.serviceWorker.getRegistrations();
        return all.map(one => new URL(one.scope).pathname).sort();";
    let scopes = page.run(both, &[]).await?;
    ensure!(scopes == json!(["/", FOLDER]), "registered: {scopes}");

    // The page is none of the worker's, and is found all the same.
    scene.send(json!({ "title": "Ada" })).await?;
    let alert = scene.alert("Ada").await?;
    let other = scene.elsewhere(&page).await?;
    scene.app.touch(&alert, "").await?;
    let page = scene.app.front().await?;
    let launch = scene.launched(&page).await?;
    ensure!(launch["via"] == "message" && launch["title"] == "Ada", "launch: {launch}");
    other.close().await?;

    scene.app.leave().await?;
    scene.send(json!({ "title": "Bob", "url": "/index.html#/bob" })).await?;
    let alert = scene.alert("Bob").await?;
    scene.app.touch(&alert, "").await?;
    let page = scene.app.front().await?;
    scene.state(&page, "subscribed").await?;
    let newest = "const { launched } = await inbox.push.history();
        return launched[0].title === 'Bob' && launched[0].via;";
    let via = page.wait_for(crate::harness::SOON, newest, &[]).await?;
    ensure!(via == "url", "it came via {via}");
    end(scene).await
}

/// A subscription of the app's own worker is none of kaipush's.
async fn only_its_own_registration_counts(scene: &Scene<'_>) -> Result<()> {
    move_worker(scene)?;
    let page = scene.ready().await?;
    let own = "const registration = await navigator.serviceWorker.ready;
        const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true });
        return [registration.scope, subscription.endpoint];";
    let own = page.run(own, &[]).await?;
    page.reload().await?;
    scene.state(&page, "ready").await?;
    page.press("Enter").await?;
    scene.state(&page, "subscribed").await?;
    let known = scene.server_knows(1).await?;
    ensure!(known[0]["subscription"]["endpoint"] != own[1], "the app's own was reported");
    page.run("await inbox.push.unsubscribe();", &[]).await?;
    let still = "const registration = await navigator.serviceWorker.getRegistration('/');
        const subscription = await registration.pushManager.getSubscription();
        return [registration.scope, subscription && subscription.endpoint];";
    let still = page.run(still, &[]).await?;
    ensure!(still == own, "the app's own is {still} instead of {own}");
    end(scene).await
}
