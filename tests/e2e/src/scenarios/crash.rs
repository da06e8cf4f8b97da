//! The whole browser dies in the middle: a phone out of memory, or without its battery.

use super::outbox::hasty;
use crate::harness::{
    Fault, Proxy, Scenario, Scene, in_own_firefox, once_per_core, scenarios, subscribe_unheard,
};
use anyhow::{Result, ensure};
use kaipush_browser::{Firefox, Site};
use kaipush_simulator::template::wait_state;

/// It is the browser's storage that is asked, so no system is simulated.
pub fn scenarios() -> Vec<Scenario> {
    once_per_core(scenarios![the_browser_is_killed_and_nothing_is_lost])
}

/// In a Firefox of its own, which the other scenarios don't need any more.
async fn the_browser_is_killed_and_nothing_is_lost(scene: &Scene<'_>) -> Result<()> {
    in_own_firefox(scene.workshop, &[], async |firefox| play(scene, firefox).await).await
}

async fn play(scene: &Scene<'_>, firefox: &mut Firefox) -> Result<()> {
    let proxy = Proxy::before(scene.server).await?;
    let site = Site::start().await?;
    site.mount("/", scene.app.folder())?;
    let config = hasty(scene.server.public_key(), proxy.report_url());
    site.put("/js/config.js", format!("var config = {config};"));

    // Between subscribing and the report: the page does not even hear that it has subscribed.
    let page = firefox.open(&site.url("/")).await?;
    wait_state(&page, "ready").await?;
    let endpoint = subscribe_unheard(&page).await?;
    ensure!(proxy.asked().is_empty(), "it was reported");
    firefox.crash().await?;
    let page = firefox.open(&site.url("/")).await?;
    wait_state(&page, "subscribed").await?;
    let known = scene.server_knows(1).await?;
    ensure!(known[0]["subscription"]["endpoint"] == endpoint, "the server has {known:?}");

    // While something waits for a server that is down.
    proxy.always(Some(Fault::Status(503)));
    page.run("await inbox.push.set('user', 'ada');", &[]).await?;
    firefox.crash().await?;
    proxy.always(None);
    let page = firefox.open(&site.url("/")).await?;
    wait_state(&page, "subscribed").await?;
    scene.server_has(1, |known| known["values"]["user"] == "ada").await.map(drop)
}
