//! How a notification ended. `notificationclose` is not the user's word: Firefox fires it for
//! whatever reason, KaiOS for all but a newer one.

use anyhow::{Result, ensure};
use kaipush_browser::{Alert, Page, Report, TELL_REPLACED};
use kaipush_simulator::{Build, System};
use serde_json::{Value, json};

use crate::harness::{QUIET, SOON, Scenario, Scene, only, scenarios, with_preference};

pub fn scenarios() -> Vec<Scenario> {
    [
        scenarios![
            closed_by_the_user,
            closed_by_a_newer_one,
            closed_by_the_pages_code,
            closed_by_the_workers_code,
            closed_by_a_click,
            dismissed_by_a_button,
            closed_by_the_user_after_the_worker_died,
        ],
        only(
            |profile| profile.system == System::Kaios25,
            scenarios![an_older_build_tells_of_no_end],
        ),
    ]
    .concat()
}

const TELLS: &str = "kaipush.onclose = function (closed, how) {
        kaipushReport({ kind: 'onclose', title: closed.title, action: closed.action, how: how });
    };";

/// A page, and a notification that is shown.
async fn shown(scene: &Scene<'_>, code: &str) -> Result<(Page, Alert)> {
    scene.worker(&[TELLS, code].concat())?;
    let page = scene.subscribe().await?;
    let buttons = json!([{ "action": "later", "title": "Later", "open": false }]);
    scene.send(json!({ "title": "Ada", "tag": "t", "actions": buttons })).await?;
    let alert = scene.alert("Ada").await?;
    Ok((page, alert))
}

/// The app was told so, once, and finds it in its list.
async fn ended(scene: &Scene<'_>, page: &Page, how: &str) -> Result<Value> {
    let told = scene.report("onclose").await?;
    ensure!(told["title"] == "Ada" && told["how"] == how, "told: {told} instead of {how}");
    let closed = "return (await inbox.push.history()).closed[0];";
    let closed = page.wait_for(SOON, closed, &[]).await?;
    ensure!(closed["how"] == how && closed["title"] == "Ada", "written: {closed}");
    tokio::time::sleep(QUIET).await;
    let told = scene.reports("onclose");
    ensure!(told.len() == 1, "told: {told:?}");
    Ok(closed)
}

async fn closed_by_the_user(scene: &Scene<'_>) -> Result<()> {
    let (page, alert) = shown(scene, "").await?;
    scene.app.alerts().close(&alert).await?;
    ended(scene, &page, "user").await.map(drop)
}

/// KaiOS fires nothing for it, Firefox does: kaipush takes neither for the user's word.
async fn closed_by_a_newer_one(scene: &Scene<'_>) -> Result<()> {
    let (page, _) = shown(scene, "").await?;
    scene.send(json!({ "title": "Newer", "tag": "t" })).await?;
    scene.alert("Newer").await?;
    tokio::time::sleep(QUIET).await;
    let fired = |one: &Report| one.value["name"] == "notificationclose";
    ensure!(!scene.app.site().reports().iter().any(fired), "this system tells of it");
    let closed = scene.history(&page).await?["closed"].take();
    ensure!(closed == json!([]), "closed: {closed}");

    let played = replaced_as_in_firefox(scene, &page);
    with_preference(scene, TELL_REPLACED, true, false, played).await
}

async fn replaced_as_in_firefox(scene: &Scene<'_>, page: &Page) -> Result<()> {
    scene.send(json!({ "title": "Ada", "tag": "t" })).await?;
    scene.app.alerts().wait(SOON, |one| one.title == "Ada" && one.is_showing()).await?;
    scene.send(json!({ "title": "Newest", "tag": "t" })).await?;
    scene.alert("Newest").await?;
    let told = |one: &Report| one.value["kind"] == "onclose" && one.value["title"] == "Ada";
    let told = scene.app.site().wait_report(SOON, told).await?.value;
    ensure!(told["how"] == "replaced", "told: {told}");
    let closed = "return (await inbox.push.history()).closed.find(one => one.title === 'Ada');";
    let closed = page.wait_for(SOON, closed, &[]).await?;
    ensure!(closed["how"] == "replaced", "written: {closed}");
    Ok(())
}

async fn closed_by_the_pages_code(scene: &Scene<'_>) -> Result<()> {
    let (page, _) = shown(scene, "").await?;
    let close = "const registration = await navigator.serviceWorker.getRegistration('/');
        (await registration.getNotifications()).forEach(one => one.close());";
    page.run(close, &[]).await?;
    ended(scene, &page, "code").await.map(drop)
}

async fn closed_by_the_workers_code(scene: &Scene<'_>) -> Result<()> {
    let closes = "self.addEventListener('message', function (event) {
        event.waitUntil(self.registration.getNotifications({ tag: 't' }).then(function (shown) {
            shown.forEach(function (one) { one.close(); });
        }));
    });";
    let (page, _) = shown(scene, closes).await?;
    let post = "(await navigator.serviceWorker.getRegistration('/')).active.postMessage('close');";
    page.run(post, &[]).await?;
    ended(scene, &page, "code").await.map(drop)
}

async fn closed_by_a_click(scene: &Scene<'_>) -> Result<()> {
    let (page, alert) = shown(scene, "").await?;
    scene.app.touch(&alert, "").await?;
    scene.launched(&page).await?;
    ended(scene, &page, "code").await.map(drop)
}

async fn dismissed_by_a_button(scene: &Scene<'_>) -> Result<()> {
    let (page, alert) = shown(scene, "").await?;
    scene.app.touch(&alert, "later").await?;
    let closed = ended(scene, &page, "user").await?;
    ensure!(closed["action"] == "later", "written: {closed}");
    Ok(())
}

/// Nothing in a worker's memory is needed.
async fn closed_by_the_user_after_the_worker_died(scene: &Scene<'_>) -> Result<()> {
    let (page, alert) = shown(scene, "").await?;
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    scene.app.alerts().close(&alert).await?;
    ended(scene, &page, "user").await.map(drop)
}

/// Nothing is claimed then, also after a click.
async fn an_older_build_tells_of_no_end(scene: &Scene<'_>) -> Result<()> {
    let (app, page) = scene.subscribe_on(Build::OLD).await?;
    for title in ["Clicked", "Closed"] {
        scene.send(json!({ "title": title })).await?;
        let alert = app.alerts().wait(SOON, |alert| alert.title == title).await?;
        if title == "Clicked" {
            app.touch(&alert, "").await?;
            scene.launched(&page).await?;
        } else {
            app.alerts().close(&alert).await?;
        }
    }
    tokio::time::sleep(QUIET).await;
    let closed = scene.history(&page).await?["closed"].take();
    ensure!(closed == json!([]), "closed: {closed}");
    app.close().await
}
