//! Notifications where the phone has them.

use anyhow::{Result, ensure};
use kaipush_simulator::Phone;
use kaipush_simulator::phone::Place;
use serde_json::json;

use crate::hand::{click, fill, key, page, picture, push, text, told};
use crate::setting::SOON;

/// The app is closed: its worker is the parent's, and opens it with a system message.
pub async fn toast_leads_to_the_app(phone: &mut Phone) -> Result<()> {
    let pattern = json!({ "vibrationPattern": [30, 200, 30] });
    push(phone, json!({ "title": "Ada", "body": "Tea?", "mozbehavior": pattern })).await?;
    phone.wait(SOON, |phone| phone.state().toast.is_some()).await?;
    let toast = text(phone, ".kp-toast").await?;
    ensure!(toast.contains("Ada") && toast.contains("Tea?"), "the toast says {toast:?}");
    ensure!(told(phone, "vibrates 30 · 200 · 30 ms, plays the ringtone"), "{:?}", phone.log());
    click(phone, ".kp-toast").await?;
    phone.wait(SOON, |phone| phone.state().place == Place::Front).await?;
    let launched = page(phone).await?.wait_for(SOON, "return window.launched;", &[]).await?;
    assert_eq!(launched, "body");
    // The app has closed it.
    phone.wait(SOON, |phone| phone.state().notices.is_empty()).await?;
    ensure!(told(phone, "event notificationclick"), "{:?}", phone.log());
    Ok(())
}

pub async fn dialog_takes_an_answer(phone: &mut Phone) -> Result<()> {
    key(phone, "EndCall").await?;
    phone.wait(SOON, |phone| phone.state().place == Place::Closed).await?;
    let actions =
        json!([{ "action": "reply", "title": "Reply" }, { "action": "no", "title": "No" }]);
    let message = json!({ "title": "Bob", "requireInteraction": true, "actions": actions });
    push(phone, message).await?;
    phone.wait(SOON, |phone| phone.state().dialog.is_some()).await?;
    ensure!(phone.state().notices.is_empty() && phone.state().toast.is_none());
    let dialog = text(phone, "[data-what='dialog']").await?;
    ensure!(dialog.contains("Bob") && dialog.contains("ReplyNo"), "the dialog says {dialog:?}");
    picture(phone, "dialog").await?;
    key(phone, "ArrowDown").await?;
    key(phone, "ArrowUp").await?;
    key(phone, "Enter").await?;
    phone.wait(SOON, |phone| phone.state().place == Place::Front).await?;
    let launched = page(phone).await?.wait_for(SOON, "return window.launched;", &[]).await?;
    assert_eq!(launched, "reply");

    push(phone, json!({ "title": "Eve", "requireInteraction": true })).await?;
    phone.wait(SOON, |phone| phone.state().dialog.is_some()).await?;
    ensure!(text(phone, ".kp-choice").await? == "Dismiss");
    key(phone, "Enter").await?;
    phone.wait(SOON, |phone| phone.state().dialog.is_none()).await.map(drop)
}

pub async fn list_is_opened_and_cleared(phone: &mut Phone) -> Result<()> {
    for title in ["One", "Two", "Three"] {
        let behavior = json!({ "noclear": title == "Two" });
        push(phone, json!({ "title": title, "mozbehavior": behavior })).await?;
    }
    phone.wait(SOON, |phone| phone.state().notices.len() == 3).await?;
    click(phone, "[data-do='notices']").await?;
    let list = text(phone, "[data-what='notices'] ul").await?;
    ensure!(list.contains("Three"), "the list says {list:?}");
    picture(phone, "notices").await?;
    // The D-pad chooses, the left soft key dismisses.
    key(phone, "SoftLeft").await?;
    phone.wait(SOON, |phone| phone.state().notices.len() == 2).await?;
    key(phone, "SoftRight").await?;
    phone.wait(SOON, |phone| phone.state().notices.len() == 1).await?;
    ensure!(phone.state().notices[0].title == "Two");
    key(phone, "Enter").await?;
    phone.wait(SOON, |phone| phone.state().notices.is_empty()).await.map(drop)
}

pub async fn a_form_sends_them(phone: &mut Phone) -> Result<()> {
    fill(phone, "title", "From the form").await?;
    fill(phone, "vibration", "0, 20").await?;
    click(phone, "[data-do='send']").await?;
    let came = |phone: &Phone| {
        phone.state().toast.as_ref().is_some_and(|one| one.title == "From the form")
    };
    phone.wait(SOON, came).await?;
    phone.wait(SOON, |phone| told(phone, "vibrationPattern begins with 0")).await?;
    fill(phone, "vibration", "long").await?;
    click(phone, "[data-do='send']").await?;
    phone.wait(SOON, |phone| told(phone, "not `long`")).await?;
    fill(phone, "vibration", "").await
}
