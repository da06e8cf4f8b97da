//! A push becomes a notification.

use anyhow::{Result, ensure};
use kaipush_browser::{Closed, Message};
use kaipush_simulator::{Profile, System};
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, also_on_254, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    let same = scenarios![
        same_tag_replaces,
        the_page_is_told,
        closing_is_recorded_and_told,
        worker_terminated_between_pushes,
        the_console_stays_empty,
    ];
    [also_on_254(scenarios![arrives_with_all_it_carries]), same].concat()
}

async fn arrives_with_all_it_carries(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    let mut behavior = json!({
        "noscreen": true, "noclear": true, "showOnlyOnce": true,
        "soundFile": "https://example.org/ring.ogg", "vibrationPattern": [30, 200, 30],
    });
    if scene.has_newer_options() {
        behavior["loopControl"] = json!({ "sound": true, "soundMaxDuration": 5000 });
    }
    let data = json!({ "chat": 7, "from": ["Åsa", { "deep": true }] });
    scene
        .send(json!({
            "title": "Grüße", "body": "Tee um fünf?", "tag": "chat-7", "lang": "de", "dir": "ltr",
            "icon": "/icons/icon-56.png", "requireInteraction": true, "data": data,
            "actions": [{ "action": "yes", "title": "Ja" }, { "action": "no", "title": "Nein" }],
            "mozbehavior": behavior, "image": "/icons/icon-112.png", "silent": true,
        }))
        .await?;

    let alert = scene.alert("Grüße").await?;
    ensure!(alert.text == "Tee um fünf?", "body: {}", alert.text);
    ensure!(alert.require_interaction && alert.lang == "de" && alert.dir == "ltr", "{alert:?}");
    ensure!(alert.image.ends_with("/icons/icon-56.png"), "icon: {}", alert.image);
    let actions: Vec<_> = alert.actions.iter().map(|a| (&*a.action, &*a.title)).collect();
    ensure!(actions == [("yes", "Ja"), ("no", "Nein")], "actions: {actions:?}");

    let shown = scene.report("showNotification").await?;
    let options = &shown["options"];
    ensure!(options["mozbehavior"] == behavior, "mozbehavior: {}", options["mozbehavior"]);
    let newer = scene.has_newer_options();
    let image = newer.then_some("/icons/icon-112.png");
    ensure!(options["image"].as_str() == image, "image: {}", options["image"]);
    ensure!(options["silent"].as_bool() == newer.then_some(true), "silent: {}", options["silent"]);
    ensure!(alert.silent == newer, "silent: {}", alert.silent);
    ensure!(options["tag"] == "chat-7", "tag: {}", options["tag"]);
    ensure!(options["data"]["data"] == data, "data: {}", options["data"]);
    scene.alerts_stay(1).await?;
    Ok(())
}

async fn same_tag_replaces(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    scene.send(json!({ "title": "One", "tag": "news" })).await?;
    let first = scene.alert("One").await?;
    scene.send(json!({ "title": "Two", "tag": "news" })).await?;
    scene.alert("Two").await?;
    let reason = scene.app.alerts().wait_closed(SOON, &first).await?;
    ensure!(reason == Closed::Replaced, "the first was closed: {reason:?}");
    let alerts = scene.alerts_stay(2).await?;
    let showing: Vec<_> = alerts.iter().filter(|a| a.is_showing()).map(|a| &*a.title).collect();
    ensure!(showing == ["Two"], "showing: {showing:?}");
    Ok(())
}

async fn the_page_is_told(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    scene.send(json!({ "title": "Look", "body": "here", "tag": "x", "data": [1] })).await?;
    let item = "return !!document.querySelector('.item[data-title=Look]');";
    page.wait_for(SOON, item, &[]).await?;
    let history = scene.history(&page).await?;
    let entry = &history["received"][0];
    ensure!(entry["body"] == "here" && entry["tag"] == "x", "received: {entry}");
    ensure!(entry["data"] == json!([1]) && entry["shown"] == true, "received: {entry}");
    ensure!(history["received"][1].is_null(), "one push, but: {}", history["received"]);
    Ok(())
}

async fn closing_is_recorded_and_told(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "kaipush.onclose = function (closed) { kaipushReport({ kind: 'onclose', closed: closed }); };",
    )?;
    let page = scene.subscribe().await?;
    scene.send(json!({ "title": "Gone", "body": "soon", "tag": "t", "data": { "n": 1 } })).await?;
    let alert = scene.alert("Gone").await?;
    scene.app.alerts().close(&alert).await?;
    let told = scene.report("onclose").await?;
    let expected = json!({ "title": "Gone", "body": "soon", "tag": "t", "data": { "n": 1 } });
    ensure!(told["closed"] == expected, "onclose: {}", told["closed"]);

    let closed = "return (await inbox.push.history()).closed.map(one => one.title).join();";
    let titles = page.wait_for(SOON, closed, &[]).await?;
    ensure!(titles == "Gone", "closed: {titles}");
    scene.alerts_stay(1).await?;
    let history = scene.history(&page).await?;
    ensure!(history["launched"] == json!([]), "launched: {}", history["launched"]);
    Ok(())
}

async fn worker_terminated_between_pushes(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    for title in ["One", "Two", "Three"] {
        scene.send(json!({ "title": title })).await?;
        scene.alert(title).await?;
        scene.firefox().terminate_worker(&scene.app.scope()).await?;
    }
    scene.alerts_stay(3).await?;
    scene.alive().await
}

/// A running app writes no warnings, nor does the browser about it.
async fn the_console_stays_empty(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    page.reload().await?;
    scene.state(&page, "subscribed").await?;
    scene.send(json!({ "title": "Quiet", "tag": "q", "vibrate": [30], "data": 1 })).await?;
    let alert = scene.alert("Quiet").await?;
    scene.app.touch(&alert, "").await?;
    scene.launched(&page).await?;
    page.run("await inbox.push.notify('Own', { tag: 'own' });", &[]).await?;
    scene.alert("Own").await?;
    page.run("await inbox.push.unsubscribe();", &[]).await?;
    let console = scene.firefox().console(&scene.app.site().origin()).await?;
    // On a package of KaiOS 4 the browser itself says that it refuses WebAssembly.
    let said = |line: &&Message| line.category == "CSP_CSPWasmEvalScriptViolation";
    let refuses = scene.profile() == Profile::packaged(System::Kaios4);
    let problems: Vec<_> =
        console.iter().filter(|line| line.is_problem() && !(refuses && said(line))).collect();
    ensure!(problems.is_empty(), "the console has {problems:?}");
    Ok(())
}
