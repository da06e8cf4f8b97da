//! What each system does with an app by itself.

use std::time::Duration;

use anyhow::{Result, ensure};
use kaipush_push_service::Event;
use kaipush_simulator::{Build, Product, System};
use serde_json::{Value, json};

use crate::harness::{
    Bare, QUIET, SOON, Scenario, Scene, also_on_254, only, scenarios, with_preference,
};

pub fn scenarios() -> Vec<Scenario> {
    [
        also_on_254(scenarios![options_that_do_nothing_are_told]),
        scenarios![
            each_system_has_what_it_has,
            open_app_keeps_its_rules,
            update_of_the_app_and_its_subscription,
            pushes_that_show_nothing,
        ],
        only(
            |profile| profile.system == System::Kaios25,
            scenarios![older_builds_say_less, phones_without_focus, five_messages_wait],
        ),
        only(
            |profile| profile.system != System::Kaios25,
            scenarios![system_messages_reach_the_worker, the_system_registers_the_declared_worker,],
        ),
    ]
    .concat()
}

/// A worker that tries what the page asks for, outside of any click.
const TRY: &str = "self.onmessage = function (event) {
    Promise.resolve().then(function () { return self.clients.openApp(event.data); }).then(
        function () { kaipushReport({ kind: 'tried', error: '' }); },
        function (error) { kaipushReport({ kind: 'tried', error: error.name }); });
};";

async fn open_app_keeps_its_rules(scene: &Scene<'_>) -> Result<()> {
    scene.worker(TRY)?;
    let page = scene.subscribe().await?;
    let (outside, no_dictionary) = match scene.product() {
        Product::Kaios25 => ("InvalidAccessError", "TypeError"),
        // There is no such function.
        Product::Kaios3 => ("TypeError", "TypeError"),
    };
    for (options, error) in [(json!({ "msg": "hi" }), outside), (json!("/path"), no_dictionary)] {
        let post = "const registration = await navigator.serviceWorker.getRegistration('/');
            registration.active.postMessage(arguments[0]);";
        scene.app.site().clear_reports();
        page.run(post, std::slice::from_ref(&options)).await?;
        let tried = scene.report("tried").await?;
        ensure!(tried["error"] == error, "openApp({options}) gave {tried}");
    }
    Ok(())
}

async fn each_system_has_what_it_has(scene: &Scene<'_>) -> Result<()> {
    let page = scene.app.open().await?;
    // `WebAssembly` alone would be the one of this script.
    let has = "return [typeof navigator.mozApps, typeof navigator.mozSetMessageHandler,
        typeof window.WebAssembly, inbox.push.platform.system, inbox.push.platform.core];";
    let has = page.wait_for(SOON, has, &[]).await?;
    let expected = match scene.product() {
        Product::Kaios25 => ["object", "function", "undefined"],
        Product::Kaios3 => ["undefined", "undefined", "object"],
    };
    let (system, core) = (scene.profile().system.as_str(), scene.profile().core());
    let expected = json!([expected[0], expected[1], expected[2], system, core]);
    ensure!(has == expected, "the page has {has}");
    Ok(())
}

async fn options_that_do_nothing_are_told(scene: &Scene<'_>) -> Result<()> {
    let shows = "self.onpush = function (event) {
        event.waitUntil(self.registration.showNotification('x', {
            renotify: false, image: '/a.png', silent: true,
            mozbehavior: { vibrationPattern: [0, 200], loopControl: { sound: true }, loud: true }
        }));
    };";
    let bare = Bare::with_worker(scene, shows).await?;
    bare.open().await?;
    bare.push(scene, "x").await?;
    let alert = bare.app.alerts().wait(SOON, |alert| alert.title == "x").await?;
    bare.is_warned(&format!("renotify does nothing on {}", scene.profile().system)).await?;
    bare.is_warned("mozbehavior.loud does nothing").await?;
    bare.is_warned("vibrationPattern begins with 0").await?;
    let newer = scene.has_newer_options();
    for option in ["image", "silent", "mozbehavior.loopControl"] {
        let warning = format!("{option} does nothing on KaiOS 2.5");
        if newer {
            ensure!(!bare.has_warned(&warning), "warned of {option}");
        } else {
            bare.is_warned(&warning).await?;
        }
    }
    ensure!(alert.silent == newer, "silent: {}", alert.silent);
    bare.close().await
}

/// 3 takes the registration away when the app is updated, and the subscription with it.
async fn update_of_the_app_and_its_subscription(scene: &Scene<'_>) -> Result<()> {
    let (mut app, _) = scene.subscribe_on(Build::CURRENT).await?;
    let before = scene.server_knows(1).await?[0]["subscription"]["endpoint"].clone();
    app.leave().await?;

    let folder = app.folder().to_owned();
    app.update(&folder).await?;
    let page = app.open().await?;
    // KaiOS 3 has dropped the subscription; kaipush renews it without a word.
    scene.state(&page, "subscribed").await?;
    let renewed = scene.profile().system != System::Kaios25;
    let is_new = |report: &Value| report["subscription"]["endpoint"] != before;
    let replaces = |report: &Value| report["old"] == before;
    scene.server_has(1, |known| is_new(known) == renewed && replaces(known) == renewed).await?;
    scene.send(json!({ "title": "Updated" })).await?;
    app.alerts().wait(SOON, |alert| alert.title == "Updated").await?;
    // What is there still is told again by nobody.
    let known = scene.server_knows(1).await?;
    ensure!(is_new(&known[0]) == renewed, "before: {before}, and then: {known:?}");
    app.close().await
}

/// More than the 16 that a PWA of KaiOS 3 is given; packages and 2.5 have no such limit.
async fn pushes_that_show_nothing(scene: &Scene<'_>) -> Result<()> {
    const DEFAULT: u32 = 3_000;
    let soon = COUNTED.as_millis() as u32;
    with_preference(scene, COUNTS_AFTER, soon, DEFAULT, are_counted(scene)).await
}

/// How many milliseconds after a push Firefox looks whether something is shown, as a preference.
const COUNTS_AFTER: &str = "dom.push.quotaUpdateDelay";
const COUNTED: Duration = Duration::from_millis(600);

async fn are_counted(scene: &Scene<'_>) -> Result<()> {
    let limited = !scene.profile().packaged && scene.profile().system != System::Kaios25;
    scene.worker("kaipush.onpush = function () { return false; };")?;
    scene.subscribe().await?;
    scene.app.leave().await?;
    for _ in 0..17 {
        scene.send(json!({ "title": "Hush" })).await?;
    }
    tokio::time::sleep(2 * COUNTED).await;
    // The last one finds out.
    scene.post(json!({ "title": "Hush" })).await?;
    let expired = |event: &Event| matches!(event, Event::Unregistered { code: Some(201), .. });
    let patience = if limited { SOON } else { QUIET };
    let given_up = scene.log.wait_for(expired, patience).await.is_ok();
    ensure!(given_up == limited, "given up: {given_up}, limited: {limited}");
    Ok(())
}

async fn older_builds_say_less(scene: &Scene<'_>) -> Result<()> {
    let tells = "function tell(what) {
            return fetch('/__report', { method: 'POST', body: JSON.stringify(what) });
        }
        self.onpush = function (event) {
            event.waitUntil(self.registration.showNotification(event.data.text(), {
                actions: [{ action: 'a', title: 'A' }] }));
        };
        self.onnotificationclick = function (event) {
            event.waitUntil(tell({ kind: 'tried', action: event.action }));
        };
        self.onnotificationclose = function (event) { event.waitUntil(tell({ kind: 'closed' })); };";
    for (build, action) in [(Build::CURRENT, "a"), (Build::OLD, "")] {
        let bare = Bare::with_worker(scene, tells).await?.on(scene, build).await?;
        bare.open().await?;
        bare.push(scene, "old").await?;
        let alert = bare.app.alerts().wait(SOON, |alert| alert.title == "old").await?;
        bare.app.touch(&alert, "a").await?;
        let tried = bare.report("tried").await?;
        ensure!(tried["action"] == action, "{build:?} said {tried}");
        bare.app.alerts().close(&alert).await?;
        if build == Build::CURRENT {
            bare.report("closed").await?;
        } else {
            tokio::time::sleep(QUIET).await;
            let closed = bare.app.site().reports().iter().any(|one| one.value["kind"] == "closed");
            ensure!(!closed, "an old build told of the end");
        }
        bare.close().await?;
    }
    Ok(())
}

/// `focus` and `openWindow` hang on preferences that differ between phones (WorkerPrefs.h).
async fn phones_without_focus(scene: &Scene<'_>) -> Result<()> {
    let tells = "self.onpush = function (event) {
        event.waitUntil(fetch('/__report', { method: 'POST', body: JSON.stringify({
            kind: 'tried', has: ['focus' in WindowClient.prototype, 'openWindow' in self.clients]
        }) }));
    };";
    let without = Build { focus: false, open_window: false, ..Build::CURRENT };
    for (build, has) in [(Build::CURRENT, true), (without, false)] {
        let bare = Bare::with_worker(scene, tells).await?.on(scene, build).await?;
        bare.open().await?;
        bare.push(scene, "x").await?;
        let tried = bare.report("tried").await?;
        ensure!(tried["has"] == json!([has, has]), "{build:?} has {tried}");
        bare.close().await?;
    }
    Ok(())
}

/// The oldest of six that nobody took is gone.
async fn five_messages_wait(scene: &Scene<'_>) -> Result<()> {
    let opens = "self.onpush = function (event) {
            event.waitUntil(self.registration.showNotification(event.data.text()));
        };
        self.onnotificationclick = function (event) {
            event.waitUntil(self.clients.openApp({ msg: event.notification.title }));
        };";
    let bare = Bare::with_worker(scene, opens).await?;
    let page = bare.open().await?;
    bare.app.leave().await?;
    drop(page);
    // All shown while the app is closed: their clicks go to the parent's worker.
    let titles: Vec<_> = (1..=6).map(|number| number.to_string()).collect();
    for title in &titles {
        bare.push(scene, title).await?;
        bare.app.alerts().wait(SOON, |alert| alert.title == *title).await?;
    }
    for title in &titles {
        let alert = bare.app.alerts().wait(SOON, |alert| alert.title == *title).await?;
        bare.app.touch(&alert, "").await?;
        let is = |report: &kaipush_browser::Report| report.value["msg"] == **title;
        bare.app.site().wait_report(SOON, is).await?;
    }
    let page = bare.app.front().await?;
    let late = "const got = [];
        navigator.mozSetMessageHandler('serviceworker-notification', got.push.bind(got));
        await new Promise(done => setTimeout(done, 300));
        return [navigator.mozHasPendingMessage('serviceworker-notification'),
                got.map(message => message.msg)];";
    page.reload().await?;
    let got = page.run(late, &[]).await?;
    ensure!(got == json!([false, ["2", "3", "4", "5", "6"]]), "the page got {got}");
    bare.close().await
}

async fn system_messages_reach_the_worker(scene: &Scene<'_>) -> Result<()> {
    let hears = "self.addEventListener('systemmessage', function (event) {
        event.waitUntil(fetch('/__report', { method: 'POST', body: JSON.stringify({
            kind: 'heard', name: event.name, data: event.data.json() }) }));
    });";
    let change = |manifest: &mut serde_json::Value| {
        manifest["b2g_features"]["permissions"]["alarms"] = json!({});
    };
    let bare = Bare::install(scene, hears, change).await?;
    let page = bare.open().await?;
    let subscribe = "const registration = await navigator.serviceWorker.getRegistration('/');
        try { return String(await registration.systemMessageManager.subscribe(arguments[0])); }
        catch (error) { return error.name; }";
    ensure!(!bare.app.system_message("alarm", &json!(1)).await?, "nobody had subscribed");
    let refused = page.run(subscribe, &[json!("sms-received")]).await?;
    ensure!(refused == "SecurityError", "sms-received: {refused}");
    for name in ["alarm", "media-button"] {
        let subscribed = page.run(subscribe, &[json!(name)]).await?;
        ensure!(subscribed == "undefined", "{name} was refused: {subscribed}");
    }
    bare.app.leave().await?;
    scene.firefox().terminate_worker(&bare.app.scope()).await?;
    ensure!(bare.app.system_message("alarm", &json!({ "id": 7 })).await?, "not subscribed");
    let heard = bare.report("heard").await?;
    ensure!(heard["name"] == "alarm" && heard["data"]["id"] == 7, "heard: {heard}");
    bare.close().await
}

/// No page was ever opened (ServiceWorkerAssistant.jsm).
async fn the_system_registers_the_declared_worker(scene: &Scene<'_>) -> Result<()> {
    let hears = "self.addEventListener('systemmessage', function (event) {
        event.waitUntil(fetch('/__report', { method: 'POST', body: JSON.stringify({
            kind: 'heard', name: event.name }) }));
    });";
    let change = |manifest: &mut serde_json::Value| {
        let features = &mut manifest["b2g_features"];
        features["permissions"]["alarms"] = json!({});
        features["messages"] = json!(["alarm"]);
        features["serviceworker"] = json!({ "script_url": "/sw.js" });
    };
    let bare = Bare::install(scene, hears, change).await?;
    ensure!(bare.app.system_message("alarm", &json!(1)).await?, "not subscribed");
    let heard = bare.report("heard").await?;
    ensure!(heard["name"] == "alarm", "heard: {heard}");
    bare.close().await
}
