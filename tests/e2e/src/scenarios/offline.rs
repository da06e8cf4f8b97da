//! The browser is away when the push is sent.

use anyhow::{Result, ensure};
use kaipush_push_service::Event;
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![offline_pushes_come_later_in_order, expired_push_never_comes]
}

async fn offline_pushes_come_later_in_order(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    let titles = ["One", "Two", "Three"];
    away(scene, async || {
        for title in titles {
            scene.send(json!({ "title": title })).await?;
        }
        scene.alerts_stay(0).await.map(drop)
    })
    .await?;
    for title in titles {
        scene.alert(title).await?;
    }
    scene.alerts_stay(3).await?;
    // In the order they were sent in: that is the service's to keep. Firefox decrypts what comes at
    // once side by side, and shows first what is ready first.
    let (mut sent, mut delivered) = (Vec::new(), Vec::new());
    for entry in scene.log.entries() {
        match entry.event {
            Event::Posted(post) => sent.extend(post.version),
            Event::Delivered { version, .. } => delivered.push(version),
            _ => {}
        }
    }
    ensure!(sent == delivered, "sent as {sent:?}, delivered as {delivered:?}");
    Ok(())
}

async fn expired_push_never_comes(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    away(scene, async || {
        // A TTL of 0: now or never.
        scene.server.send(&json!({ "payload": { "title": "Late" }, "ttl": 0 })).await?;
        scene.send(json!({ "title": "Kept" })).await
    })
    .await?;
    scene.alert("Kept").await?;
    scene.alerts_stay(1).await?;
    Ok(())
}

/// Does something while the browser is offline, which it shares with the scenes to come.
async fn away(scene: &Scene<'_>, work: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
    scene.firefox().offline(true).await?;
    let gone = scene.log.wait_for(|event| matches!(event, Event::Disconnected { .. }), SOON).await;
    let done = if gone.is_ok() { work().await } else { Ok(()) };
    scene.firefox().offline(false).await?;
    gone?;
    done
}
