//! Ways not to open the app on a click.

use anyhow::{Result, ensure};
use kaipush_simulator::{Build, System};

use crate::harness::{Bare, QUIET, SOON, Scenario, Scene, only, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    [
        only(
            |profile| profile.system == System::Kaios25,
            scenarios![
                click_handler_without_wait_until,
                open_app_in_a_promises_callback,
                open_window_first,
                open_app_with_a_path,
                open_app_with_an_object,
                open_app_from_the_apps_own_process,
                open_app_after_slow_work,
                open_app_from_a_scope_that_is_not_the_root,
            ],
        ),
        only(|profile| profile.system != System::Kaios25, scenarios![open_window_after_slow_work]),
        scenarios![open_app_everywhere],
    ]
    .concat()
}

/// As in the article. kaipush: `click_while_closed`.
async fn click_handler_without_wait_until(scene: &Scene<'_>) -> Result<()> {
    let article = "tried(self.clients.matchAll().then(function () {
        return self.clients.openApp({ msg: 'hi' });
    }));";
    refused(scene, article, "InvalidAccessError", "openApp outside of a click").await
}

/// Gecko 48 runs the callbacks of promises when the dispatch is over, and with it the right to open.
/// kaipush: `click_while_closed`.
async fn open_app_in_a_promises_callback(scene: &Scene<'_>) -> Result<()> {
    let naive = "tried(Promise.resolve().then(function () {
        return self.clients.openApp({ msg: 'hi' });
    }));";
    refused(scene, naive, "InvalidAccessError", "openApp outside of a click").await
}

/// As on a desktop. The source has it, but there is no browser's window for it in the parent process,
/// and some phones have no such function. kaipush: `click_while_closed`.
async fn open_window_first(scene: &Scene<'_>) -> Result<()> {
    let naive = "event.waitUntil(tried(Promise.resolve().then(function () {
        return self.clients.openWindow('/');
    })));";
    let without = Build { open_window: false, ..Build::CURRENT };
    for (build, error) in [(Build::CURRENT, "InvalidAccessError"), (without, "TypeError")] {
        let bare = Bare::with_click(scene, naive).await?.on(scene, build).await?;
        bare.open().await?;
        bare.app.leave().await?;
        let tried = bare.click(scene).await?;
        ensure!(tried["error"] == error, "openWindow gave {tried} on {build:?}");
        stays_closed(scene, bare).await?;
    }
    Ok(())
}

/// A string where a dictionary belongs. kaipush: `click_while_closed`.
async fn open_app_with_a_path(scene: &Scene<'_>) -> Result<()> {
    let bare = closed(scene, "event.waitUntil(tried(self.clients.openApp('/path')));").await?;
    let tried = bare.click(scene).await?;
    ensure!(tried["error"] == "TypeError", "openApp gave {tried}");
    stays_closed(scene, bare).await
}

/// It opens, and the message is a word. kaipush: `click_while_closed` compares all of the data.
async fn open_app_with_an_object(scene: &Scene<'_>) -> Result<()> {
    let object = "event.waitUntil(tried(self.clients.openApp({ msg: { chat: 7 } })));";
    let bare = Bare::with_click(scene, object).await?;
    bare.app.site().put(
        "/app.js",
        "navigator.mozSetMessageHandler('serviceworker-notification', function (message) {
            window.message = message.msg;
        });",
    );
    bare.open().await?;
    bare.app.leave().await?;
    let tried = bare.click(scene).await?;
    ensure!(tried["error"] == "", "openApp gave {tried}");
    let page = bare.app.front().await?;
    let message = page.wait_for(SOON, "return window.message;", &[]).await?;
    ensure!(message == "[object Object]", "the page got {message}");
    bare.is_warned("openApp's msg is an object").await?;
    bare.close().await
}

/// kaipush: `shown_open_clicked_open`.
async fn open_app_from_the_apps_own_process(scene: &Scene<'_>) -> Result<()> {
    let naive = "event.waitUntil(tried(self.clients.openApp({ msg: 'hi' })));";
    let bare = Bare::with_click(scene, naive).await?;
    bare.open().await?;
    let tried = bare.click(scene).await?;
    ensure!(tried["error"] == "InvalidAccessError", "openApp gave {tried}");
    bare.is_warned("openApp from the app's own process").await?;
    bare.close().await
}

/// The right to open ends after about a second. kaipush opens before it writes or fetches anything.
async fn open_app_after_slow_work(scene: &Scene<'_>) -> Result<()> {
    let slow = "event.waitUntil(new Promise(function (done) { setTimeout(done, 1300); })
        .then(function () { return tried(self.clients.openApp({ msg: 'hi' })); }));";
    refused(scene, slow, "InvalidAccessError", "within a second").await
}

/// There it ends after five seconds: the shim, which helps after three, is in time. kaipush opens before it writes.
async fn open_window_after_slow_work(scene: &Scene<'_>) -> Result<()> {
    for (time, error) in [(3500, ""), (5500, "InvalidAccessError")] {
        let slow = "event.waitUntil(new Promise(function (done) { setTimeout(done, TIME); })
            .then(function () { return tried(self.clients.openWindow('/index.html')); }));";
        let bare = closed(scene, &slow.replace("TIME", &time.to_string())).await?;
        let tried = bare.click(scene).await?;
        ensure!(tried["error"] == error, "after {time} ms openWindow gave {tried}");
        if error.is_empty() {
            bare.app.front().await?;
            bare.close().await?;
        } else {
            stays_closed(scene, bare).await?;
        }
    }
    Ok(())
}

/// The manifest is looked for in the scope. kaipush registers the root.
async fn open_app_from_a_scope_that_is_not_the_root(scene: &Scene<'_>) -> Result<()> {
    let naive = "event.waitUntil(tried(self.clients.openApp({ msg: 'hi' })));";
    let bare = Bare::with_click(scene, naive).await?;
    let worker = std::fs::read(bare.app.folder().join("sw.js"))?;
    bare.app.site().put("/push/sw.js", worker);
    bare.open_with("/push/sw.js", "/push/").await?;
    bare.app.leave().await?;
    let scope = bare.app.site().url("/push/");
    scene.firefox().notify_push(&scope, Some(b"click me")).await?;
    let tried = bare.touch().await?;
    // Without a word: it resolves, and nothing opens.
    ensure!(tried["error"] == "", "openApp gave {tried}");
    stays_closed(scene, bare).await
}

/// Code for 2.5 on later systems. kaipush: `click_while_closed` goes another way on each.
async fn open_app_everywhere(scene: &Scene<'_>) -> Result<()> {
    let naive = "event.waitUntil(tried(Promise.resolve().then(function () {
        return self.clients.openApp({ msg: 'hi' });
    })));";
    let bare = closed(scene, naive).await?;
    let tried = bare.click(scene).await?;
    let expected = match scene.profile().system {
        System::Kaios25 => "",
        // There is no such function.
        System::Kaios3 | System::Kaios4 => "TypeError",
    };
    ensure!(tried["error"] == expected, "openApp gave {tried}");
    bare.close().await
}

/// The app, closed, with its worker registered.
async fn closed(scene: &Scene<'_>, click: &str) -> Result<Bare> {
    let bare = Bare::with_click(scene, click).await?;
    bare.open().await?;
    bare.app.leave().await?;
    Ok(bare)
}

/// A click while the app is closed is refused with this error and warning, and nothing opens.
async fn refused(scene: &Scene<'_>, click: &str, error: &str, warning: &str) -> Result<()> {
    let bare = closed(scene, click).await?;
    let tried = bare.click(scene).await?;
    ensure!(tried["error"] == error, "openApp gave {tried} instead of {error}");
    bare.is_warned(warning).await?;
    stays_closed(scene, bare).await
}

async fn stays_closed(scene: &Scene<'_>, bare: Bare) -> Result<()> {
    tokio::time::sleep(QUIET).await;
    let origin = bare.app.site().origin();
    let tabs = scene.firefox().tabs().await?;
    ensure!(!tabs.iter().any(|tab| tab.url.starts_with(&origin)), "the app was opened: {tabs:?}");
    bare.close().await
}
