//! kaipush in a worker that also has push code of somebody else.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![each_push_has_one_owner, foreign_notifications_are_left_alone]
}

/// A second library, with listeners of its own. It hears of every push, and shows those that bring
/// no JSON with kaipush's marker.
const NEIGHBOUR: &str = "kaipush.owns = 'marked';
    self.addEventListener('push', function (event) {
        var text = event.data.text();
        kaipushReport({ kind: 'heard', text: text });
        if (text.indexOf('\"kaipush\"') < 0) {
            event.waitUntil(self.registration.showNotification('Neighbour', { body: text }));
        }
    });
    self.addEventListener('notificationclick', function (event) {
        event.waitUntil(kaipushReport({ kind: 'clicked', title: event.notification.title }));
    });";

async fn each_push_has_one_owner(scene: &Scene<'_>) -> Result<()> {
    scene.worker(NEIGHBOUR)?;
    scene.subscribe().await?;
    scene.send(json!({ "title": "Ours", "kaipush": 1 })).await?;
    scene.alert("Ours").await?;
    let heard = scene.report("heard").await?;
    ensure!(heard["text"].as_str().is_some_and(|t| t.contains("Ours")), "it heard {heard}");
    scene.send(json!("theirs")).await?;
    let alert = scene.alert("Neighbour").await?;
    ensure!(alert.text == "theirs", "shown was {alert}");
    scene.alerts_stay(2).await?;
    Ok(())
}

async fn foreign_notifications_are_left_alone(scene: &Scene<'_>) -> Result<()> {
    scene.worker(NEIGHBOUR)?;
    let page = scene.subscribe().await?;
    scene.send(json!("theirs")).await?;
    let alert = scene.alert("Neighbour").await?;
    scene.app.touch(&alert, "").await?;
    let clicked = scene.report("clicked").await?;
    ensure!(clicked["title"] == "Neighbour", "clicked: {clicked}");
    let alerts = scene.alerts_stay(1).await?;
    ensure!(alerts[0].is_showing(), "kaipush closed it: {}", alerts[0]);
    scene.app.alerts().close(&alert).await?;

    // Ours is still opened by kaipush, and the neighbour hears that, too.
    scene.send(json!({ "title": "Ours", "kaipush": 1 })).await?;
    let ours = scene.alert("Ours").await?;
    scene.app.touch(&ours, "").await?;
    let launch = scene.launched(&page).await?;
    ensure!(launch["title"] == "Ours", "launched: {launch}");
    let heard = |report: &kaipush_browser::Report| {
        report.value["title"] == "Ours" && report.value["kind"] == "clicked"
    };
    scene.app.site().wait_report(SOON, heard).await?;
    let closed = "return (await inbox.push.history()).closed.map(one => one.title).join();";
    let closed = page.wait_for(SOON, closed, &[]).await?;
    ensure!(closed == "Ours", "recorded as closed: {closed}");
    Ok(())
}
