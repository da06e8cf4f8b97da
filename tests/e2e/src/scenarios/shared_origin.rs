//! Two apps in folders of one host, each with kaipush: what one remembers and gets is none of the other's business.
//! Not on KaiOS 2.5, where each app has a storage of its own.

use anyhow::{Result, ensure};
use kaipush_browser::{Page, Permission};
use kaipush_simulator::System;
use serde_json::{Value, json};

use crate::harness::{SOON, Scenario, Scene, only, product_folder, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    only(
        |profile| profile.system != System::Kaios25 && !profile.packaged,
        scenarios![apps_of_one_origin_keep_apart],
    )
}

const FOLDERS: [&str; 2] = ["/one/", "/two/"];

async fn apps_of_one_origin_keep_apart(scene: &Scene<'_>) -> Result<()> {
    FOLDERS.into_iter().try_for_each(|folder| install(scene, folder))?;
    scene.permit(Permission::Granted).await?;
    let played = play(scene).await;
    // The stage forgets only the scene's own.
    for folder in FOLDERS {
        scene.firefox().unregister_worker(&scene.app.site().url(folder)).await?;
    }
    played
}

/// The template, whose notifications say which one it is.
fn install(scene: &Scene<'_>, folder: &str) -> Result<()> {
    let (site, server) = (scene.app.site(), scene.server);
    site.mount(folder, scene.app.folder())?;
    let config = json!({ "key": server.public_key(), "reportTo": server.report_url() });
    site.put(&format!("{folder}js/config.js"), format!("var config = {config};"));
    let worker = kaipush_build::app::worker_name(&product_folder(scene.product())?)?;
    let code = format!(
        "importScripts({worker:?});
        kaipush.start = 'index.html';
        kaipush.onpush = function (message) {{ return {{ title: {folder:?} + message.title }}; }};"
    );
    site.put(&format!("{folder}sw.js"), code);
    Ok(())
}

async fn play(scene: &Scene<'_>) -> Result<()> {
    let [one, two] = FOLDERS;
    let first = subscribe(scene, one).await?;
    let known = scene.server_knows(1).await?;
    let kept = known[0]["subscription"]["endpoint"].clone();
    let second = subscribe(scene, two).await?;
    scene.server_has(2, |report| report["old"].is_null()).await?;

    // Neither start takes the other's subscription for its own that was lost.
    for page in [&first, &second] {
        page.reload().await?;
        scene.state(page, "subscribed").await?;
    }
    let known = scene.server_has(2, |report| report["old"].is_null()).await?;
    ensure!(known.iter().any(|one| one["subscription"]["endpoint"] == kept), "{known:?}");

    // Each push is the app's own, and so is what a click on it opens.
    scene.app.leave().await?;
    scene.send(json!({ "title": "Hello" })).await?;
    scene.alert("/one/Hello").await?;
    let page = click(scene, two).await?;
    let received = received(scene, &page).await?;
    ensure!(received == json!(["/two/Hello"]), "received: {received}");

    // It is open, and in front: the other's click opens the other all the same.
    let page = click(scene, one).await?;

    // Who leaves, leaves alone.
    page.run("await inbox.push.unsubscribe();", &[]).await?;
    scene.server_knows(1).await?;
    let page = open(scene, two).await?;
    scene.state(&page, "subscribed").await?;
    scene.server_knows(1).await.map(drop)
}

/// Clicks on this app's notification, which opens it.
async fn click(scene: &Scene<'_>, folder: &str) -> Result<Page> {
    let title = format!("{folder}Hello");
    let alert = scene.alert(&title).await?;
    scene.app.touch(&alert, "").await?;
    let at = scene.app.site().url(folder);
    let page = scene.firefox().wait_tab(SOON, |tab| tab.front && tab.url.starts_with(&at)).await?;
    let launch = scene.launched(&page).await?;
    ensure!(launch["title"] == title, "launched: {launch}");
    Ok(page)
}

async fn open(scene: &Scene<'_>, folder: &str) -> Result<Page> {
    scene.firefox().open(&scene.app.site().url(&format!("{folder}index.html"))).await
}

/// It has no subscription before, whatever the other one has.
async fn subscribe(scene: &Scene<'_>, folder: &str) -> Result<Page> {
    let page = open(scene, folder).await?;
    scene.state(&page, "ready").await?;
    page.press("Enter").await?;
    scene.state(&page, "subscribed").await?;
    Ok(page)
}

/// The titles of what this app has received.
async fn received(scene: &Scene<'_>, page: &Page) -> Result<Value> {
    let history = scene.history(page).await?;
    let titles = history["received"].as_array().into_iter().flatten();
    Ok(titles.map(|one| one["title"].clone()).collect())
}
