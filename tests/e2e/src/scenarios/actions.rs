//! Buttons that do something else than open the app: tell the server, or nothing.

use anyhow::{Result, ensure};
use kaipush_browser::{Alert, Closed};
use kaipush_simulator::{Build, System};
use serde_json::{Value, json};

use crate::harness::{QUIET, SOON, Scenario, Scene, only, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    [
        scenarios![
            an_answer_is_posted_while_the_app_is_open,
            an_answer_is_posted_while_the_app_is_closed,
            an_answer_is_posted_and_the_app_opened,
            an_answer_to_strangers_is_left_to_the_app,
            a_dismissing_button_opens_nothing,
            declarative_buttons_lead_where_they_say,
        ],
        only(
            |profile| profile.system == System::Kaios25,
            scenarios![an_older_build_opens_whatever_button_it_was],
        ),
    ]
    .concat()
}

/// The site that serves the app also takes its answers.
fn push(buttons: Value) -> Value {
    json!({ "title": "Ada", "id": "m1", "tag": "chat-7", "data": { "chat": 7 }, "actions": buttons })
}

fn like() -> Value {
    json!([{ "action": "like", "title": "Like", "post": "/__report" }])
}

async fn answered(scene: &Scene<'_>, alert: &Alert) -> Result<()> {
    let is = |report: &kaipush_browser::Report| report.value["id"] == "m1";
    let mut answer = scene.app.site().wait_report(SOON, is).await?.value;
    let key = answer.as_object_mut().and_then(|answer| answer.remove("key")).unwrap_or_default();
    ensure!(key.as_str().is_some_and(|key| !key.is_empty()), "an answer without a key");
    let expected = json!({ "action": "like", "id": "m1", "tag": "chat-7", "data": { "chat": 7 } });
    ensure!(answer == expected, "the server was told {answer}");
    let closed = scene.app.alerts().wait_closed(SOON, alert).await?;
    ensure!(closed == Closed::Page, "closed: {closed:?}");
    Ok(())
}

/// Nothing was opened and nothing launched.
async fn quiet(scene: &Scene<'_>) -> Result<()> {
    tokio::time::sleep(QUIET).await;
    let opened = ["openApp", "openWindow"];
    let reports = scene.app.site().reports();
    let opened: Vec<_> = reports
        .iter()
        .filter(|one| opened.iter().any(|kind| one.value["kind"] == **kind))
        .collect();
    ensure!(opened.is_empty(), "opened: {opened:?}");
    let origin = scene.app.site().origin();
    let tabs = scene.firefox().tabs().await?;
    let tabs = tabs.iter().filter(|tab| tab.url.starts_with(&origin)).count();
    ensure!(tabs <= 1, "{tabs} pages of the app");
    Ok(())
}

async fn an_answer_is_posted_while_the_app_is_open(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    scene.send(push(like())).await?;
    let alert = scene.alert("Ada").await?;
    let other = scene.elsewhere(&page).await?;
    scene.app.touch(&alert, "like").await?;
    answered(scene, &alert).await?;
    quiet(scene).await?;
    let state = page.run("return document.visibilityState;", &[]).await?;
    ensure!(state == "hidden", "the app is {state}");
    ensure!(scene.history(&page).await?["launched"] == json!([]), "a launch came");
    other.close().await
}

async fn an_answer_is_posted_while_the_app_is_closed(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    scene.app.leave().await?;
    scene.send(push(like())).await?;
    let alert = scene.alert("Ada").await?;
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    scene.app.touch(&alert, "like").await?;
    answered(scene, &alert).await?;
    quiet(scene).await
}

async fn an_answer_is_posted_and_the_app_opened(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    scene.app.leave().await?;
    let both = json!([{ "action": "like", "title": "Like", "post": "/__report", "open": true,
        "url": "/index.html#/chat/7" }]);
    scene.send(push(both)).await?;
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "like").await?;
    answered(scene, &alert).await?;
    let page = scene.app.front().await?;
    let launch = scene.launched(&page).await?;
    ensure!(launch["action"] == "like", "launch: {launch}");
    ensure!(launch["url"] == scene.app.site().url("/index.html#/chat/7"), "launch: {launch}");
    Ok(())
}

async fn an_answer_to_strangers_is_left_to_the_app(scene: &Scene<'_>) -> Result<()> {
    let stranger = kaipush_browser::Site::start().await?;
    scene.subscribe().await?.close().await?;
    let post = stranger.url("/likes");
    scene.send(push(json!([{ "action": "like", "title": "Like", "post": post }]))).await?;
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "like").await?;
    let page = scene.app.front().await?;
    let launch = scene.launched(&page).await?;
    ensure!(launch["action"] == "like", "launch: {launch}");
    scene.console(&format!("kaipush: target-refused: {post}")).await?;
    // Not even whether it would be.
    tokio::time::sleep(QUIET).await;
    ensure!(stranger.hits("/likes") == 0, "the stranger was asked");
    Ok(())
}

async fn a_dismissing_button_opens_nothing(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let later = json!([{ "action": "later", "title": "Later", "open": false }]);
    scene.send(push(later)).await?;
    let alert = scene.alert("Ada").await?;
    let other = scene.elsewhere(&page).await?;
    scene.app.touch(&alert, "later").await?;
    let closed = scene.app.alerts().wait_closed(SOON, &alert).await?;
    ensure!(closed == Closed::Page, "closed: {closed:?}");
    let action = "const [one] = (await inbox.push.history()).closed; return one && one.action;";
    let action = page.wait_for(SOON, action, &[]).await?;
    ensure!(action == "later", "closed by {action}");
    quiet(scene).await?;
    ensure!(scene.history(&page).await?["launched"] == json!([]), "a launch came");
    other.close().await
}

async fn declarative_buttons_lead_where_they_say(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    scene.app.leave().await?;
    scene
        .send(json!({ "web_push": 8030, "notification": { "title": "Ada", "navigate": "/",
            "actions": [{ "action": "read", "title": "Read", "navigate": "/index.html#/read" }] } }))
        .await?;
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "read").await?;
    let page = scene.app.front().await?;
    let launch = scene.launched(&page).await?;
    ensure!(launch["url"] == scene.app.site().url("/index.html#/read"), "launch: {launch}");
    Ok(())
}

/// It does not say which button it was (AlertsHelper.jsm): nothing is posted, nothing is lost.
async fn an_older_build_opens_whatever_button_it_was(scene: &Scene<'_>) -> Result<()> {
    let (app, _) = scene.subscribe_on(Build::OLD).await?;
    app.leave().await?;
    scene.send(push(like())).await?;
    let alert = app.alerts().wait(SOON, |alert| alert.title == "Ada").await?;
    app.touch(&alert, "like").await?;
    let page = app.front().await?;
    let launch = scene.launched(&page).await?;
    ensure!(launch["action"] == "" && launch["title"] == "Ada", "launch: {launch}");
    let answers = app.site().reports().iter().filter(|one| one.value["id"] == "m1").count();
    ensure!(answers == 0, "the server was told");
    app.close().await
}
