//! Clicks where something is missing or odd: the app opens, and has its launch once.

use anyhow::{Result, ensure};
use kaipush_browser::Page;
use kaipush_simulator::{App, Build, System};
use serde_json::{Value, json};

use crate::harness::{Certain, QUIET, SOON, Scenario, Scene, only, scenarios, told, told_once};

pub fn scenarios() -> Vec<Scenario> {
    [
        scenarios![
            a_click_does_not_wait_for_the_storage,
            a_click_while_hidden_does_not_wait_for_the_storage,
            a_core_that_dies_in_a_click_opens_the_app,
            texts_with_nul_arrive_whole,
            data_that_holds_itself_loses_no_click,
            of_two_pages_one_gets_the_launch,
        ],
        only(
            |profile| profile.system == System::Kaios25,
            scenarios![
                without_focus_and_window_shown_and_clicked_open,
                without_focus_and_window_shown_open_clicked_closed,
                without_focus_and_window_shown_and_clicked_closed,
                without_focus_and_window_shown_closed_clicked_open,
            ],
        ),
    ]
    .concat()
}

/// A push to the closed app, and a click on it.
async fn launch_of_the_closed_app(scene: &Scene<'_>, push: Value) -> Result<Value> {
    scene.subscribe().await?;
    scene.app.leave().await?;
    scene.send(push).await?;
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "").await?;
    let page = scene.app.front().await?;
    scene.launched_once(&page).await
}

/// A full or slow disk must not cost the right to open, which ends after a second on 2.5.
async fn a_click_does_not_wait_for_the_storage(scene: &Scene<'_>) -> Result<()> {
    scene.worker("IDBFactory.prototype.open = function () { return {}; };")?;
    let launch = launch_of_the_closed_app(scene, json!({ "title": "Ada" })).await?;
    ensure!(launch["title"] == "Ada", "launch: {launch}");
    Ok(())
}

/// Nor the page that is told.
async fn a_click_while_hidden_does_not_wait_for_the_storage(scene: &Scene<'_>) -> Result<()> {
    scene.worker("IDBFactory.prototype.open = function () { return {}; };")?;
    let page = scene.subscribe().await?;
    scene.send(json!({ "title": "Ada" })).await?;
    let alert = scene.alert("Ada").await?;
    let other = scene.elsewhere(&page).await?;
    scene.app.touch(&alert, "").await?;
    let page = scene.app.front().await?;
    let launch = scene.launched_once(&page).await?;
    ensure!(launch["title"] == "Ada" && launch["via"] == "message", "launch: {launch}");
    other.close().await
}

/// The core dies of it before it has opened anything, and the launch with it: the shim opens the app.
async fn a_core_that_dies_in_a_click_opens_the_app(scene: &Scene<'_>) -> Result<()> {
    scene.worker_after(
        "var assign = Object.assign;
        addEventListener('notificationclick', function () {
            Object.assign = function () { throw new Error('dead'); };
        });
        addEventListener('push', function () { Object.assign = assign; });",
    )?;
    scene.subscribe().await?;
    scene.app.leave().await?;
    scene.send(json!({ "title": "Ada" })).await?;
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "").await?;
    let page = scene.app.front().await?;
    scene.state(&page, "subscribed").await?;
    scene.console("kaipush: click-failed").await?;
    tokio::time::sleep(QUIET).await;
    scene.app.front().await?;
    let opened = scene.reports("openApp").len() + scene.reports("openWindow").len();
    ensure!(opened == 1, Certain(format!("it was opened {opened} times")));
    ensure!(told(&scene.app).is_empty(), "the dead core has launched: {:?}", told(&scene.app));

    scene.send(json!({ "title": "Bea" })).await?;
    scene.alert("Bea").await?;
    scene.alerts_stay(2).await?;
    // On 2.5 the app's own process has another worker, whose first core lives.
    if scene.profile().system != System::Kaios25 {
        scene.console("kaipush: core-restarted").await?;
    }
    Ok(())
}

/// `openApp` ends its text at a NUL (ServiceWorkerClients.cpp).
async fn texts_with_nul_arrive_whole(scene: &Scene<'_>) -> Result<()> {
    let data = json!({ "k\0": ["v\0w", "\u{1F375}"] });
    let push = json!({ "title": "Ada", "data": data });
    let launch = launch_of_the_closed_app(scene, push).await?;
    ensure!(launch["data"] == data, "launch: {launch}");
    Ok(())
}

/// It can be cloned, so it is shown, but no way to a closed app can carry it.
async fn data_that_holds_itself_loses_no_click(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "kaipush.onpush = function (message) {
            var data = {};
            data.self = data;
            return { title: message.title, data: data };
        };",
    )?;
    let launch = launch_of_the_closed_app(scene, json!({ "title": "Ada" })).await?;
    ensure!(launch["title"] == "Ada" && launch["data"].is_null(), "launch: {launch}");
    Ok(())
}

async fn of_two_pages_one_gets_the_launch(scene: &Scene<'_>) -> Result<()> {
    let first = scene.subscribe().await?;
    let second = scene.firefox().open(&scene.app.start_url()).await?;
    scene.state(&second, "subscribed").await?;
    scene.send(json!({ "title": "Ada" })).await?;
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "").await?;
    // The one that the user sees.
    let launch = scene.launched_once(&second).await?;
    ensure!(launch["via"] == "message", "launch: {launch}");
    scene.on_screen(&second, &launch).await?;
    let banner = "return !!document.querySelector('.banner');";
    ensure!(first.run(banner, &[]).await? == false, "the hidden page launched, too");
    Ok(())
}

/// `focus` and `openWindow` hang on preferences that differ between phones (WorkerPrefs.h).
struct Poor<'a> {
    scene: &'a Scene<'a>,
    app: App,
}

impl<'a> Poor<'a> {
    async fn with_template(scene: &'a Scene<'a>) -> Result<(Self, Page)> {
        let build = Build { focus: false, open_window: false, ..Build::CURRENT };
        let (app, page) = scene.subscribe_on(build).await?;
        Ok((Self { scene, app }, page))
    }

    async fn shown(&self) -> Result<()> {
        self.scene.send(json!({ "title": "Ada" })).await?;
        self.app.alerts().wait(SOON, |alert| alert.title == "Ada").await.map(drop)
    }

    async fn opened_again(&self) -> Result<Page> {
        let page = self.app.open().await?;
        self.scene.state(&page, "subscribed").await?;
        Ok(page)
    }

    /// A click: the app comes to front, with one launch that came this way.
    async fn clicked(self, via: &str) -> Result<()> {
        let alert = self.app.alerts().wait(SOON, |alert| alert.title == "Ada").await?;
        self.app.touch(&alert, "").await?;
        let page = self.app.front().await?;
        let launch = self.scene.launched(&page).await?;
        ensure!(launch["via"] == via, "it came via {} instead of {via}", launch["via"]);
        told_once(&self.app).await?;
        self.app.close().await
    }
}

/// In the app's own process `openApp` is refused: the page gets a message and brings itself to front.
async fn without_focus_and_window_shown_and_clicked_open(scene: &Scene<'_>) -> Result<()> {
    let (phone, page) = Poor::with_template(scene).await?;
    phone.shown().await?;
    let other = scene.elsewhere(&page).await?;
    phone.clicked("message").await?;
    other.close().await
}

async fn without_focus_and_window_shown_open_clicked_closed(scene: &Scene<'_>) -> Result<()> {
    let (phone, _) = Poor::with_template(scene).await?;
    phone.shown().await?;
    phone.app.leave().await?;
    phone.clicked("openapp").await
}

async fn without_focus_and_window_shown_and_clicked_closed(scene: &Scene<'_>) -> Result<()> {
    let (phone, _) = Poor::with_template(scene).await?;
    phone.app.leave().await?;
    phone.shown().await?;
    phone.clicked("openapp").await
}

async fn without_focus_and_window_shown_closed_clicked_open(scene: &Scene<'_>) -> Result<()> {
    let (phone, _) = Poor::with_template(scene).await?;
    phone.app.leave().await?;
    phone.shown().await?;
    let page = phone.opened_again().await?;
    let other = scene.elsewhere(&page).await?;
    phone.clicked("openapp").await?;
    other.close().await
}
