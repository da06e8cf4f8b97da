//! Whatever a push brings, it becomes one notification.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::harness::{SOON, Scenario, Scene, scenarios};

/// The most that a push can carry with aesgcm: 4096 bytes of body less 2 of padding length and 16
/// of tag.
const MOST: usize = 4078;

pub fn scenarios() -> Vec<Scenario> {
    scenarios![
        empty_push,
        broken_json,
        plain_text,
        wrong_types,
        largest_payload,
        too_large_a_payload_is_refused,
        texts_of_the_app,
    ]
}

/// Sends one payload and compares the one notification that comes of it.
async fn becomes(scene: &Scene<'_>, payload: Value, title: &str, body: &str) -> Result<()> {
    scene.subscribe().await?;
    scene.send(payload).await?;
    let alert = scene.app.alerts().wait(SOON, |_| true).await?;
    ensure!((&*alert.title, &*alert.text) == (title, body), "shown was {alert}");
    scene.alerts_stay(1).await?;
    Ok(())
}

async fn empty_push(scene: &Scene<'_>) -> Result<()> {
    becomes(scene, Value::Null, "New message", "Open the app to see it.").await
}

async fn broken_json(scene: &Scene<'_>) -> Result<()> {
    let cut = json!(r#"{"title": "Cut o"#);
    becomes(scene, cut, "New message", "Open the app to see it.").await?;
    scene.console("kaipush: payload-broken").await?;
    Ok(())
}

async fn plain_text(scene: &Scene<'_>) -> Result<()> {
    becomes(scene, json!("Tea at five? ☕"), "New message", "Tea at five? ☕").await
}

async fn wrong_types(scene: &Scene<'_>) -> Result<()> {
    let payload = json!({
        "title": "Odd", "body": "kept", "tag": [1], "icon": 7, "actions": { "action": "x" },
        "dir": "sideways", "requireInteraction": "yes", "mozbehavior": "loud", "vibrate": ["x", -1],
    });
    becomes(scene, payload, "Odd", "kept").await
}

async fn largest_payload(scene: &Scene<'_>) -> Result<()> {
    let frame = json!({ "title": "Long", "body": "" }).to_string().len();
    let body = "x".repeat(MOST - frame);
    becomes(scene, json!({ "title": "Long", "body": body }), "Long", &body).await
}

async fn too_large_a_payload_is_refused(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    let answer = scene.post(json!("x".repeat(MOST + 1))).await?;
    ensure!(answer[0].status == 413, "answered {}: {}", answer[0].status, answer[0].body);
    scene.alerts_stay(0).await?;
    Ok(())
}

async fn texts_of_the_app(scene: &Scene<'_>) -> Result<()> {
    scene.worker("kaipush.fallback = { title: 'Posteingang', body: 'Neue Nachricht' };")?;
    becomes(scene, Value::Null, "Posteingang", "Neue Nachricht").await
}
