//! Pushes that come twice, or too many at once.

use anyhow::{Result, ensure};
use kaipush_browser::{Page, Report};
use kaipush_simulator::Product;
use serde_json::{Value, json};

use crate::harness::{SOON, Scenario, Scene, also_on_254, once_per_system, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    let guard = scenarios![
        a_repeat_shows_nothing,
        a_repeat_at_the_same_time_is_one_notification,
        a_repeat_without_storage_replaces,
        a_push_that_was_not_shown_is_not_known,
        a_flood_becomes_one,
        unread_ones_are_counted,
        of_many_at_once_each_is_counted,
        many_at_once_become_one,
    ];
    let quiet = scenarios![soon_again_is_quiet, at_night_nothing_wakes_the_user];
    [once_per_system(guard), also_on_254(once_per_system(quiet))].concat()
}

/// 2.5 may deliver a push twice; also after the user has closed the first, and in another worker.
async fn a_repeat_shows_nothing(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "kaipush.deadline = 400;
        kaipush.onpush = function (message) { kaipushReport({ kind: 'asked', id: message.id }); };",
    )?;
    let page = scene.subscribe().await?;
    let push = json!({ "title": "Once", "id": "m-1042", "tag": "inbox" });
    scene.send(push.clone()).await?;
    let alert = scene.alert("Once").await?;
    listed(&page, 1).await?;
    scene.app.alerts().close(&alert).await?;
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    scene.send(push).await?;
    scene.alerts_stay(1).await?;
    scene.send(json!({ "title": "Next", "id": "m-1043" })).await?;
    scene.alert("Next").await?;
    scene.alerts_stay(2).await?;
    listed(&page, 2).await?;
    let asked = scene.reports("asked").len();
    ensure!(asked == 2, "the handler was asked {asked} times");
    Ok(())
}

/// Waits until so many pushes are listed.
async fn listed(page: &Page, count: usize) -> Result<()> {
    let listed = "return (await inbox.push.history()).received.length === arguments[0];";
    page.wait_for(SOON, listed, &[json!(count)]).await.map(drop)
}

async fn a_repeat_at_the_same_time_is_one_notification(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    let push = json!({ "title": "Twice", "id": "m-1" });
    let (one, other) = tokio::join!(scene.send(push.clone()), scene.send(push));
    one.and(other)?;
    scene.alert("Twice").await?;
    scene.alerts_stay(1).await.map(drop)
}

async fn a_repeat_without_storage_replaces(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "Object.defineProperty(self, 'indexedDB', { value: null });
        // What tells the two apart.
        kaipush.onpush = function (message) { return { title: message.title, body: String(times++) }; };
        var times = 1;",
    )?;
    scene.subscribe().await?;
    let push = json!({ "title": "Twice", "id": "m-1" });
    for times in ["1", "2"] {
        scene.send(push.clone()).await?;
        scene.app.alerts().wait(SOON, |one| one.text == times).await?;
    }
    let alerts = scene.alerts_stay(2).await?;
    let showing: Vec<_> = alerts.iter().filter(|one| one.is_showing()).collect();
    ensure!(showing.len() == 1 && showing[0].text == "2", "showing: {showing:?}");
    let is = |report: &Report| report.value["options"]["body"] == "2";
    let second = scene.app.site().wait_report(SOON, is).await?;
    let behavior = &second.value["options"]["mozbehavior"];
    ensure!(behavior["noscreen"] == true, "the repeat is not quiet: {second:?}");
    let console = scene.firefox().console(&scene.app.site().origin()).await?;
    let told = console.iter().filter(|line| line.text.contains("store-failed: received")).count();
    ensure!(told == 2, "two pushes, and {told} warnings");
    Ok(())
}

/// A worker that is killed before it has shown a push must show it when it comes again.
async fn a_push_that_was_not_shown_is_not_known(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "kaipush.deadline = 4000;
        kaipush.onpush = function (message) {
            return kaipushReport({ kind: 'asked' }).then(function () {
                return message.payload.hang && new Promise(function () {});
            });
        };",
    )?;
    let page = scene.subscribe().await?;
    scene.send(json!({ "title": "Lost", "id": "m-1", "hang": true })).await?;
    scene.report("asked").await?;
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    scene.alerts_stay(0).await?;
    scene.send(json!({ "title": "Found", "id": "m-1" })).await?;
    scene.alert("Found").await?;
    listed(&page, 1).await?;
    // By the core and the app's handler, in time: the shim's fallback shows the same.
    let asked = scene.reports("asked").len();
    ensure!(asked == 2, "the handler was asked {asked} times");
    scene.alive().await
}

async fn soon_again_is_quiet(scene: &Scene<'_>) -> Result<()> {
    scene.worker("kaipush.flood = { seconds: 30 };")?;
    scene.subscribe().await?;
    for title in ["First", "Second"] {
        let behavior = json!({ "vibrationPattern": [300] });
        scene.send(json!({ "title": title, "tag": "chat", "mozbehavior": behavior })).await?;
        scene.alert(title).await?;
    }
    let first = options(scene, "First").await?;
    ensure!(first["mozbehavior"]["vibrationPattern"] == json!([300]), "the first: {first}");
    let second = options(scene, "Second").await?;
    let quiet = match scene.product() {
        // A millisecond is nothing; without a pattern 2.5 would vibrate by its own.
        Product::Kaios25 => json!({ "noscreen": true, "vibrationPattern": [1] }),
        Product::Kaios3 => json!({ "noscreen": true }),
    };
    ensure!(second["mozbehavior"] == quiet, "the second: {second}");
    let alert = scene.alert("Second").await?;
    ensure!(alert.silent == scene.has_newer_options(), "silent: {}", alert.silent);
    let alerts = scene.alerts_stay(2).await?;
    ensure!(alerts.iter().filter(|one| one.is_showing()).count() == 1, "{alerts:?}");
    Ok(())
}

/// By the phone's clock, and as the app's handler wants it for this user.
async fn at_night_nothing_wakes_the_user(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "kaipush.onpush = function (message) {
            var hour = new Date().getHours();
            kaipush.quiet = message.data === 'night' && { from: hour + ':00', to: (hour + 1) % 24 + ':59' };
        };",
    )?;
    scene.subscribe().await?;
    for time in ["night", "day"] {
        let behavior = json!({ "vibrationPattern": [300] });
        scene.send(json!({ "title": time, "data": time, "mozbehavior": behavior })).await?;
        scene.alert(time).await?;
    }
    let (night, day) = (options(scene, "night").await?, options(scene, "day").await?);
    ensure!(day["mozbehavior"] == json!({ "vibrationPattern": [300] }), "by day: {day}");
    ensure!(night["mozbehavior"]["noscreen"] == true, "at night: {night}");
    let silent = scene.alert("night").await?.silent;
    ensure!(silent == scene.has_newer_options(), "silent: {silent}");
    Ok(())
}

/// What was given to `showNotification` for the one with this title.
async fn options(scene: &Scene<'_>, title: &str) -> Result<Value> {
    let is = |report: &Report| {
        report.value["kind"] == "showNotification" && report.value["title"] == title
    };
    Ok(scene.app.site().wait_report(SOON, is).await?.value["options"].clone())
}

async fn a_flood_becomes_one(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "kaipush.flood = { most: 2, text: '{count} weitere' };
        kaipush.fallback = { title: 'Post' };",
    )?;
    let page = scene.subscribe().await?;
    for title in ["One", "Two"] {
        scene.send(json!({ "title": title, "tag": title, "url": "/index.html#/x" })).await?;
        scene.alert(title).await?;
    }
    let further = [("Three", "1 weitere"), ("Four", "2 weitere"), ("Five", "3 weitere")];
    for (at, (title, text)) in further.into_iter().enumerate() {
        scene.send(json!({ "title": title })).await?;
        scene.app.alerts().wait(SOON, |one| one.title == "Post" && one.text == text).await?;
        listed(&page, at + 3).await?;
    }
    // One with a tag that is there replaces its own, as always.
    scene.send(json!({ "title": "Two again", "tag": "Two" })).await?;
    scene.alert("Two again").await?;
    scene.alerts_stay(6).await?;
    let mut showing: Vec<_> = scene.app.alerts().showing().await?;
    showing.sort_by(|one, other| one.title.cmp(&other.title));
    let showing: Vec<_> = showing.iter().map(|one| &*one.title).collect();
    ensure!(showing == ["One", "Post", "Two again"], "showing: {showing:?}");
    listed(&page, 6).await?;
    let history = scene.history(&page).await?;
    ensure!(history["received"][1]["title"] == "Five", "listed: {history}");
    Ok(())
}

/// KaiOS has no badge, so the count stands in the text.
async fn unread_ones_are_counted(scene: &Scene<'_>) -> Result<()> {
    scene.worker("kaipush.unread = '{title} ({count})';")?;
    let page = scene.subscribe().await?;
    let pushes = [
        ("ada", "ada"),
        ("ada", "ada (2)"),
        ("bob", "bob"),
        ("ada", "ada (3)"),
        ("", "New message"),
    ];
    for (at, (tag, title)) in pushes.into_iter().enumerate() {
        let name = if tag.is_empty() { "New message" } else { tag };
        scene.send(json!({ "title": name, "tag": tag })).await?;
        scene.alert(title).await?;
        listed(&page, at + 1).await?;
        if at == 0 {
            // Nothing of it is in a worker's memory.
            scene.firefox().terminate_worker(&scene.app.scope()).await?;
        }
    }
    let alert = scene.alert("ada (3)").await?;
    scene.app.touch(&alert, "").await?;
    let launch = scene.launched(&page).await?;
    ensure!(launch["count"] == 3, "launched: {launch}");
    // Seen: it begins anew.
    let before = scene.app.alerts().count().await?;
    scene.send(json!({ "title": "ada", "tag": "ada" })).await?;
    scene.app.alerts().wait(SOON, |one| one.title == "ada" && one.is_showing()).await?;
    scene.alerts_stay(before + 1).await?;
    Ok(())
}

/// A phone that was off gets at once what has come meanwhile. The handler holds them up until all are there.
const TOGETHER: &str = "kaipush.onpush = function () {
        return new Promise(function (done) { setTimeout(done, 1000); });
    };";

async fn all_at_once(scene: &Scene<'_>, pushes: impl Iterator<Item = Value>) -> Result<()> {
    for push in pushes {
        let (scope, text) = (scene.app.scope(), push.to_string());
        scene.firefox().notify_push(&scope, Some(text.as_bytes())).await?;
    }
    Ok(())
}

async fn of_many_at_once_each_is_counted(scene: &Scene<'_>) -> Result<()> {
    scene.worker(&format!("kaipush.unread = '{{title}} ({{count}})'; {TOGETHER}"))?;
    scene.subscribe().await?;
    let push = |id| json!({ "title": "Ada", "tag": "ada", "id": format!("m-{id}") });
    all_at_once(scene, (0..4).map(push)).await?;
    for title in ["Ada", "Ada (2)", "Ada (3)", "Ada (4)"] {
        scene.alert(title).await?;
    }
    scene.alerts_stay(4).await.map(drop)
}

async fn many_at_once_become_one(scene: &Scene<'_>) -> Result<()> {
    let flood = "kaipush.flood = { most: 2, text: '{count} weitere' };
        kaipush.fallback = { title: 'Post' };";
    scene.worker(&format!("{flood} {TOGETHER}"))?;
    scene.subscribe().await?;
    let push = |id| json!({ "title": format!("Push {id}"), "id": format!("m-{id}") });
    all_at_once(scene, (0..6).map(push)).await?;
    let last = |one: &kaipush_browser::Alert| one.title == "Post" && one.text == "4 weitere";
    scene.app.alerts().wait(SOON, last).await?;
    scene.alerts_stay(6).await?;
    let showing = scene.app.alerts().showing().await?;
    ensure!(showing.len() == 3, "showing: {showing:?}");
    Ok(())
}
