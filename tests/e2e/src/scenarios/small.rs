//! The small worker, chosen in the place of the full one: what it is for, it does.

use anyhow::{Result, ensure};
use kaipush_push_service::Event;
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![small_worker_shows_and_opens, small_worker_falls_back, small_worker_subscribes_again,]
}

async fn small_worker_shows_and_opens(scene: &Scene<'_>) -> Result<()> {
    scene.small_worker("")?;
    let page = scene.subscribe().await?;
    let message = json!({
        "title": "Ada", "body": "Tea at eight?", "tag": "chat-7", "url": "/index.html#/chat/7",
        "data": { "chat": 7 }, "actions": [{ "action": "reply", "title": "Reply" }],
        "mozbehavior": { "vibrationPattern": [30, 200, 30] },
    });
    scene.send(message).await?;
    let alert = scene.alert("Ada").await?;
    ensure!(alert.text == "Tea at eight?" && alert.actions.len() == 1, "shown was {alert:?}");
    scene.app.touch(&alert, "reply").await?;
    let launch = scene.launched(&page).await?;
    ensure!(launch["action"] == "reply" && launch["data"] == json!({ "chat": 7 }), "{launch}");
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
