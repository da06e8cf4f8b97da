//! Where a click may lead is the app's to say, never the payload's.

use anyhow::{Result, ensure};
use kaipush_browser::Site;
use kaipush_simulator::Product;
use serde_json::json;

use crate::harness::{QUIET, SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![foreign_target_opens_the_app_instead, allowed_target_is_opened]
}

async fn foreign_target_opens_the_app_instead(scene: &Scene<'_>) -> Result<()> {
    let foreign = Site::start().await?;
    foreign.put("/index.html", "<!doctype html><title>Foreign</title>");
    let page = scene.subscribe().await?;
    page.close().await?;
    let beside = format!("//127.0.0.1:{}/", foreign.port());
    // The last: an origin that only begins like the app's.
    let lookalike = format!("{}@127.0.0.1:{}/", scene.app.site().origin(), foreign.port());
    let targets = [
        &foreign.url("/"),
        &beside,
        "javascript:document.title='run'",
        "data:text/html,<title>run</title>",
        "blob:null/x",
        "http://",
        &lookalike,
    ];
    for (at, target) in targets.iter().enumerate() {
        let title = format!("Target {at}");
        scene.send(json!({ "title": title, "url": target })).await?;
        let alert = scene.alert(&title).await?;
        scene.app.touch(&alert, "").await?;
        let page = scene.app.front().await?;
        let launched = "return (await inbox.push.history()).launched
            .filter(launch => launch.title === arguments[0])[0];";
        let launch = page.wait_for(SOON, launched, &[json!(title)]).await?;
        ensure!(launch["url"].is_null(), "{target} led to {launch}");
        scene.console(&format!("kaipush: target-refused: {target}")).await?;
        ensure!(page.run("return document.title;", &[]).await? != "run", "{target} ran");
        page.close().await?;
    }
    tokio::time::sleep(QUIET).await;
    ensure!(foreign.hits("/") + foreign.hits("/index.html") == 0, "the foreign site was visited");
    Ok(())
}

async fn allowed_target_is_opened(scene: &Scene<'_>) -> Result<()> {
    let help = Site::start().await?;
    help.put("/page.html", "<!doctype html><title>Help</title>");
    scene.worker(&format!("kaipush.allow = [{:?}];", help.origin()))?;
    let page = scene.subscribe().await?;
    let url = help.url("/page.html");
    scene.send(json!({ "title": "Help", "url": url })).await?;
    let alert = scene.alert("Help").await?;
    scene.app.touch(&alert, "").await?;
    match scene.product() {
        // Nothing there opens another site; the app gets the address and may.
        Product::Kaios25 => {
            let launch = scene.launched(&page).await?;
            ensure!(launch["url"] == url, "launched: {launch}");
        }
        // With not a word of the launch in the address.
        Product::Kaios3 => {
            let opened = scene.firefox().wait_tab(SOON, |tab| tab.url == url).await?;
            opened.close().await?;
        }
    }
    Ok(())
}
