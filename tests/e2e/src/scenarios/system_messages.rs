//! System messages: KaiOS 3 and 4 have them for workers, and an app has to be allowed.

use anyhow::{Result, ensure};
use kaipush_browser::{Page, Permission};
use kaipush_simulator::System;
use serde_json::{Value, json};

use super::manifests::Changed;
use crate::harness::{Bare, SOON, Scenario, Scene, only, product_folder, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    [
        only(
            |profile| profile.system != System::Kaios25,
            scenarios![
                a_system_message_wakes_the_apps_handler,
                a_system_message_wakes_the_handler_in_rust,
                several_calls_at_the_first_start,
                system_messages_that_fail_are_told,
                system_messages_take_a_permission,
                a_message_in_the_older_form_is_not_subscribed,
            ],
        ),
        only(
            |profile| profile.system == System::Kaios25,
            scenarios![there_are_no_system_messages_for_workers],
        ),
    ]
    .concat()
}

/// What `subscribe` came to: `""`, or the error's code and text.
async fn subscribe(page: &Page, name: &str) -> Result<Value> {
    let subscribe = "return inbox.push.systemMessages.subscribe(arguments[0]).then(
        () => ['', ''], error => [error.code, error.message]);";
    page.wait_for(SOON, "return !!window.inbox && !!inbox.push;", &[]).await?;
    page.run(subscribe, &[json!(name)]).await
}

/// The template with the permission `alarms`.
async fn with_alarms(scene: &Scene<'_>) -> Result<Changed> {
    let allow = |manifest: &mut Value| {
        manifest["b2g_features"]["permissions"]["alarms"] = json!({});
    };
    Changed::install(scene, allow).await
}

/// The same with a handler, subscribed to them, and open.
async fn with_handler(scene: &Scene<'_>, handler: &str) -> Result<Changed> {
    let changed = with_alarms(scene).await?;
    let worker = kaipush_build::app::worker_name(&product_folder(scene.product())?)?;
    let script = format!("importScripts({worker:?});\nkaipush.onsystemmessage = {handler};");
    changed.app.site().put("/sw.js", script);
    subscribed(changed).await
}

async fn subscribed(changed: Changed) -> Result<Changed> {
    let page = changed.app.open().await?;
    let subscribed = subscribe(&page, "alarm").await?;
    ensure!(subscribed == json!(["", ""]), "subscribing to alarms: {subscribed}");
    Ok(changed)
}

async fn a_system_message_wakes_the_apps_handler(scene: &Scene<'_>) -> Result<()> {
    let tells = "function (message) {
        return fetch('/__report', { method: 'POST', body: JSON.stringify({ kind: 'heard', message: message }) });
    }";
    let changed = with_handler(scene, tells).await?;
    changed.app.leave().await?;
    scene.firefox().terminate_worker(&changed.app.scope()).await?;
    for data in [json!({ "id": 7, "deep": [{ "a": "ä" }] }), json!("text"), json!(null)] {
        changed.app.site().clear_reports();
        ensure!(changed.app.system_message("alarm", &data).await?, "not subscribed");
        let is = |report: &kaipush_browser::Report| report.value["kind"] == "heard";
        let heard = changed.app.site().wait_report(SOON, is).await?.value;
        let expected = match &data {
            Value::Null => json!({ "name": "alarm" }),
            data => json!({ "name": "alarm", "data": data }),
        };
        ensure!(heard["message"] == expected, "heard: {heard}");
    }
    // It is no push: nothing is shown.
    ensure!(changed.app.alerts().list().await?.is_empty(), "a notification came");
    changed.app.close().await
}

async fn a_system_message_wakes_the_handler_in_rust(scene: &Scene<'_>) -> Result<()> {
    let changed = with_alarms(scene).await?;
    scene.install_with_worker_on(&changed.app, "kaipush-e2e-trap", "")?;
    let changed = subscribed(changed).await?;
    // What the handler shows.
    let origin = changed.app.site().origin();
    scene.firefox().set_permission(&origin, "notifications", Permission::Granted).await?;
    changed.app.leave().await?;
    scene.firefox().terminate_worker(&changed.app.scope()).await?;
    let sent = changed.app.system_message("alarm", &json!({ "about": "the dentist" })).await?;
    ensure!(sent, "not subscribed");
    changed.app.alerts().wait(SOON, |alert| alert.title == "alarm: the dentist").await?;
    changed.app.close().await
}

/// All of them wait for one worker, which is not there yet.
async fn several_calls_at_the_first_start(scene: &Scene<'_>) -> Result<()> {
    let changed = with_alarms(scene).await?;
    let origin = changed.app.site().origin();
    scene.firefox().set_permission(&origin, "notifications", Permission::Granted).await?;
    let page = changed.app.open().await?;
    page.wait_for(SOON, "return !!window.inbox && !!inbox.push;", &[]).await?;
    let calls = "const { systemMessages } = inbox.push;
        await Promise.all([systemMessages.subscribe('alarm'), inbox.push.subscribe(), systemMessages.subscribe('activity')]);
        return (await inbox.push.state()).kind;";
    let state = page.run(calls, &[]).await?;
    ensure!(state == "subscribed", "the app is {state}");
    changed.app.close().await
}

async fn system_messages_that_fail_are_told(scene: &Scene<'_>) -> Result<()> {
    let fails = "function (message) {
        if (message.data === 'throw') throw new Error('thrown by the app');
        if (message.data === 'reject') return Promise.reject(new Error('rejected by the app'));
        kaipush.deadline = 200;
        return new Promise(function () {});
    }";
    let changed = with_handler(scene, fails).await?;
    let origin = changed.app.site().origin();
    for (data, said) in [
        ("throw", "kaipush: handler-failed: thrown by the app"),
        ("reject", "kaipush: handler-failed: rejected by the app"),
        ("hang", "kaipush: handler-failed: no answer in 100 ms"),
    ] {
        ensure!(changed.app.system_message("alarm", &json!(data)).await?, "not subscribed");
        let has = |line: &kaipush_browser::Message| line.text.contains(said);
        scene.firefox().wait_console(&origin, SOON, has).await?;
    }
    changed.app.close().await
}

async fn system_messages_take_a_permission(scene: &Scene<'_>) -> Result<()> {
    let page = scene.app.open().await?;
    for (name, says) in [
        ("alarm", "(alarm takes the permission alarms)"),
        ("sms-received", "(sms-received takes the permission sms)"),
        ("alarms", "(alarms is no name of a system message that kaipush knows)"),
        ("serviceworker-notification", "(serviceworker-notification exists on KaiOS 2.5 only)"),
    ] {
        let refused = subscribe(&page, name).await?;
        ensure!(refused[0] == "system-message-refused", "{name}: {refused}");
        let text = refused[1].as_str().unwrap_or_default();
        ensure!(text.ends_with(says), "{name}: {text}");
    }
    for name in ["activity", "media-button"] {
        let taken = subscribe(&page, name).await?;
        ensure!(taken == json!(["", ""]), "{name} takes no permission: {taken}");
    }
    Ok(())
}

async fn there_are_no_system_messages_for_workers(scene: &Scene<'_>) -> Result<()> {
    let page = scene.app.open().await?;
    let refused = subscribe(&page, "alarm").await?;
    ensure!(refused[0] == "no-system-messages", "alarm: {refused}");
    let text = refused[1].as_str().unwrap_or_default();
    ensure!(text.contains("mozSetMessageHandler"), "the text helps nobody: {text}");
    let registrations = "return (await navigator.serviceWorker.getRegistrations()).length;";
    let registrations = page.run(registrations, &[]).await?;
    ensure!(registrations == 0, "a worker was registered for nothing");
    Ok(())
}

/// 2.5's form, which the installer reads and the system knows no message by.
async fn a_message_in_the_older_form_is_not_subscribed(scene: &Scene<'_>) -> Result<()> {
    let change = |manifest: &mut Value| {
        let features = &mut manifest["b2g_features"];
        features["permissions"]["alarms"] = json!({});
        features["messages"] = json!([{ "alarm": "/index.html" }]);
        features["serviceworker"] = json!({ "script_url": "/sw.js" });
    };
    let bare = Bare::install(scene, "", change).await?;
    ensure!(!bare.app.system_message("alarm", &json!(1)).await?, "it was subscribed");
    bare.is_warned("it is read but not subscribed").await?;
    bare.close().await
}
