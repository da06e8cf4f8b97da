//! One event tells every new state, whoever changed it.

use anyhow::{Result, ensure};
use kaipush_browser::{Page, Permission};
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios, with_preference};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![
        permission_withdrawn_and_given_back_is_told,
        subscribing_in_one_tab_tells_the_other,
        a_call_of_one_push_tells_the_pages_others,
        state_without_any_storage,
    ]
}

/// Gathers what a page is told from here on.
async fn listen(page: &Page) -> Result<()> {
    let listen = "window.told = [];
        inbox.push.onchange = state => { told.push(state.kind); };";
    page.run(listen, &[]).await.map(drop)
}

async fn is_told(page: &Page, kinds: &[&str]) -> Result<()> {
    let told = "return JSON.stringify(window.told) === JSON.stringify(arguments[0]);";
    page.wait_for(SOON, told, &[json!(kinds)]).await.map(drop)
}

/// The page stays in front all the time.
async fn permission_withdrawn_and_given_back_is_told(scene: &Scene<'_>) -> Result<()> {
    let page = scene.ready().await?;
    listen(&page).await?;
    scene.permit(Permission::Denied).await?;
    is_told(&page, &["blocked"]).await?;
    scene.permit(Permission::Granted).await?;
    is_told(&page, &["blocked", "ready"]).await
}

async fn subscribing_in_one_tab_tells_the_other(scene: &Scene<'_>) -> Result<()> {
    let page = scene.ready().await?;
    listen(&page).await?;
    let other = scene.app.open().await?;
    scene.state(&other, "ready").await?;
    other.press("Enter").await?;
    scene.state(&other, "subscribed").await?;
    is_told(&page, &["subscribed"]).await?;
    other.run("await inbox.push.unsubscribe();", &[]).await?;
    is_told(&page, &["subscribed", "ready"]).await?;
    // Its own screen follows without being asked.
    scene.state(&other, "ready").await
}

/// Two parts of a page may have one each.
async fn a_call_of_one_push_tells_the_pages_others(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    listen(&page).await?;
    // With it the template would ask by itself.
    let create = "inbox.push.ondelivery = null;
        window.other = await kaipush.Push.create(
        { key: config.key, worker: 'sw.js', reportTo: config.reportTo });
        await other.unsubscribe();";
    page.run(create, &[]).await?;
    // That the server knows of it may be told before.
    page.wait_for(SOON, "return told[told.length - 1] === 'ready';", &[]).await.map(drop)
}

/// The user has switched off all storage; with it go service workers, so the app says what is missing.
async fn state_without_any_storage(scene: &Scene<'_>) -> Result<()> {
    const COOKIES: &str = "network.cookie.cookieBehavior";
    const REJECT_ALL: u32 = 2;
    const DEFAULT: u32 = 5;
    scene.permit(Permission::Prompt).await?;
    with_preference(scene, COOKIES, REJECT_ALL, DEFAULT, without_storage(scene)).await
}

async fn without_storage(scene: &Scene<'_>) -> Result<()> {
    let page = scene.app.open().await?;
    let seen = "let storage; try { storage = !!localStorage; } catch (error) { storage = false; }
        const state = window.inbox && inbox.push && await inbox.push.state();
        return state && [storage, state.kind, state.ask];";
    let seen = page.wait_for(SOON, seen, &[]).await?;
    ensure!(seen[0] == false, "there is a storage");
    ensure!(seen[1] == "needs-permission" && seen[2] == true, "the state: {seen}");
    let later = page.run("return (await inbox.push.postpone()).ask;", &[]).await?;
    ensure!(later == false, "`not now` was not kept while the page is open");
    Ok(())
}
