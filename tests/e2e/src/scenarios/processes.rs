//! KaiOS 2.5 has two processes for a worker. A click goes to the one that showed the notification, if
//! that still runs, so what matters is where the app was when it was shown *and* when it is clicked
//! (AlertsHelper.jsm).

use anyhow::{Result, ensure};
use kaipush_simulator::System;
use serde_json::json;

use crate::harness::{Bare, LOOKED, SOON, Scenario, Scene, only, quick_looks, scenarios};

/// For KaiOS 2.5 alone: later systems run all workers in one place.
pub fn scenarios() -> Vec<Scenario> {
    only(
        |profile| profile.system == System::Kaios25,
        scenarios![
            shown_open_clicked_open,
            shown_open_clicked_closed,
            shown_closed_clicked_closed,
            shown_closed_clicked_open,
            shown_closed_clicked_open_in_front,
            shown_open_clicked_in_a_later_session,
            the_parents_worker_sees_no_page,
        ],
    )
}

/// In the app's own process `openApp` is refused: focus and a message.
async fn shown_open_clicked_open(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    shown(scene).await?;
    let other = scene.elsewhere(&page).await?;
    clicked(scene, "message").await?;
    other.close().await
}

/// The process that showed it is gone with the app.
async fn shown_open_clicked_closed(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    shown(scene).await?;
    scene.app.leave().await?;
    clicked(scene, "openapp").await
}

async fn shown_closed_clicked_closed(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    scene.app.leave().await?;
    shown(scene).await?;
    clicked(scene, "openapp").await
}

/// The parent's worker sees no page of the app's process. `openApp` reaches the page that is open,
/// which brings itself to front.
async fn shown_closed_clicked_open(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    scene.app.leave().await?;
    shown(scene).await?;
    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    let other = scene.elsewhere(&page).await?;
    clicked(scene, "openapp").await?;
    other.close().await
}

async fn shown_closed_clicked_open_in_front(scene: &Scene<'_>) -> Result<()> {
    quick_looks(&scene.app)?;
    scene.subscribe().await?;
    scene.app.leave().await?;
    shown(scene).await?;
    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    looked().await;
    clicked(scene, "openapp").await
}

/// The app is open, but in another process than the one that showed it.
async fn shown_open_clicked_in_a_later_session(scene: &Scene<'_>) -> Result<()> {
    quick_looks(&scene.app)?;
    scene.subscribe().await?;
    shown(scene).await?;
    scene.app.leave().await?;
    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    looked().await;
    clicked(scene, "openapp").await
}

/// A page that has opened looks into the storage twice, and may find there what `openApp` still brings. Those looks
/// are over.
async fn looked() {
    tokio::time::sleep(LOOKED).await;
}

async fn shown(scene: &Scene<'_>) -> Result<()> {
    scene.send(json!({ "title": "Ada" })).await?;
    scene.alert("Ada").await.map(drop)
}

/// A click: the app is in front, with one launch that came this way.
async fn clicked(scene: &Scene<'_>, way: &str) -> Result<()> {
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "").await?;
    let page = scene.app.front().await?;
    let launch = scene.launched_once(&page).await?;
    ensure!(launch["via"] == way, "it came via {} instead of {way}", launch["via"]);
    ensure!(launch["title"] == "Ada", "launch: {launch}");
    scene.on_screen(&page, &launch).await
}

/// Neither in a list nor by its id (ServiceWorkerClients.cpp); the instance in the app's process does.
async fn the_parents_worker_sees_no_page(scene: &Scene<'_>) -> Result<()> {
    let looks = "event.waitUntil(fetch('/id').then(function (answer) {
        return answer.text();
    }).then(function (id) {
        return Promise.all([self.clients.get(id), self.clients.matchAll({ includeUncontrolled: true })]);
    }).then(function (found) {
        return tell({ kind: 'tried', found: [typeof found[0], found[1].length] });
    }));";
    let says =
        "self.onmessage = function (event) { tell({ kind: 'said', id: event.source.id }); };";
    let bare = Bare::with_worker(scene, &format!("{}{says}", Bare::worker(looks))).await?;
    for (shown_open, found) in [(true, json!(["object", 1])), (false, json!(["undefined", 0]))] {
        let mut page = bare.open().await?;
        if !shown_open {
            bare.app.leave().await?;
        }
        bare.push(scene, "click me").await?;
        bare.app.alerts().wait(SOON, kaipush_browser::Alert::is_showing).await?;
        if !shown_open {
            page = bare.open().await?;
        }
        bare.app.site().clear_reports();
        let say = "const registration = await navigator.serviceWorker.getRegistration('/');
            registration.active.postMessage('');";
        page.run(say, &[]).await?;
        let said = bare.report("said").await?;
        bare.app.site().put("/id", said["id"].as_str().unwrap_or_default());
        let tried = bare.touch().await?;
        ensure!(tried["found"] == found, "shown while open: {shown_open}, and found {tried}");
        bare.app.leave().await?;
    }
    bare.close().await
}
