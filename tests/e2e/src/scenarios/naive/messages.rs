//! `openApp` succeeds, and its message is lost, cut or unseen all the same.

use anyhow::{Result, ensure};
use kaipush_browser::Page;
use kaipush_simulator::System;
use serde_json::json;

use crate::harness::{Bare, QUIET, SOON, Scenario, Scene, only, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    only(
        |profile| profile.system == System::Kaios25,
        scenarios![
            messages_entry_of_another_page,
            nul_in_the_message,
            running_page_that_does_not_launch_itself,
        ],
    )
}

const OPENS: &str = "event.waitUntil(tried(self.clients.openApp({ msg: 'hi\\u0000there' })));";
/// Keeps the message.
const HEARS: &str =
    "navigator.mozSetMessageHandler('serviceworker-notification', function (message) {
    window.message = message.msg;
});";

/// The app, open, with a page that hears.
async fn hearing(bare: &Bare) -> Result<Page> {
    bare.app.site().put("/app.js", HEARS);
    bare.open().await
}

/// The page that the manifest names opens, and nobody in it listens; the one that listens is told
/// nothing. kaipush reads the manifest and says so (`without_the_messages_entry`).
async fn messages_entry_of_another_page(scene: &Scene<'_>) -> Result<()> {
    let worker = Bare::worker(OPENS);
    let bare = Bare::install(scene, &worker, |manifest| {
        manifest["messages"] = json!([{ "serviceworker-notification": "/other.html" }]);
    })
    .await?;
    bare.app.site().put("/other.html", "<!doctype html><title>Other</title>");
    hearing(&bare).await?;
    bare.is_warned("manifest.webapp names another page for it").await?;
    bare.app.leave().await?;
    let tried = bare.click(scene).await?;
    ensure!(tried["error"] == "", "openApp gave {tried}");
    let page = bare.app.front().await?;
    let page = page.run("return [location.pathname, typeof window.message];", &[]).await?;
    ensure!(page == json!(["/other.html", "undefined"]), "opened was {page}");
    bare.close().await
}

/// kaipush: `texts_with_nul_arrive_whole`.
async fn nul_in_the_message(scene: &Scene<'_>) -> Result<()> {
    let bare = Bare::with_click(scene, OPENS).await?;
    hearing(&bare).await?;
    bare.app.leave().await?;
    let tried = bare.click(scene).await?;
    ensure!(tried["error"] == "", "openApp gave {tried}");
    let page = bare.app.front().await?;
    let message = page.wait_for(SOON, "return window.message;", &[]).await?;
    ensure!(message == "hi", "the page got {message}");
    bare.close().await
}

/// A message does not bring a page to front that runs (SystemMessageInternal.js): that is the page's
/// own part, by `getSelf().launch()`. kaipush: `shown_closed_clicked_open`.
async fn running_page_that_does_not_launch_itself(scene: &Scene<'_>) -> Result<()> {
    let bare = Bare::with_click(scene, OPENS).await?;
    hearing(&bare).await?;
    bare.app.leave().await?;
    bare.push(scene, "click me").await?;
    bare.app.alerts().wait(SOON, kaipush_browser::Alert::is_showing).await?;
    let page = bare.app.open().await?;
    let other = scene.elsewhere(&page).await?;
    let tried = bare.touch().await?;
    ensure!(tried["error"] == "", "openApp gave {tried}");
    page.wait_for(SOON, "return window.message === 'hi';", &[]).await?;
    tokio::time::sleep(QUIET).await;
    let hidden = page.run("return document.hidden;", &[]).await?;
    ensure!(hidden == true, "the page came to front by itself");
    other.close().await?;
    bare.close().await
}
