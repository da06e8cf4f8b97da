//! Phones of 2.5 that are older or newer than most.

use anyhow::{Result, ensure};
use kaipush_simulator::phone::{Action, Place};
use kaipush_simulator::{Build, Phone};
use serde_json::json;
use tempfile::TempDir;

use crate::hand::{key, page, push, told};
use crate::setting::{SOON, start_with};

#[tokio::test(flavor = "multi_thread")]
async fn an_older_build_lacks_what_later_ones_have() -> Result<()> {
    let folder = TempDir::with_prefix("kaipush-older-")?;
    let build = Build { focus: false, ..Build::OLD };
    let mut phone = start_with(folder.path(), build).await?;
    let played = clicks(&mut phone).await;
    let closed = phone.close().await;
    played.and(closed)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_build_can_be_silent() -> Result<()> {
    let folder = TempDir::with_prefix("kaipush-newer-")?;
    let mut phone = start_with(folder.path(), Build::V254).await?;
    let played = hushed(&mut phone).await;
    let closed = phone.close().await;
    played.and(closed)
}

async fn hushed(phone: &mut Phone) -> Result<()> {
    page(phone).await?.run("await navigator.serviceWorker.ready;", &[]).await?;
    let control = json!({ "loopControl": { "sound": true } });
    push(phone, json!({ "title": "Hush", "silent": true, "vibrate": [1], "mozbehavior": control }))
        .await?;
    let state = phone.wait(SOON, |phone| phone.state().toast.is_some()).await?;
    let effects = state.toast.as_ref().map_or("", |toast| &toast.effects);
    ensure!(effects == "vibrates 200 · 200 · 200 ms, silent", "{effects}");
    phone.wait(SOON, |phone| told(phone, "mozbehavior.loopControl is not played")).await?;
    phone.wait(SOON, |phone| told(phone, "vibrate does nothing on KaiOS 2.5")).await?;
    ensure!(!told(phone, "silent does nothing"), "{:?}", phone.log());
    Ok(())
}

async fn clicks(phone: &mut Phone) -> Result<()> {
    // The worker tells neither which button it was …
    key(phone, "EndCall").await?;
    phone.wait(SOON, |phone| phone.state().place == Place::Closed).await?;
    let reply = json!([{ "action": "reply", "title": "Reply" }]);
    push(phone, json!({ "title": "Bob", "requireInteraction": true, "actions": reply })).await?;
    let state = phone.wait(SOON, |phone| phone.state().dialog.is_some()).await?;
    let seq = state.dialog.as_ref().map_or(0, |dialog| dialog.seq);
    phone.act(Action::touch(seq, "reply")).await?;
    phone.wait(SOON, |phone| phone.state().place == Place::Front).await?;
    let launched = page(phone).await?.wait_for(SOON, "return window.launched;", &[]).await?;
    ensure!(launched == "body", "the button is told: {launched}");

    // … nor that a notification was closed, where later builds say so.
    push(phone, json!({ "title": "Eve" })).await?;
    let state = phone.wait(SOON, |phone| phone.state().toast.is_some()).await?;
    let seq = state.toast.as_ref().map_or(0, |toast| toast.seq);
    phone.act(Action::Dismiss { seq }).await?;
    push(phone, json!({ "title": "Mallory" })).await?;
    phone
        .wait(SOON, |phone| phone.state().toast.as_ref().is_some_and(|one| one.title == "Mallory"))
        .await?;
    ensure!(!told(phone, "event notificationclose"), "{:?}", phone.log());
    Ok(())
}
