//! The user is asked, in the key press itself.

use std::time::Duration;

use anyhow::{Result, ensure};
use kaipush_browser::{Answer, Page, Permission};
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios, with_preference};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![
        asked_in_the_key_press_though_the_worker_is_slow,
        refusal_is_shown_and_can_be_undone,
        withdrawn_while_the_app_is_open,
    ]
}

/// How many milliseconds Firefox remembers a gesture, as a preference.
const GESTURE: &str = "dom.user_activation.transient.timeout";
const DEFAULT: u32 = 5_000;
const SHORT: u32 = 1_000;
/// Longer than that.
const SLOW: Duration = Duration::from_millis(2_000);

async fn asked_in_the_key_press_though_the_worker_is_slow(scene: &Scene<'_>) -> Result<()> {
    with_preference(scene, GESTURE, SHORT, DEFAULT, asked_in_the_key_press(scene)).await
}

async fn asked_in_the_key_press(scene: &Scene<'_>) -> Result<()> {
    scene.permit(Permission::Prompt).await?;
    naive_order_is_too_late(scene).await?;
    scene.app.site().delay("/sw.js", SLOW);
    let page = scene.app.open().await?;
    scene.state(&page, "needs-permission").await?;
    page.press("Enter").await?;
    // The question is there before the worker was even asked for.
    scene.firefox().answer_prompt(SOON, Answer::Allow).await?;
    scene.state(&page, "subscribed").await?;
    scene.send(json!({ "title": "Allowed" })).await?;
    scene.alert("Allowed").await?;
    Ok(())
}

/// That this Firefox has the rule at all: who asks after a slow worker gets no prompt.
async fn naive_order_is_too_late(scene: &Scene<'_>) -> Result<()> {
    scene.app.site().put("/naive.html", "<!doctype html><title>Naive</title>");
    let page = scene.firefox().open(&scene.app.site().url("/naive.html")).await?;
    let listen = "window.onkeydown = () => setTimeout(async () => {
        window.answer = await Notification.requestPermission();
    }, arguments[0]);";
    page.run(listen, &[json!(SLOW.as_millis() as u64)]).await?;
    page.press("Enter").await?;
    let answer = page.wait_for(SOON, "return window.answer;", &[]).await?;
    ensure!(answer == "default", "a late question was answered {answer}");
    page.close().await
}

async fn refusal_is_shown_and_can_be_undone(scene: &Scene<'_>) -> Result<()> {
    scene.permit(Permission::Prompt).await?;
    let page = scene.app.open().await?;
    scene.state(&page, "needs-permission").await?;
    page.press("Enter").await?;
    scene.firefox().answer_prompt(SOON, Answer::Block).await?;
    scene.state(&page, "blocked").await?;
    let text = "return document.querySelector('[data-field=text]').textContent;";
    let text = page.run(text, &[]).await?;
    ensure!(text.as_str().is_some_and(|text| text.contains("Settings")), "the advice is {text}");
    ensure!(scene.server.subscriptions().await?.is_empty(), "something was reported");

    scene.permit(Permission::Granted).await?;
    comes_back(scene, &page).await?;
    scene.state(&page, "ready").await
}

async fn withdrawn_while_the_app_is_open(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let known = scene.server_knows(1).await?;
    let old = &known[0]["subscription"]["endpoint"];
    scene.permit(Permission::Denied).await?;
    comes_back(scene, &page).await?;
    scene.state(&page, "blocked").await?;
    scene.permit(Permission::Granted).await?;
    comes_back(scene, &page).await?;
    // Firefox has given up the subscription with the permission; the server still has the old one.
    scene.state(&page, "subscribed").await?;
    // Page and worker both see to it, and the second report has nothing left to replace.
    scene.server_has(1, |report| report["subscription"]["endpoint"] != *old).await?;
    scene.send(json!({ "title": "Again" })).await?;
    scene.alert("Again").await?;
    Ok(())
}

/// The user was in Settings and returns.
pub async fn comes_back(scene: &Scene<'_>, page: &Page) -> Result<()> {
    let settings = scene.elsewhere(page).await?;
    page.focus().await?;
    settings.close().await?;
    page.focus().await
}
