//! The worker dies between any two steps of a click that opens the app, or of a closing: see js/cut.js.

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::Page;
use serde_json::{Value, json};

use super::worker_dies::{arm, at_an_occasion, cut, delivered, telling, unheard};
use crate::harness::{
    Certain, QUIET, Scenario, Scene, dead_before_each, once_per_core, scenarios, there, told,
};

pub fn scenarios() -> Vec<Scenario> {
    once_per_core(scenarios![
        a_click_while_closed_is_cut_off_anywhere,
        a_click_while_hidden_is_cut_off_anywhere,
        a_closing_is_cut_off_anywhere,
    ])
}

/// Whoever has begun to open the app has given it the launch along.
async fn a_click_while_closed_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    telling(scene).await?;
    dead_before_each(async |most| {
        let title = format!("Closed {most}");
        scene.send(json!({ "title": title })).await?;
        let alert = scene.alert(&title).await?;
        arm(scene, most).await?;
        scene.app.touch(&alert, "").await?;
        let cut = cut(scene, most).await?;
        let played = async {
            let opens = cut.reached("open")?;
            let page = if opens { scene.app.front().await? } else { scene.app.open().await? };
            launched(scene, &page, &title, opens).await
        };
        played.await.with_context(|| cut.to_string())?;
        scene.app.leave().await?;
        Ok(cut)
    })
    .await
}

/// Whoever has told the page is not heard of again from the storage.
async fn a_click_while_hidden_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    telling(scene).await?;
    dead_before_each(async |most| {
        let title = format!("Hidden {most}");
        let page = scene.app.open().await?;
        there(&page).await?;
        scene.send(json!({ "title": title })).await?;
        let alert = scene.alert(&title).await?;
        arm(scene, most).await?;
        let other = scene.elsewhere(&page).await?;
        scene.app.touch(&alert, "").await?;
        let cut = cut(scene, most).await?;
        let played = async {
            page.focus().await?;
            other.close().await?;
            let arrives = cut.reached("tell a page")?;
            launched(scene, &page, &title, arrives).await
        };
        played.await.with_context(|| cut.to_string())?;
        scene.app.leave().await?;
        Ok(cut)
    })
    .await
}

/// Who has seen it end has the app's server told, once.
async fn a_closing_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    telling(scene).await?;
    dead_before_each(async |most| {
        let title = format!("Closing {most}");
        // An app before this one had others.
        let id = format!("{most} {}", scene.app.scope());
        scene.send(json!({ "id": id, "title": title })).await?;
        let alert = scene.alert(&title).await?;
        // That it came is no step of its end.
        delivered(scene, &id).await?;
        arm(scene, most).await?;
        scene.app.alerts().close(&alert).await?;
        let cut = cut(scene, most).await?;
        let told = cut.reached("write outbox")?;
        closed_once(scene, &id, told).await.with_context(|| cut.to_string())?;
        Ok(cut)
    })
    .await
}

/// That the app's handler was told of this launch no more than once, also after the next start; and once where it must
/// `arrive`.
async fn launched(scene: &Scene<'_>, page: &Page, title: &str, arrives: bool) -> Result<()> {
    let these = || {
        // One that the shim makes without the core has no title.
        let is = |launch: &Value| launch["title"] == title || launch["title"].is_null();
        told(&scene.app).iter().filter(|launch| is(launch)).count()
    };
    if arrives {
        let some = async || Ok((these() > 0).then_some(()));
        scene.until(some).await.context(Certain("the launch is lost".into()))?;
    }
    // At once: this page has not looked into the storage yet, and the next one knows nothing of what it was told.
    page.reload().await?;
    there(page).await?;
    tokio::time::sleep(QUIET).await;
    let count = these();
    ensure!(count <= 1, Certain(format!("launched {count} times")));
    Ok(())
}

async fn closed_once(scene: &Scene<'_>, id: &str, told: bool) -> Result<()> {
    let these = async || {
        let all = scene.server.events().await?;
        let is = |event: &&Value| event["id"] == id && event["type"] == "closed";
        anyhow::Ok(all.iter().filter(is).count())
    };
    if told {
        let some = async || Ok(these().await? > 0);
        at_an_occasion(scene, some).await.context(unheard())?;
    }
    tokio::time::sleep(QUIET).await;
    let count = these().await?;
    ensure!(count <= 1, Certain(format!("told {count} times")));
    Ok(())
}
