//! The small worker, chosen in the place of the full one: what it is for, it does.

use anyhow::{Result, ensure};
use kaipush_browser::Alert;
use kaipush_push_service::Event;
use kaipush_simulator::Product;
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![
        small_worker_shows_and_opens,
        small_worker_brings_the_app_to_front,
        small_worker_falls_back,
        small_worker_subscribes_again,
    ]
}

/// With the worker long gone, as on a phone.
async fn small_worker_shows_and_opens(scene: &Scene<'_>) -> Result<()> {
    scene.small_worker("")?;
    scene.subscribe().await?;
    scene.app.leave().await?;
    let alert = shown(scene).await?;
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    scene.app.touch(&alert, "reply").await?;
    let via = match scene.product() {
        Product::Kaios25 => "openapp",
        Product::Kaios3 => "url",
    };
    launched(scene, via).await
}

async fn small_worker_brings_the_app_to_front(scene: &Scene<'_>) -> Result<()> {
    scene.small_worker("")?;
    let page = scene.subscribe().await?;
    let alert = shown(scene).await?;
    let other = scene.elsewhere(&page).await?;
    scene.app.touch(&alert, "reply").await?;
    launched(scene, "message").await?;
    other.close().await
}

async fn shown(scene: &Scene<'_>) -> Result<Alert> {
    let message = json!({
        "title": "Ada", "body": "Tea at eight?", "tag": "chat-7", "url": "/index.html#/chat/7",
        "data": { "chat": 7 }, "actions": [{ "action": "reply", "title": "Reply" }],
        "mozbehavior": { "vibrationPattern": [30, 200, 30] },
    });
    scene.send(message).await?;
    let alert = scene.alert("Ada").await?;
    ensure!(alert.text == "Tea at eight?" && alert.actions.len() == 1, "shown was {alert:?}");
    Ok(alert)
}

/// The app is in front, with one launch that came this way.
async fn launched(scene: &Scene<'_>, via: &str) -> Result<()> {
    let page = scene.app.front().await?;
    let launch = scene.launched_once(&page).await?;
    ensure!(launch["action"] == "reply" && launch["data"] == json!({ "chat": 7 }), "{launch}");
    ensure!(launch["via"] == via, "it came via {} instead of {via}", launch["via"]);
    scene.on_screen(&page, &launch).await?;
    scene.alerts_stay(1).await?;
    Ok(())
}

async fn small_worker_falls_back(scene: &Scene<'_>) -> Result<()> {
    scene.small_worker(
        "kaipush.fallback = { title: 'News', body: 'Look' };
        kaipush.onpush = function (message) {
            // What can't be cloned no browser shows.
            if (message.title === 'Fails') return { title: 'Never', data: { call: function () {} } };
        };",
    )?;
    scene.subscribe().await?;
    scene.send(json!({})).await?;
    let alert = scene.alert("News").await?;
    ensure!(alert.text == "Look", "shown was {alert}");
    scene.send(json!({ "title": "Fails", "body": "and is shown" })).await?;
    let alert = scene.alert("Fails").await?;
    ensure!(alert.text == "and is shown", "shown was {alert}");
    scene.alerts_stay(2).await?;
    Ok(())
}

/// It has no outbox: the page reports the new endpoint when the user opens the app.
async fn small_worker_subscribes_again(scene: &Scene<'_>) -> Result<()> {
    scene.small_worker("")?;
    scene.subscribe().await?;
    let known = scene.server_knows(1).await?;
    scene.app.leave().await?;
    let log = scene.stage.push().log().from_now();
    scene.lose_subscriptions();
    let subscribed = |event: &Event| matches!(event, Event::Registered { .. });
    log.wait_for(subscribed, SOON).await?;

    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    let old = &known[0]["subscription"]["endpoint"];
    scene.server_has(1, |report| report["old"] == *old).await?;
    scene.send(json!({ "title": "Again" })).await?;
    scene.alert("Again").await?;
    scene.alerts_stay(1).await?;
    Ok(())
}
