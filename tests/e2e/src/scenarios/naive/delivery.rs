//! What comes with a push, and to whom.

use anyhow::{Result, ensure};
use kaipush_simulator::System;
use serde_json::json;

use crate::harness::{Bare, SOON, Scenario, Scene, only, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    [
        only(
            |profile| profile.system == System::Kaios25,
            scenarios![a_count_in_the_workers_memory, after_open_app_in_the_parents_memory],
        ),
        scenarios![
            the_same_push_twice,
            the_same_push_to_two_instances,
            match_all_at_the_first_launch,
            the_old_subscription_of_the_event,
        ],
    ]
    .concat()
}

/// Two processes, two instances: what one has counted the other does not know. kaipush keeps nothing
/// in memory (`worker_terminated_between_pushes`).
async fn a_count_in_the_workers_memory(scene: &Scene<'_>) -> Result<()> {
    let bare = Bare::with_worker(scene, COUNTS).await?;
    bare.open().await?;
    ensure!(newest(scene, &bare).await? == "Unread: 1");
    ensure!(newest(scene, &bare).await? == "Unread: 2", "one instance counts on");
    bare.app.leave().await?;
    ensure!(
        newest(scene, &bare).await? == "Unread: 1",
        "the parent's instance knew the app's count"
    );
    bare.close().await
}

const COUNTS: &str = "var count = 0;
    self.onpush = function (event) {
        count += 1;
        event.waitUntil(self.registration.showNotification('Unread: ' + count));
    };";

/// The title that a push is shown with.
async fn newest(scene: &Scene<'_>, bare: &Bare) -> Result<String> {
    // The browser numbers the alerts of all apps.
    let before = bare.app.alerts().list().await?.last().map_or(0, |alert| alert.seq);
    bare.push(scene, "x").await?;
    let is_new = |alert: &kaipush_browser::Alert| alert.seq > before;
    Ok(bare.app.alerts().wait(SOON, is_new).await?.title)
}

/// What was a click's own, in the parent, is not the next push's, in the process of the app that the
/// click has opened: that has pages, and no count. kaipush: `shown_closed_clicked_closed`, with
/// nothing in memory.
async fn after_open_app_in_the_parents_memory(scene: &Scene<'_>) -> Result<()> {
    let counts = "var count = 0;
        self.onpush = function (event) {
            count += 1;
            event.waitUntil(self.clients.matchAll({ includeUncontrolled: true }).then(function (pages) {
                return self.registration.showNotification(count + ' with ' + pages.length + ' open');
            }));
        };
        self.onnotificationclick = function (event) {
            event.waitUntil(self.clients.openApp({ msg: 'hi' }));
        };";
    let bare = Bare::with_worker(scene, counts).await?;
    bare.open().await?;
    bare.app.leave().await?;
    for pushed in ["1 with 0 open", "2 with 0 open"] {
        ensure!(newest(scene, &bare).await? == pushed, "not {pushed}");
    }
    let alert = bare.app.alerts().wait(SOON, kaipush_browser::Alert::is_showing).await?;
    bare.app.touch(&alert, "").await?;
    bare.app.front().await?;
    let pushed = newest(scene, &bare).await?;
    ensure!(pushed == "1 with 1 open", "shown was {pushed}");
    bare.close().await
}

/// Nothing names a push, and 2.5 may deliver one twice. kaipush: `a_repeat_shows_nothing`.
async fn the_same_push_twice(scene: &Scene<'_>) -> Result<()> {
    let shows = "self.onpush = function (event) {
        event.waitUntil(self.registration.showNotification(event.data.json().title));
    };";
    let bare = Bare::with_worker(scene, shows).await?;
    bare.open().await?;
    twice(scene, &bare, async || Ok(())).await?;
    bare.close().await
}

/// A list of what was seen helps as long as its worker lives, and in one process. kaipush:
/// `a_repeat_shows_nothing`, which ends the worker between the two.
async fn the_same_push_to_two_instances(scene: &Scene<'_>) -> Result<()> {
    let remembers = "var seen = {};
        self.onpush = function (event) {
            var push = event.data.json();
            if (!seen[push.id]) {
                seen[push.id] = true;
                event.waitUntil(self.registration.showNotification(push.title));
            }
        };";
    let bare = Bare::with_worker(scene, remembers).await?;
    bare.open().await?;
    let leave = async || {
        bare.app.leave().await?;
        // Later systems have one instance, which ends as well.
        scene.firefox().terminate_worker(&bare.app.scope()).await
    };
    twice(scene, &bare, leave).await?;
    bare.close().await
}

/// Delivers the same bytes twice; there are two notifications.
async fn twice(
    scene: &Scene<'_>,
    bare: &Bare,
    between: impl AsyncFnOnce() -> Result<()>,
) -> Result<()> {
    let push = json!({ "id": "m-1", "title": "Ada" }).to_string();
    bare.push(scene, &push).await?;
    let first = bare.app.alerts().wait(SOON, |alert| alert.title == "Ada").await?;
    between().await?;
    bare.push(scene, &push).await?;
    bare.app.alerts().wait(SOON, |alert| alert.title == "Ada" && alert.seq > first.seq).await?;
    Ok(())
}

/// The page that registered the worker is not controlled by it, and not listed without a word more:
/// in front, and notified all the same. kaipush: `the_page_in_front_takes_the_push`, in the first
/// session.
async fn match_all_at_the_first_launch(scene: &Scene<'_>) -> Result<()> {
    let asks = "self.onpush = function (event) {
        event.waitUntil(self.clients.matchAll(JSON.parse(event.data.text())).then(function (pages) {
            return fetch('/__report', { method: 'POST', body: JSON.stringify({
                kind: 'tried', pages: pages.length }) });
        }));
    };";
    let bare = Bare::with_worker(scene, asks).await?;
    let page = bare.open().await?;
    for (options, pages) in [("{}", 0), (r#"{ "includeUncontrolled": true }"#, 1)] {
        bare.app.site().clear_reports();
        bare.push(scene, options).await?;
        let tried = bare.report("tried").await?;
        ensure!(tried["pages"] == pages, "matchAll({options}) found {tried}");
    }
    // From the second launch on it is.
    page.reload().await?;
    bare.app.site().clear_reports();
    bare.push(scene, "{}").await?;
    let tried = bare.report("tried").await?;
    ensure!(tried["pages"] == 1, "matchAll of the second launch found {tried}");
    bare.close().await
}

/// `pushsubscriptionchange` says neither what was nor what is before Firefox 137. kaipush:
/// `the_worker_subscribes_again`, which has written the endpoint down.
async fn the_old_subscription_of_the_event(scene: &Scene<'_>) -> Result<()> {
    let naive = "self.onpushsubscriptionchange = function (event) {
        var error = '';
        try { event.oldSubscription.endpoint; } catch (thrown) { error = thrown.name; }
        event.waitUntil(fetch('/__report', { method: 'POST', body: JSON.stringify({
            kind: 'tried', error: error, has: 'newSubscription' in event }) }));
    };";
    let bare = Bare::with_worker(scene, naive).await?;
    let page = bare.open().await?;
    let subscribe = "const registration = await navigator.serviceWorker.getRegistration('/');
        return (await registration.pushManager.subscribe({ userVisibleOnly: true })).endpoint;";
    page.run(subscribe, &[]).await?;
    scene.lose_subscriptions();
    let tried = bare.report("tried").await?;
    ensure!(tried["error"] == "TypeError" && tried["has"] == false, "the event had {tried}");
    bare.close().await
}
