//! From the first key press to the launch, as a user and her phone live it.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::Answer;
use kaipush_push_service::Event;
use kaipush_simulator::manifest::Asking;
use kaipush_simulator::template::{wait_launched, wait_state};
use serde_json::{Value, json};

use super::shots::shot;
use super::tale::Tale;
use crate::house::House;

const SOON: Duration = Duration::from_secs(15);

/// Plays it and prints each step.
pub async fn play(house: &House, tale: &Tale) -> Result<()> {
    let House { stage, server, app, .. } = house;
    let (firefox, profile) = (stage.firefox(), app.profile());
    let asks = app.installed().grants.notifications == Asking::Prompt;
    tale.step("started", format!("Firefox {}, push service, server, app", firefox.version()));

    let page = app.open().await?;
    wait_state(&page, if asks { "needs-permission" } else { "ready" }).await?;
    shot(&page, profile, "1-first-start").await?;
    page.press("Enter").await?;
    if asks {
        firefox.answer_prompt(SOON, Answer::Allow).await?;
        tale.step("permission", "asked in the key press, allowed");
    } else {
        tale.step("permission", "granted at installation");
    }

    wait_state(&page, "subscribed").await?;
    shot(&page, profile, "2-subscribed").await?;
    let reports = server.subscriptions().await?;
    let report = reports.first().context("the app's server got no report")?;
    tale.step("endpoint", text(&report["subscription"]["endpoint"]));
    tale.step("report", format!("{} encodings {}", report["platform"], report["encodings"]));
    app.leave().await?;
    // 2.5 ends it with the app's process.
    firefox.terminate_worker(&app.scope()).await?;
    tale.step("app closed", "its worker stopped, too");

    let log = stage.push().log().from_now();
    let payload = json!({
        "title": "Ada", "body": "Tea at eight?", "tag": "chat-7", "data": { "chat": 7 },
        "actions": [{ "action": "reply", "title": "Reply", "url": "/index.html#/chat/7" }],
        "mozbehavior": { "vibrationPattern": [30, 200, 30] }, "requireInteraction": true,
    });
    let sent = server.send(&json!({ "payload": payload })).await?;
    let sent = sent.first().context("the app's server sent nothing")?;
    ensure!(sent.status == 201, "the push was answered {}: {}", sent.status, sent.body);
    let posted = log.wait_for(|event| matches!(event, Event::Posted(_)), SOON).await?;
    tale.step("sent", posted.event);
    tale.step("payload", &payload);
    let acked = log.wait_for(|event| matches!(event, Event::Acked { .. }), SOON).await?;
    tale.step("decrypted", acked.event);

    let alert = app.alerts().wait(SOON, |alert| alert.title == "Ada").await?;
    let buttons: Vec<_> = alert.actions.iter().map(|action| &*action.title).collect();
    tale.step("notification", format!("“{}” “{}” {buttons:?}", alert.title, alert.text));
    app.touch(&alert, "reply").await?;
    tale.step("click", "on the button “Reply”");

    let page = app.front().await?;
    let launch = wait_launched(&page).await?[0].take();
    let [via, action, url] = ["via", "action", "url"].map(|name| text(&launch[name]));
    tale.step("launch", format!("via {via}: action {action}, {url}, data {}", launch["data"]));
    shot(&page, profile, "3-launched").await?;
    page.press("Backspace").await?;
    wait_state(&page, "subscribed").await?;
    shot(&page, profile, "4-inbox").await
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
