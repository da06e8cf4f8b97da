//! A click opens the app with its message: once, wherever the app is.

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::{Closed, Page};
use kaipush_simulator::Product;
use serde_json::{Value, json};

use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![
        click_in_front,
        click_on_action_in_front,
        click_while_hidden,
        click_on_action_while_hidden,
        click_while_closed,
        click_on_action_while_closed,
        click_in_the_first_session,
        click_on_action_in_the_first_session,
        two_clicks_are_two_launches,
        without_focus_the_next_way_is_taken,
    ]
}

/// Where the app is when the user clicks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Front,
    Hidden,
    Closed,
    /// In front, but this page registered the worker, so the worker does not control it.
    FirstSession,
}

async fn click_in_front(scene: &Scene<'_>) -> Result<()> {
    launches(scene, Place::Front, "").await
}

async fn click_on_action_in_front(scene: &Scene<'_>) -> Result<()> {
    launches(scene, Place::Front, "reply").await
}

async fn click_while_hidden(scene: &Scene<'_>) -> Result<()> {
    launches(scene, Place::Hidden, "").await
}

async fn click_on_action_while_hidden(scene: &Scene<'_>) -> Result<()> {
    launches(scene, Place::Hidden, "reply").await
}

async fn click_while_closed(scene: &Scene<'_>) -> Result<()> {
    launches(scene, Place::Closed, "").await
}

async fn click_on_action_while_closed(scene: &Scene<'_>) -> Result<()> {
    launches(scene, Place::Closed, "reply").await
}

async fn click_in_the_first_session(scene: &Scene<'_>) -> Result<()> {
    launches(scene, Place::FirstSession, "").await
}

async fn click_on_action_in_the_first_session(scene: &Scene<'_>) -> Result<()> {
    launches(scene, Place::FirstSession, "reply").await
}

/// Subscribe, push, go to the place, click: one launch, one page, in front, and never again.
async fn launches(scene: &Scene<'_>, place: Place, action: &str) -> Result<()> {
    let page = scene.subscribe().await?;
    let controlled = "return !!navigator.serviceWorker.controller;";
    if place != Place::FirstSession {
        page.reload().await?;
        scene.state(&page, "subscribed").await?;
    }
    let is_controlled = page.run(controlled, &[]).await? == true;
    ensure!(is_controlled == (place != Place::FirstSession), "controlled: {is_controlled}");

    scene.send(push()).await?;
    let alert = scene.alert("Ada").await?;
    let elsewhere = go(scene, page, place).await?;
    scene.app.touch(&alert, action).await?;

    let page = scene.app.front().await?;
    let launch = scene.launched_once(&page).await?;
    let via = match (place, scene.product()) {
        (Place::Closed, Product::Kaios25) => "openapp",
        (Place::Closed, Product::Kaios3) => "url",
        _ => "message",
    };
    compare(scene, &launch, action, via)?;
    scene.on_screen(&page, &launch).await?;
    arrive(&page, &launch).await?;
    let reason = scene.app.alerts().wait_closed(SOON, &alert).await?;
    ensure!(reason == Closed::Page, "the notification was closed: {reason:?}");
    if let Some(elsewhere) = elsewhere {
        elsewhere.close().await?;
    }
    again(scene, &page).await
}

fn push() -> Value {
    json!({
        "title": "Ada", "body": "Tea at eight?", "tag": "chat-7", "url": "/index.html#/chat/7",
        "data": { "chat": 7, "from": ["Åsa \u{1F375}", { "deep": true }] },
        "actions": [{ "action": "reply", "title": "Reply", "url": "/index.html#/chat/7/reply" },
                    { "action": "later", "title": "Later" }],
    })
}

/// Brings the app to a place; gives the page that hides it.
async fn go(scene: &Scene<'_>, page: Page, place: Place) -> Result<Option<Page>> {
    match place {
        Place::Front | Place::FirstSession => Ok(None),
        Place::Hidden => scene.elsewhere(&page).await.map(Some),
        Place::Closed => {
            page.close().await?;
            // On a phone the worker is long gone, too.
            scene.firefox().terminate_worker(&scene.app.scope()).await?;
            Ok(None)
        }
    }
}

fn compare(scene: &Scene<'_>, launch: &Value, action: &str, via: &str) -> Result<()> {
    let push = push();
    let target = if action.is_empty() { &push["url"] } else { &push["actions"][0]["url"] };
    let target = scene.app.site().url(target.as_str().context("a target is a string")?);
    for (field, expected) in [
        ("action", &json!(action)),
        ("via", &json!(via)),
        ("url", &json!(target)),
        ("title", &push["title"]),
        ("body", &push["body"]),
        ("tag", &push["tag"]),
        ("data", &push["data"]),
    ] {
        let seen = &launch[field];
        ensure!(seen == expected, "the launch's {field} is {seen} instead of {expected}");
    }
    Ok(())
}

/// A new window is where the click leads; any other page goes there when the user says so.
async fn arrive(page: &Page, launch: &Value) -> Result<()> {
    if launch["via"] != "url" {
        page.press("SoftLeft").await?;
    }
    let there = "return location.href === arguments[0];";
    page.wait_for(SOON, there, &[launch["url"].clone()]).await?;
    Ok(())
}

/// After a reload the page shows its list, not the message, and its address has no launch in it.
async fn again(scene: &Scene<'_>, page: &Page) -> Result<()> {
    page.reload().await?;
    scene.state(page, "subscribed").await?;
    scene.launched_once(page).await?;
    let left = page.run("return [document.body.dataset.screen, location.hash];", &[]).await?;
    let (screen, hash) = (&left[0], left[1].as_str().unwrap_or_default());
    ensure!(screen == "subscribed", "a reload shows the screen {screen}");
    ensure!(!hash.contains("kaipush"), "the launch stays in the address: {hash}");
    Ok(())
}

async fn two_clicks_are_two_launches(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    for title in ["One", "Two"] {
        scene.send(json!({ "title": title })).await?;
        let alert = scene.alert(title).await?;
        scene.app.touch(&alert, "").await?;
    }
    let both = "const { launched } = await inbox.push.history();
        return launched.length === 2 && launched.map(launch => launch.title);";
    let titles = page.wait_for(SOON, both, &[]).await?;
    ensure!(titles == json!(["Two", "One"]), "launched: {titles}");
    Ok(())
}

/// A preference takes `focus` away on some phones (WorkerPrefs.h); the launch arrives all the same.
async fn without_focus_the_next_way_is_taken(scene: &Scene<'_>) -> Result<()> {
    scene.worker("delete WindowClient.prototype.focus;")?;
    let page = scene.subscribe().await?;
    scene.send(json!({ "title": "Ada" })).await?;
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "").await?;
    let via = match scene.product() {
        // `openApp` is refused in the app's own process, and there is no window to open.
        Product::Kaios25 => "message",
        Product::Kaios3 => "url",
    };
    let launched = "return (await inbox.push.history()).launched[0];";
    let launch = page.wait_for(SOON, launched, &[]).await?;
    ensure!(launch["via"] == via, "it came via {} instead of {via}", launch["via"]);
    scene.console("kaipush: open-failed: focus").await?;
    Ok(())
}
