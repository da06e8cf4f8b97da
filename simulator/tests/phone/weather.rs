//! What a phone may meet: no network, a worker that is gone, a push service that forgets, a new version.

use anyhow::{Result, ensure};
use kaipush_simulator::Phone;
use kaipush_simulator::phone::{Action, Place};
use serde_json::json;

use crate::hand::{click, page, push, text, told};
use crate::setting::{SOON, folder, restore};

pub async fn the_network_goes_and_comes(phone: &mut Phone) -> Result<()> {
    click(phone, "[data-do='offline']").await?;
    phone.wait(SOON, |phone| phone.state().offline && told(phone, "disconnected")).await?;
    ensure!(text(phone, ".kp-net").await? == "offline");
    click(phone, "[data-do='offline']").await?;
    let connected = |phone: &Phone| {
        let lines = phone.log().iter();
        lines.filter(|line| line.text.starts_with("the phone is connected")).count() > 1
    };
    phone.wait(SOON, |phone| !phone.state().offline && connected(phone)).await.map(drop)
}

pub async fn a_push_starts_a_worker_that_was_killed(phone: &mut Phone) -> Result<()> {
    click(phone, "[data-do='kill-worker']").await?;
    phone.wait(SOON, |phone| told(phone, "the worker is stopped")).await?;
    push(phone, json!({ "title": "Still here" })).await?;
    phone.wait(SOON, |phone| phone.state().toast.is_some()).await.map(drop)
}

pub async fn the_push_service_forgets(phone: &mut Phone) -> Result<()> {
    let new_name = |phone: &Phone| {
        phone.log().iter().filter(|line| line.text.ends_with("under a new name")).count()
    };
    let before = new_name(phone);
    click(phone, "[data-do='expire']").await?;
    phone.wait(SOON, |phone| new_name(phone) > before).await?;
    // This app has its key from nobody here.
    let error = phone.act(Action::Rekey).await.unwrap_err().to_string();
    ensure!(error.contains("the key is the app's own"), "{error}");
    Ok(())
}

pub async fn an_update_is_what_the_folder_is_now(phone: &mut Phone) -> Result<()> {
    std::fs::write(folder().join("js/app.js"), "window.version = 2;")?;
    click(phone, "[data-do='update']").await?;
    phone.wait(SOON, |phone| told(phone, "updated; worker and subscription stay")).await?;
    // An installer ends the app.
    phone.wait(SOON, |phone| phone.state().place == Place::Closed).await?;
    phone.act(Action::Open).await?;
    let version = page(phone).await?.wait_for(SOON, "return window.version;", &[]).await?;
    assert_eq!(version, 2);
    restore()
}
