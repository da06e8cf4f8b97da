//! Whatever a push brings, it becomes one notification.

use anyhow::{Result, ensure};
use kaipush_browser::Alert;
use serde_json::{Value, json};

use crate::harness::{SOON, Scenario, Scene, once_per_system, scenarios};

/// The most that a push can carry with aesgcm: 4096 bytes of body less 2 of padding length and 16
/// of tag.
const MOST: usize = 4078;

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![
        empty_push,
        broken_json,
        plain_text,
        wrong_types,
        largest_payload,
        hostile_payloads,
        too_large_a_payload_is_refused,
        texts_of_the_app,
    ])
}

/// Sends one payload and compares the one notification that comes of it.
async fn becomes(scene: &Scene<'_>, payload: Value, title: &str, body: &str) -> Result<()> {
    scene.subscribe().await?;
    scene.send(payload).await?;
    let alert = scene.app.alerts().wait(SOON, |_| true).await?;
    ensure!((&*alert.title, &*alert.text) == (title, body), "shown was {alert}");
    scene.alerts_stay(1).await?;
    scene.alive().await
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
    let shown = "x".repeat(999) + "…";
    becomes(scene, json!({ "title": "Long", "body": body }), "Long", &shown).await?;
    scene.console("kaipush: text-cut: body").await?;
    Ok(())
}

/// Shown as text or left out with a warning; never run, never lost.
async fn hostile_payloads(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let deep = format!(r#"{{"title":"Deep","data":{}{}}}"#, "[".repeat(1900), "]".repeat(1900));
    let markup = r#"<img src=x onerror=document.title="run">"#;
    let payloads = [
        (json!({ "title": "Markup", "body": markup, "data": markup }), "Markup", markup),
        (json!(r#"{"__proto__":{"title":"No"},"body":"Proto"}"#), "New message", "Proto"),
        (json!(deep), "Deep", ""),
        (json!({ "title": "Empty", "body": "id", "id": "" }), "Empty", "id"),
        (json!({ "title": 7, "body": "Number", "id": 8, "tag": 9 }), "New message", "Number"),
        (
            json!({ "title": "Foreign", "icon": "http://evil.example/a.png", "url": "javascript:0" }),
            "Foreign",
            "",
        ),
        (
            json!(r#"{"title":"Odd","actions":[{"action":"__proto__","title":"A","url":"/a"}]}"#),
            "Odd",
            "",
        ),
        (json!({ "title": "ä".repeat(300) }), &*("ä".repeat(199) + "…"), ""),
    ];
    let count = payloads.len();
    for (payload, title, body) in payloads {
        scene.send(payload).await?;
        let is = |alert: &Alert| alert.title == title && alert.text == body;
        scene.app.alerts().wait(SOON, is).await?;
    }
    let alerts = scene.alerts_stay(count).await?;
    ensure!(alerts.iter().all(|alert| !alert.image.contains("evil")), "{alerts:?}");
    for warning in ["field-wrong: icon", "field-wrong: id", "text-cut: title"] {
        scene.console(&format!("kaipush: {warning}")).await?;
    }
    // The app lists them, and nothing of it ran.
    let listed =
        "return document.querySelectorAll('.item').length >= arguments[0] && document.title;";
    let title = page.wait_for(SOON, listed, &[json!(count)]).await?;
    ensure!(title != "run", "the markup ran");
    scene.alive().await
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
