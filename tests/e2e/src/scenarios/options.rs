//! What a system's own functions take, refuse and give back.

use anyhow::{Result, ensure};
use kaipush_simulator::System;
use serde_json::json;

use crate::harness::{Bare, SOON, Scenario, Scene, only, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    [
        scenarios![match_all_of_other_types],
        only(|profile| profile.system == System::Kaios25, scenarios![get_self_is_a_whole_request]),
        only(
            |profile| profile.system != System::Kaios25,
            scenarios![open_window_knows_its_dispositions, behavior_is_not_given_back],
        ),
    ]
    .concat()
}

/// 2.5 knows windows only (ServiceWorkerClients.cpp).
async fn match_all_of_other_types(scene: &Scene<'_>) -> Result<()> {
    let asks = "self.onpush = function (event) {
        event.waitUntil(self.clients.matchAll({ type: event.data.text() }).then(
            function () { return ''; }, function (error) { return error.name; }
        ).then(function (error) {
            return fetch('/__report', { method: 'POST', body: JSON.stringify({ kind: 'tried', error: error }) });
        }));
    };";
    let bare = Bare::with_worker(scene, asks).await?;
    bare.open().await?;
    let refused = if scene.profile().system == System::Kaios25 { "NotSupportedError" } else { "" };
    for (kind, error) in [("window", ""), ("worker", refused), ("all", refused)] {
        bare.app.site().clear_reports();
        bare.push(scene, kind).await?;
        let tried = bare.report("tried").await?;
        ensure!(tried["error"] == error, "matchAll of {kind} gave {tried}");
    }
    bare.close().await
}

/// `getSelf` gives a DOMRequest: an event target that is also a thenable. What a handler of messages
/// gives to `mozSetMessageHandlerPromise` has to be a promise.
async fn get_self_is_a_whole_request(scene: &Scene<'_>) -> Result<()> {
    let bare = Bare::with_worker(scene, "").await?;
    bare.app.site().put(
        "/app.js",
        "var told = [];
        var request = navigator.mozApps.getSelf();
        told.push(request.readyState);
        request.onsuccess = function (event) { told.push(event.type, this === request, this.readyState); };
        request.addEventListener('success', function (event) { told.push(event.target === request); });
        request.then(function (app) {
            try { navigator.mozSetMessageHandlerPromise('promise'); } catch (error) { told.push(error.name); }
            navigator.mozSetMessageHandlerPromise(Promise.resolve());
            told.push(app === request.result, app.manifestURL.slice(-16));
            window.told = told;
            window.all = true;
        });",
    );
    let page = bare.app.open().await?;
    let told =
        page.wait_for(SOON, "return window.all && window.told.map(String).sort();", &[]).await?;
    let mut expected =
        ["pending", "success", "true", "done", "true", "TypeError", "true", "/manifest.webapp"];
    expected.sort_unstable();
    ensure!(told == json!(expected), "the request told {told}");
    bare.is_warned("mozSetMessageHandlerPromise outside of a handler").await?;
    bare.close().await
}

async fn open_window_knows_its_dispositions(scene: &Scene<'_>) -> Result<()> {
    let opens = "event.waitUntil(tried(self.clients.openWindow('/', { disposition: event.notification.title })));";
    let bare = Bare::with_click(scene, opens).await?;
    bare.open().await?;
    bare.app.leave().await?;
    let known = [("window", ""), ("inline", ""), ("attention", ""), ("modal", "TypeError")];
    for (disposition, error) in known {
        bare.app.site().clear_reports();
        bare.push(scene, disposition).await?;
        let shown = |one: &kaipush_browser::Alert| one.is_showing() && one.title == disposition;
        let alert = bare.app.alerts().wait(SOON, shown).await?;
        bare.app.touch(&alert, "").await?;
        let tried = bare.report("tried").await?;
        ensure!(tried["error"] == error, "disposition {disposition} gave {tried}");
        if error.is_empty() {
            bare.app.front().await?;
            let opened = bare.report("openWindow").await?;
            ensure!(opened["options"]["disposition"] == disposition, "reported was {opened}");
            bare.app.leave().await?;
        }
    }
    bare.close().await
}

/// The system shows by it, and the click's notification is made anew without it (AlertsHelper.jsm).
async fn behavior_is_not_given_back(scene: &Scene<'_>) -> Result<()> {
    let tells = "self.onpush = function (event) {
            event.waitUntil(self.registration.showNotification(event.data.text(), {
                data: 7, mozbehavior: { vibrationPattern: [30, 200, 30] } }));
        };
        self.onnotificationclick = function (event) {
            event.waitUntil(fetch('/__report', { method: 'POST', body: JSON.stringify({ kind: 'tried',
                data: event.notification.data, behavior: typeof event.notification.mozbehavior }) }));
        };";
    let bare = Bare::with_worker(scene, tells).await?;
    bare.open().await?;
    let tried = bare.click(scene).await?;
    ensure!(tried["data"] == 7 && tried["behavior"] == "undefined", "the click had {tried}");
    let shown = bare.report("showNotification").await?;
    let pattern = &shown["options"]["mozbehavior"]["vibrationPattern"];
    ensure!(*pattern == json!([30, 200, 30]), "the system was given {shown}");
    bare.close().await
}
