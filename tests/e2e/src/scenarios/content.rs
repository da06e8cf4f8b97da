//! Empty pushes that the worker fetches the content of.

use std::time::Duration;

use anyhow::{Result, ensure};
use kaipush_browser::{Alert, Site};
use serde_json::{Value, json};

use crate::harness::{SOON, Scenario, Scene, once_per_system, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![
        an_empty_push_gets_its_content,
        content_that_fails_leaves_the_fallback,
        content_that_comes_too_late,
        content_of_other_origins,
    ])
}

async fn becomes(scene: &Scene<'_>, title: &str, body: &str) -> Result<()> {
    let before = scene.app.alerts().list().await?.last().map_or(0, |last| last.seq);
    scene.send(Value::Null).await?;
    let is = |one: &Alert| one.seq > before && one.title == title && one.text == body;
    scene.app.alerts().wait(SOON, is).await?;
    Ok(())
}

async fn an_empty_push_gets_its_content(scene: &Scene<'_>) -> Result<()> {
    scene.worker("kaipush.content = '/latest';")?;
    let page = scene.subscribe().await?;
    let site = scene.app.site();
    let content = json!({ "title": "Ada", "body": "Latest", "data": { "n": 1 }, "id": "m-1" });
    site.put("/latest", content.to_string());
    becomes(scene, "Ada", "Latest").await?;
    // The same again: an id makes even an empty push known.
    scene.send(Value::Null).await?;
    scene.alerts_stay(1).await?;
    site.put("/latest", "Plain text");
    becomes(scene, "New message", "Plain text").await?;
    // A push that brings something needs no other.
    let hits = site.hits("/latest");
    scene.send(json!({ "title": "Brought" })).await?;
    scene.alert("Brought").await?;
    scene.alerts_stay(3).await?;
    ensure!(site.hits("/latest") == hits, "fetched for a push with content");
    let history = scene.history(&page).await?;
    ensure!(history["received"][2]["data"] == json!({ "n": 1 }), "received: {history}");
    Ok(())
}

async fn content_that_fails_leaves_the_fallback(scene: &Scene<'_>) -> Result<()> {
    let down = Site::start().await?;
    let gone = down.origin();
    drop(down);
    scene.worker(&format!(
        "kaipush.fallback = {{ title: 'Post', body: 'Neu' }};
        kaipush.allow = [{gone:?}];
        var addresses = ['/missing', '/broken', '/long', '{gone}/latest'];
        kaipush.content = addresses[0];
        kaipush.onpush = function () {{
            addresses.push(addresses.shift());
            kaipush.content = addresses[0];
        }};"
    ))?;
    scene.subscribe().await?;
    let site = scene.app.site();
    site.fail("/broken", Some(503.try_into()?));
    site.put("/long", "x".repeat(20_000));
    for (at, why) in ["404", "503", "too long", "NetworkError"].into_iter().enumerate() {
        becomes(scene, "Post", "Neu").await?;
        scene.console(&format!("kaipush: content-failed: {why}")).await?;
        scene.alerts_stay(at + 1).await?;
    }
    Ok(())
}

async fn content_that_comes_too_late(scene: &Scene<'_>) -> Result<()> {
    scene.worker("kaipush.content = '/latest'; kaipush.deadline = 1500;")?;
    scene.subscribe().await?;
    scene.app.site().put("/latest", "Late");
    scene.app.site().delay("/latest", Duration::from_secs(2));
    becomes(scene, "New message", "Open the app to see it.").await?;
    scene.console("kaipush: content-failed: no answer in 500 ms").await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    scene.alerts_stay(1).await?;
    Ok(())
}

/// Only those that the app allows.
async fn content_of_other_origins(scene: &Scene<'_>) -> Result<()> {
    let other = Site::start().await?;
    other.put("/latest", "From elsewhere");
    other.header("/latest", "Access-Control-Allow-Origin", "*")?;
    scene.worker(&format!(
        "kaipush.content = {:?};
        kaipush.onpush = function () {{ kaipush.allow = [{:?}]; }};",
        other.url("/latest"),
        other.origin()
    ))?;
    scene.subscribe().await?;
    becomes(scene, "New message", "Open the app to see it.").await?;
    scene.console("kaipush: target-refused").await?;
    ensure!(other.hits("/latest") == 0, "the other origin was asked");
    becomes(scene, "New message", "From elsewhere").await
}
