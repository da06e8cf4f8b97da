//! The subscription's life, from the key to its end.

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::{Page, Permission};
use kaipush_simulator::{ReferenceServer, System};
use serde_json::{Value, json};

use super::values::DROP_IT;
use crate::harness::{Proxy, QUIET, SOON, Scenario, Scene, also_on_254, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    let same = scenarios![
        unsubscribe_tells_the_server,
        unsubscribed_endpoint_is_gone,
        another_key,
        another_key_while_the_old_page_is_open,
        another_key_that_is_refused_at_first,
        another_key_without_the_permission,
        forgotten_by_the_app,
        forgotten_by_the_push_service,
        unsubscribe_after_the_push_service_forgot,
        enter_pressed_twice,
        the_last_of_two_calls_counts,
        without_a_key,
    ];
    [also_on_254(scenarios![the_report_says_all]), same].concat()
}

/// The template's subscription.
async fn endpoint(page: &Page) -> Result<Value> {
    page.run("return (await inbox.push.state()).subscription.endpoint;", &[]).await
}

async fn the_report_says_all(scene: &Scene<'_>) -> Result<()> {
    let proxy = Proxy::before(scene.server).await?;
    scene.app.configure(scene.server.public_key(), proxy.report_url());
    let page = scene.subscribe().await?;
    let reports = scene.server.subscriptions().await?;
    ensure!(reports.len() == 1, "{} reports", reports.len());
    let report = &reports[0];
    ensure!(report["subscription"]["endpoint"] == endpoint(&page).await?, "report: {report}");
    let (version, gecko) = match scene.profile().system {
        System::Kaios25 => (scene.app.build().version, 48),
        System::Kaios3 => ("3.1", 84),
        System::Kaios4 => ("4.0", 123),
    };
    let app_type = match (scene.profile().system, scene.profile().packaged) {
        (System::Kaios25, true) => "privileged",
        (System::Kaios25, false) => "hosted",
        (_, true) => "signed",
        (_, false) => "pwa",
    };
    let platform = json!({ "system": scene.profile().system.as_str(), "version": version,
        "gecko": gecko, "appType": app_type, "host": "other" });
    ensure!(report["platform"] == platform, "report: {report}");
    ensure!(report["encodings"] == json!(["aesgcm"]), "report: {report}");
    ensure!(report["vapid"] == "draft-01" && report["old"].is_null(), "report: {report}");

    // At the next start all is as it was, without another report.
    page.reload().await?;
    scene.state(&page, "subscribed").await?;
    tokio::time::sleep(QUIET).await;
    let asked = proxy.asked();
    ensure!(asked.len() == 1, "it was reported {} times: {asked:?}", asked.len());
    Ok(())
}

async fn unsubscribe_tells_the_server(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let state = page.run("return (await inbox.push.unsubscribe()).kind;", &[]).await?;
    ensure!(state == "ready", "state: {state}");
    let left = scene.server.subscriptions().await?;
    ensure!(left.is_empty(), "the server still has {left:?}");
    page.reload().await?;
    scene.state(&page, "ready").await
}

async fn unsubscribed_endpoint_is_gone(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    scene.send(json!({ "title": "Before" })).await?;
    scene.alert("Before").await?;
    // Past kaipush, which would tell the server.
    let quietly = "const registration = await navigator.serviceWorker.getRegistration('/');
        const subscription = await registration.pushManager.getSubscription();
        return await subscription.unsubscribe();";
    let gone = page.run(quietly, &[]).await?;
    ensure!(gone == true, "the browser kept the subscription");
    let answer = scene.post(json!({ "title": "After" })).await?;
    ensure!(answer[0].status == 410, "answered {}: {}", answer[0].status, answer[0].body);
    scene.alerts_stay(1).await?;
    Ok(())
}

async fn another_key(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let old = endpoint(&page).await?;
    let second = ReferenceServer::start(scene.server_config).await?;
    scene.app.configure(second.public_key(), &second.report_url());
    page.reload().await?;
    renewed(&page, &second, &old).await?;
    let sent = second.send(&json!({ "payload": { "title": "New key" } })).await?;
    ensure!(sent[0].status == 201, "answered {}: {}", sent[0].status, sent[0].body);
    scene.alert("New key").await?;
    let answer = scene.post(json!({ "title": "Old key" })).await?;
    ensure!(answer[0].status == 410, "the old endpoint answered {}", answer[0].status);
    scene.alerts_stay(1).await?;
    Ok(())
}

/// The app was updated while it was open: its old page knows only the old key, and must not bring it
/// back.
async fn another_key_while_the_old_page_is_open(scene: &Scene<'_>) -> Result<()> {
    let old_page = scene.subscribe().await?;
    let old = endpoint(&old_page).await?;
    let second = ReferenceServer::start(scene.server_config).await?;
    scene.app.configure(second.public_key(), &second.report_url());
    let page = scene.app.open().await?;
    let renewed = "const state = await inbox.push.state();
        return state.kind === 'subscribed' && state.reported === 'yes'
            && state.subscription.endpoint !== arguments[0] && state.subscription.endpoint;";
    let new = page.wait_for(SOON, renewed, std::slice::from_ref(&old)).await?;
    let reports = second.subscriptions().await?;
    ensure!(reports.len() == 1 && reports[0]["old"] == old, "reported: {reports:?}");
    let answer = scene.post(json!({ "title": "Old key" })).await?;
    ensure!(answer[0].status == 410, "the old endpoint answered {}", answer[0].status);

    old_page.focus().await?;
    old_page.wait_for(SOON, "return document.visibilityState === 'visible';", &[]).await?;
    scene.state(&old_page, "stale").await?;
    page.focus().await?;
    ensure!(endpoint(&page).await? == new, "the old page has brought its own back");
    let sent = second.send(&json!({ "payload": { "title": "New key" } })).await?;
    ensure!(sent[0].status == 201, "answered {}: {}", sent[0].status, sent[0].body);
    scene.alert("New key").await?;
    Ok(())
}

/// What an update's first start can't do, its page does as soon as it can.
async fn another_key_that_is_refused_at_first(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let old = endpoint(&page).await?;
    scene.app.leave().await?;
    let second = ReferenceServer::start(scene.server_config).await?;
    let refuse_once = "var { subscribe } = PushManager.prototype;
        PushManager.prototype.subscribe = function () {
            PushManager.prototype.subscribe = subscribe;
            return Promise.reject(new DOMException('no network', 'AbortError'));
        };";
    let config = json!({ "key": second.public_key(), "reportTo": second.report_url() });
    scene.app.site().put("/js/config.js", format!("{refuse_once}\nvar config = {config};"));
    let page = scene.app.open().await?;
    scene.console("renew-failed: subscribe-failed").await?;
    page.run("window.dispatchEvent(new Event('online'));", &[]).await?;
    renewed(&page, &second, &old).await
}

/// The user has taken it back before the update, and gives it again when the app is open.
async fn another_key_without_the_permission(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    scene.app.leave().await?;
    scene.permit(Permission::Denied).await?;
    let second = ReferenceServer::start(scene.server_config).await?;
    scene.app.configure(second.public_key(), &second.report_url());
    let page = scene.app.open().await?;
    scene.state(&page, "blocked").await?;
    scene.permit(Permission::Granted).await?;
    told(&page).await?;
    let sent = second.send(&json!({ "payload": { "title": "New key" } })).await?;
    ensure!(sent.len() == 1 && sent[0].status == 201, "sent: {sent:?}");
    scene.alert("New key").await.map(drop)
}

/// By itself: nobody presses a key.
async fn told(page: &Page) -> Result<()> {
    let told = "const state = await inbox.push.state();
        return state.kind === 'subscribed' && state.reported === 'yes';";
    page.wait_for(SOON, told, &[]).await.map(drop)
}

/// This server has been told of a new endpoint, which takes the old one's place.
pub(super) async fn renewed(page: &Page, server: &ReferenceServer, old: &Value) -> Result<()> {
    told(page).await?;
    let reports = server.subscriptions().await?;
    let report = reports.first().context("the server got no report")?;
    ensure!(report["old"] == *old, "old: {} instead of {old}", report["old"]);
    ensure!(report["subscription"]["endpoint"] != *old, "the endpoint is still the old one");
    Ok(())
}

/// The user has cleared the app's data, which the browser's subscription is none of.
async fn forgotten_by_the_app(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    page.run("await inbox.push.set('user', 'ada');", &[]).await?;
    scene.server_has(1, |known| known["values"]["user"] == "ada").await?;
    let old = endpoint(&page).await?;
    let clear = "localStorage.clear();
        const gone = indexedDB.deleteDatabase('kaipush');
        await new Promise((done, failed) => { gone.onsuccess = done; gone.onerror = failed; });";
    page.run(clear, &[]).await?;
    page.reload().await?;
    scene.state(&page, "stale").await?;
    page.press("Enter").await?;
    scene.state(&page, "subscribed").await?;
    let known = scene.server_has(1, |report| report["old"] == old).await?;
    ensure!(known[0]["values"]["user"] == "ada", "what stood beside it is lost: {}", known[0]);
    scene.send(json!({ "title": "Again" })).await?;
    scene.alert("Again").await.map(drop)
}

async fn forgotten_by_the_push_service(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let old = endpoint(&page).await?;
    scene.lose_subscriptions();
    let gone = "const { subscription } = await inbox.push.state();
        return !subscription || subscription.endpoint !== arguments[0];";
    page.wait_for(SOON, gone, std::slice::from_ref(&old)).await?;
    page.reload().await?;
    scene.state(&page, "subscribed").await?;
    scene.server_has(1, |report| report["old"] == old).await?;
    scene.send(json!({ "title": "Again" })).await?;
    scene.alert("Again").await?;
    Ok(())
}

async fn without_a_key(scene: &Scene<'_>) -> Result<()> {
    scene.app.configure("", &scene.server.report_url());
    let page = scene.subscribe().await?;
    let warned = "return !!document.querySelector('.warning[data-code=no-key]');";
    ensure!(page.run(warned, &[]).await? == true, "the app shows no warning `no-key`");
    let refused = scene.post(json!({ "title": "Data" })).await?;
    ensure!(refused[0].status == 401, "data was answered {}", refused[0].status);
    scene.send(Value::Null).await?;
    scene.alert("New message").await?;
    scene.alerts_stay(1).await?;
    Ok(())
}

/// The server is told even of an endpoint that the browser no longer has.
async fn unsubscribe_after_the_push_service_forgot(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    // Past kaipush, which would renew it.
    let left = [DROP_IT, "return await registration.pushManager.getSubscription();"].concat();
    ensure!(page.run(&left, &[]).await?.is_null(), "the browser still has it");
    let state = page.run("return (await inbox.push.unsubscribe()).kind;", &[]).await?;
    ensure!(state == "ready", "state: {state}");
    scene.server_knows(0).await?;
    Ok(())
}

/// The second press must not undo the first.
async fn enter_pressed_twice(scene: &Scene<'_>) -> Result<()> {
    let page = scene.ready().await?;
    let twice =
        "const states = await Promise.all([inbox.push.subscribe(), inbox.push.subscribe()]);
        return states.map(state => state.subscription && state.subscription.endpoint);";
    let endpoints = page.run(twice, &[]).await?;
    ensure!(endpoints[0].is_string() && endpoints[0] == endpoints[1], "endpoints: {endpoints}");
    let reports = scene.server.subscriptions().await?;
    let known: Vec<_> = reports.iter().map(|report| &report["subscription"]["endpoint"]).collect();
    ensure!(known == [&endpoints[0]], "the server has {known:?}");
    scene.send(json!({ "title": "Once" })).await?;
    scene.alert("Once").await?;
    scene.alerts_stay(1).await?;
    Ok(())
}

/// The user switches push off and on again before the first is done.
async fn the_last_of_two_calls_counts(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let calls = "const gone = inbox.push.unsubscribe();
        const back = inbox.push.subscribe();
        return [(await gone).kind, (await back).kind, (await inbox.push.state()).kind];";
    let states = page.run(calls, &[]).await?;
    ensure!(states == json!(["ready", "subscribed", "subscribed"]), "states: {states}");
    let current = endpoint(&page).await?;
    scene.server_has(1, |known| known["subscription"]["endpoint"] == current).await.map(drop)
}
