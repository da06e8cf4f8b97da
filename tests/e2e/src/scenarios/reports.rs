//! What became of each push, told to the app's server.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use kaipush_browser::Page;
use serde_json::{Value, json};

use crate::harness::{Fault, Proxy, QUIET, Scenario, Scene, once_per_system, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![
        delivered_clicked_and_closed_are_told,
        a_click_that_opens_the_closed_app_is_told,
        nobody_is_told_unless_the_app_says_whom,
        events_outlive_a_dead_server_and_worker,
        a_closed_app_tells_within_its_time,
        a_buttons_answer_waits_for_the_server,
    ])
}

/// A subscribed app that tells its events to a proxy before the reference server, within so many
/// milliseconds.
async fn telling(scene: &Scene<'_>, within: u32) -> Result<(Page, Proxy)> {
    let events = Proxy::before(scene.server).await?;
    scene.app.configure_with(&json!({
        "key": scene.server.public_key(), "reportTo": scene.server.report_url(),
        "eventsTo": events.events_url(), "eventsWithin": within, "timeout": 3000,
    }));
    let page = scene.subscribe().await?;
    Ok((page, events))
}

fn push(id: &str) -> Value {
    let buttons = json!([{ "action": "reply", "title": "Reply" }]);
    json!({ "title": format!("Push {id}"), "id": id, "actions": buttons })
}

/// What differs each time left out.
fn plain(asked: &Value) -> Value {
    let mut event = asked["event"].clone();
    if let Some(event) = event.as_object_mut() {
        event.remove("key");
        event.remove("at");
    }
    event
}

async fn delivered_clicked_and_closed_are_told(scene: &Scene<'_>) -> Result<()> {
    let (_page, events) = telling(scene, 0).await?;
    scene.send(push("m1")).await?;
    let alert = scene.alert("Push m1").await?;
    events.wait(1).await?;
    scene.app.touch(&alert, "reply").await?;
    events.wait(2).await?;
    scene.send(push("m2")).await?;
    let alert = scene.alert("Push m2").await?;
    events.wait(3).await?;
    scene.app.alerts().close(&alert).await?;
    let told = events.wait(4).await?;
    let told: Vec<_> = told.iter().map(|asked| plain(&asked.body)).collect();
    let about = |id: &str| json!({ "id": id, "tag": id });
    let event = |id: &str, kind: &str, name: &str, value: Value| {
        let mut event = about(id);
        event["type"] = json!(kind);
        event[name] = value;
        event
    };
    let expected = [
        event("m1", "delivered", "shown", json!(true)),
        event("m1", "clicked", "action", json!("reply")),
        event("m2", "delivered", "shown", json!(true)),
        event("m2", "closed", "how", json!("user")),
    ];
    ensure!(told == expected, "told: {told:?}");
    tokio::time::sleep(QUIET).await;
    ensure!(events.asked().len() == 4, "more was told: {:?}", events.asked());
    // The server has each of them, and of which phone.
    let known = scene.server.events().await?;
    let endpoint = &scene.server.subscriptions().await?[0]["subscription"]["endpoint"];
    let ours = known.iter().filter(|event| event["endpoint"] == *endpoint).count();
    ensure!(ours == 4, "the server has {known:?}");
    Ok(())
}

/// By the worker, which did not run before.
async fn a_click_that_opens_the_closed_app_is_told(scene: &Scene<'_>) -> Result<()> {
    let (_, events) = telling(scene, 0).await?;
    scene.app.leave().await?;
    scene.send(push("m1")).await?;
    let alert = scene.alert("Push m1").await?;
    events.wait(1).await?;
    // It has the answer, too, and sends nothing again.
    tokio::time::sleep(QUIET).await;
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    scene.app.touch(&alert, "").await?;
    let page = scene.app.front().await?;
    scene.launched(&page).await?;
    events.wait(2).await?;
    tokio::time::sleep(QUIET).await;
    let told = events.asked().split_off(1);
    let told: Vec<_> = told.iter().map(|asked| plain(&asked.body)).collect();
    let clicked = json!({ "type": "clicked", "id": "m1", "tag": "m1", "action": "" });
    ensure!(told == [clicked], "told: {told:?}");
    Ok(())
}

async fn nobody_is_told_unless_the_app_says_whom(scene: &Scene<'_>) -> Result<()> {
    let proxy = Proxy::before(scene.server).await?;
    scene.app.configure_with(&json!({
        "key": scene.server.public_key(), "reportTo": proxy.report_url(), "eventsWithin": 0,
    }));
    scene.subscribe().await?;
    scene.send(push("m1")).await?;
    let alert = scene.alert("Push m1").await?;
    scene.app.touch(&alert, "").await?;
    tokio::time::sleep(QUIET).await;
    ensure!(proxy.asked().len() == 1, "told: {:?}", proxy.asked());
    Ok(())
}

/// Neither the server nor the worker was there when it happened.
async fn events_outlive_a_dead_server_and_worker(scene: &Scene<'_>) -> Result<()> {
    let (_, events) = telling(scene, 0).await?;
    scene.app.leave().await?;
    events.always(Some(Fault::Status(503)));
    scene.send(push("m1")).await?;
    scene.alert("Push m1").await?;
    events.wait(1).await?;
    // A worker that dies before it has the answer leaves a lease, which is waited for.
    tokio::time::sleep(QUIET).await;
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    events.always(None);
    // It is tried again after a second at the earliest.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    scene.send(push("m2")).await?;
    scene.alert("Push m2").await?;
    let told = events.wait(3).await?;
    let ids: Vec<_> = told.iter().map(|asked| asked.body["event"]["id"].clone()).collect();
    ensure!(ids == ["m1", "m1", "m2"], "told: {told:?}");
    let keys: Vec<_> = told.iter().map(|asked| &asked.body["event"]["key"]).collect();
    ensure!(keys[0] == keys[1] && keys[0] != keys[2], "keys: {keys:?}");
    Ok(())
}

async fn a_closed_app_tells_within_its_time(scene: &Scene<'_>) -> Result<()> {
    let within = Duration::from_millis(2500);
    let late = "var random = Math.random;
        Math.random = function () { return 0.5 + random() / 2; };";
    scene.worker(late)?;
    let (_, events) = telling(scene, 2500).await?;
    scene.app.leave().await?;
    let begun = Instant::now();
    scene.send(push("m1")).await?;
    scene.alert("Push m1").await?;
    let told = events.wait(1).await?;
    // The push itself, and the request, take their time, too.
    let took = told[0].at - begun;
    ensure!(took >= within / 2, "told after {took:?}, as if all phones had");
    ensure!(took < within + Duration::from_secs(3), "told after {took:?}");
    Ok(())
}

/// What the user has said with a button is not lost with a server that is down.
async fn a_buttons_answer_waits_for_the_server(scene: &Scene<'_>) -> Result<()> {
    let server = Proxy::before(scene.server).await?;
    let origin = server.url("");
    scene.worker(&format!("kaipush.allow = ['{origin}'];"))?;
    let page = scene.subscribe().await?;
    let other = scene.elsewhere(&page).await?;
    server.next([Fault::Status(503), Fault::Status(204)]);
    let like = json!([{ "action": "like", "title": "Like", "post": format!("{origin}/likes") }]);
    scene.send(json!({ "title": "Ada", "id": "m1", "actions": like })).await?;
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "like").await?;
    server.wait(1).await?;
    scene.console(&format!("kaipush: answer-failed: {origin}/likes")).await?;
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    scene.send(push("m2")).await?;
    let told = server.wait(2).await?;
    // The same key tells the server that it is the same answer.
    let key = &told[0].body["key"];
    let answer = json!({ "key": key, "action": "like", "id": "m1", "tag": "m1" });
    ensure!(key.is_string() && told.iter().all(|asked| asked.body == answer), "told: {told:?}");
    other.close().await
}
