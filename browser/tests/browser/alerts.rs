//! From a push to a click, with the mock alerts service.

use std::time::Duration;

use anyhow::Result;
use kaipush_browser::{Alert, Closed, Permission};
use libtest_mimic::Trial;
use serde_json::json;

use crate::Shared;
use crate::setting::{SOON, Setting};

pub fn trials(shared: &Shared) -> Vec<Trial> {
    vec![
        shared.trial("alerts::push_shows_and_click_reports", click),
        shared.trial("alerts::action_click_names_the_action", action),
        shared.trial("alerts::user_and_app_close", close),
        shared.trial("alerts::know_whether_the_page_of_their_time_is_open", stays),
        shared.trial("alerts::same_tag_replaces", replace),
        shared.trial("alerts::click_opens_a_window", open_window),
        shared.trial("alerts::other_origins_are_not_seen", origins),
        shared.trial("alerts::denied_shows_nothing", denied),
        shared.trial("alerts::a_changed_interface_is_named", changed_interface),
    ]
}

async fn click(setting: &Setting<'_>) -> Result<()> {
    setting.open_with_worker().await?;
    let payload = json!({
        "title": "Grüße", "body": "b", "tag": "t", "data": {"nested": [1, "ü"]},
        "requireInteraction": true, "icon": "/icon.png", "lang": "de",
    });
    setting.push(payload).await?;
    let alerts = setting.alerts();
    let alert = alerts.wait(SOON, |alert| alert.title == "Grüße").await?;
    assert_eq!(alert.text, "b");
    assert!(alert.require_interaction);
    assert_eq!(alert.lang, "de");
    assert!(alert.is_showing());

    alerts.click(&alert).await?;
    let clicked = setting.report("clicked").await?;
    assert_eq!(
        clicked,
        json!({"clicked": "Grüße", "action": "", "data": {"nested": [1, "ü"]}, "tag": "t"})
    );
    assert_eq!(alerts.showing().await?.len(), 1);
    Ok(())
}

async fn action(setting: &Setting<'_>) -> Result<()> {
    setting.open_with_worker().await?;
    let actions = json!([{"action": "reply", "title": "R"}, {"action": "later", "title": "L"}]);
    setting.push(json!({"title": "two", "actions": actions})).await?;
    let alerts = setting.alerts();
    let alert = alerts.wait(SOON, Alert::is_showing).await?;
    assert_eq!(alert.actions[1].title, "L");

    let error = alerts.click_action(&alert, "never").await.unwrap_err();
    assert!(error.to_string().contains("it has: reply, later"), "{error}");
    alerts.click_action(&alert, "later").await?;
    assert_eq!(setting.report("clicked").await?["action"], "later");
    Ok(())
}

async fn close(setting: &Setting<'_>) -> Result<()> {
    setting.open_with_worker().await?;
    let alerts = setting.alerts();

    setting.push(json!({"title": "by user"})).await?;
    let alert = alerts.wait(SOON, Alert::is_showing).await?;
    alerts.close(&alert).await?;
    assert_eq!(setting.report("closed").await?["closed"], "by user");
    assert_eq!(alerts.wait_closed(SOON, &alert).await?, Closed::User);
    let error = alerts.click(&alert).await.unwrap_err();
    assert!(error.to_string().contains("no longer shown"), "{error}");

    setting.push(json!({"title": "by app", "data": {"close": true}})).await?;
    let alert = alerts.wait(SOON, Alert::is_showing).await?;
    alerts.click(&alert).await?;
    assert_eq!(alerts.wait_closed(SOON, &alert).await?, Closed::Page);
    assert_eq!(alerts.count().await?, 2);
    Ok(())
}

async fn stays(setting: &Setting<'_>) -> Result<()> {
    let page = setting.open_with_worker().await?;
    let alerts = setting.alerts();
    let now = async |title: &str| alerts.wait(SOON, |alert| alert.title == title).await;
    setting.push(json!({"title": "while open"})).await?;
    assert!(now("while open").await?.app_stays);
    page.close().await?;
    assert!(!now("while open").await?.app_stays);
    setting.push(json!({"title": "while closed"})).await?;
    now("while closed").await?;
    setting.open().await?;
    assert!(!now("while open").await?.app_stays, "it is another page");
    assert!(!now("while closed").await?.app_stays);
    Ok(())
}

async fn replace(setting: &Setting<'_>) -> Result<()> {
    let page = setting.open_with_worker().await?;
    let alerts = setting.alerts();
    setting.push(json!({"title": "one", "tag": "t"})).await?;
    let one = alerts.wait(SOON, |alert| alert.title == "one").await?;
    setting.push(json!({"title": "two", "tag": "t"})).await?;
    let two = alerts.wait(SOON, |alert| alert.title == "two").await?;

    assert_eq!(one.name, two.name);
    assert_eq!(alerts.wait_closed(SOON, &one).await?, Closed::Replaced);
    let titles = "const registration = await navigator.serviceWorker.ready;
        const all = await registration.getNotifications();
        return all.map((one) => one.title);";
    assert_eq!(page.run(titles, &[]).await?, json!(["two"]));
    Ok(())
}

async fn open_window(setting: &Setting<'_>) -> Result<()> {
    setting.open_with_worker().await?;
    setting.firefox.open("about:blank").await?;
    setting.firefox.close_tabs(&setting.site.origin()).await?;

    setting.push(json!({"title": "open", "data": {"open": "/?launched"}})).await?;
    let alerts = setting.alerts();
    let alert = alerts.wait(SOON, Alert::is_showing).await?;
    alerts.click(&alert).await?;
    let launched = setting.site.url("/?launched");
    let page = setting.firefox.wait_tab(SOON, |tab| tab.url == launched).await?;
    let visible = "return document.visibilityState == 'visible';";
    page.wait_for(SOON, visible, &[]).await?;
    Ok(())
}

async fn origins(setting: &Setting<'_>) -> Result<()> {
    setting.open_with_worker().await?;
    let other = Setting::start(setting.firefox).await?;
    other.open_with_worker().await?;
    other.push(json!({"title": "not for you"})).await?;
    other.alerts().wait(SOON, Alert::is_showing).await?;

    setting.push(json!({"title": "for you"})).await?;
    setting.alerts().wait(SOON, Alert::is_showing).await?;
    let missing =
        setting.alerts().wait(Duration::from_millis(100), |alert| alert.title == "gone").await;
    let error = missing.unwrap_err().to_string();
    assert!(error.contains("\"for you\" \"\" (showing)"), "{error}");
    assert!(!error.contains("not for you"), "{error}");
    Ok(())
}

async fn denied(setting: &Setting<'_>) -> Result<()> {
    let page = setting.open_with_worker().await?;
    setting
        .firefox
        .set_permission(&setting.site.origin(), "notifications", Permission::Denied)
        .await?;
    let show = "const registration = await navigator.serviceWorker.ready;
        await registration.showNotification('never');";
    let error = page.run(show, &[]).await.unwrap_err();
    assert!(error.to_string().contains("Permission"), "{error}");
    assert_eq!(setting.alerts().count().await?, 0);
    Ok(())
}

/// The check that every launch makes, asked for members no Firefox has.
async fn changed_interface(setting: &Setting<'_>) -> Result<()> {
    let check = include_str!("../../src/js/interfaces.js");
    assert_eq!(setting.firefox.chrome(check, &[]).await?, json!([]));
    let check = check
        .replace("\"closeAlert\"", "\"closeAlerts\"")
        .replace("push/Notifier;1", "push/Notifier;2");
    let changes = setting.firefox.chrome(&check, &[]).await?;
    assert_eq!(changes[0], "nsIAlertsService.closeAlerts is missing");
    let second = changes[1].as_str().unwrap_or_default();
    assert!(second.starts_with("nsIPushNotifier can't be reached"), "{second}");
    assert_eq!(changes.as_array().map(Vec::len), Some(2));
    Ok(())
}
