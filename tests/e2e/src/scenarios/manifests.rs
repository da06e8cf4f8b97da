//! What is missing in a manifest: what the phone does then, and what kaipush says about it.

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::{Page, Permission};
use kaipush_simulator::manifest::Refused;
use kaipush_simulator::{App, System};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{Bare, QUIET, SOON, Scenario, Scene, copy_manifest, only, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    [
        only(
            |profile| profile.system == System::Kaios25,
            scenarios![
                without_the_messages_entry,
                without_push,
                without_serviceworker,
                without_desktop_notification,
                scope_beside_the_manifest,
            ],
        ),
        only(|profile| profile.system != System::Kaios25, scenarios![features_without_permissions]),
        scenarios![broken_manifest_is_not_installed],
    ]
    .concat()
}

/// The template, with its manifest changed.
pub(super) struct Changed {
    pub(super) app: App,
    _folder: TempDir,
}

impl Changed {
    pub(super) async fn install(
        scene: &Scene<'_>,
        change: impl FnOnce(&mut Value),
    ) -> Result<Self> {
        let folder = TempDir::with_prefix("kaipush-e2e-")?;
        copy(scene.app.folder(), folder.path())?;
        copy_manifest(scene.profile(), scene.app.folder(), folder.path(), change)?;
        let app = App::install(scene.stage, scene.profile(), folder.path()).await?;
        app.configure(scene.server.public_key(), &scene.server.report_url());
        Ok(Self { app, _folder: folder })
    }

    /// Opens it; it says that it can't work, and why.
    async fn tells(self, code: &str) -> Result<()> {
        let page = self.app.open().await?;
        let told = "const code = document.querySelector('[data-field=code]');
            return document.body.dataset.state === 'unsupported' && code && code.textContent;";
        let told = page.wait_for(SOON, told, &[]).await?;
        ensure!(told == code, "the app shows {told} instead of {code}");
        self.app.close().await
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) -> Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            std::fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn lose(manifest: &mut Value, place: &str, name: &str) {
    if let Some(members) = manifest.pointer_mut(place).and_then(Value::as_object_mut) {
        members.remove(name);
    }
}

/// `openApp` resolves, and nothing opens.
async fn without_the_messages_entry(scene: &Scene<'_>) -> Result<()> {
    let worker = "self.onpush = function (event) {
            event.waitUntil(self.registration.showNotification('click me'));
        };
        self.onnotificationclick = function (event) {
            event.waitUntil(self.clients.openApp({ msg: 'hi' }).then(function () {
                return fetch('/__report', { method: 'POST', body: '{\"kind\":\"tried\"}' });
            }));
        };";
    let bare = Bare::install(scene, worker, |manifest| lose(manifest, "", "messages")).await?;
    bare.open().await?;
    bare.app.leave().await?;
    bare.click(scene).await?;
    tokio::time::sleep(QUIET).await;
    let origin = bare.app.site().origin();
    let tabs = scene.firefox().tabs().await?;
    ensure!(!tabs.iter().any(|tab| tab.url.starts_with(&origin)), "the app was opened");
    bare.is_warned("openApp resolves, and nothing opens").await?;
    bare.close().await?;

    let kaipush = Changed::install(scene, |manifest| lose(manifest, "", "messages")).await?;
    let page = kaipush.app.open().await?;
    shows_warning(&page, "messages-entry-missing").await?;
    kaipush.app.close().await
}

async fn without_push(scene: &Scene<'_>) -> Result<()> {
    let change = |manifest: &mut Value| lose(manifest, "/permissions", "push");
    let bare = Bare::install(scene, "", change).await?;
    let page = bare.open().await?;
    let subscribe = "const registration = await navigator.serviceWorker.getRegistration('/');
        const asked = registration.pushManager.subscribe({ userVisibleOnly: true });
        const later = new Promise(done => setTimeout(() => done('no answer'), 1500));
        return await Promise.race([asked.then(() => 'subscribed', error => error.name), later]);";
    let answer = page.run(subscribe, &[]).await?;
    ensure!(answer == "no answer", "subscribe gave {answer}");
    bare.is_warned("subscribe() never answers").await?;
    bare.close().await?;
    Changed::install(scene, change).await?.tells("push-permission-missing").await
}

async fn without_serviceworker(scene: &Scene<'_>) -> Result<()> {
    let change = |manifest: &mut Value| lose(manifest, "/permissions", "serviceworker");
    let bare = Bare::install(scene, "", change).await?;
    let page = bare.app.open().await?;
    let has = page.run("return 'serviceWorker' in navigator;", &[]).await?;
    ensure!(has == false, "there is a navigator.serviceWorker");
    bare.close().await?;
    Changed::install(scene, change).await?.tells("serviceworker-permission-missing").await
}

async fn without_desktop_notification(scene: &Scene<'_>) -> Result<()> {
    let change = |manifest: &mut Value| lose(manifest, "/permissions", "desktop-notification");
    let bare = Bare::install(scene, "", change).await?;
    bare.app.site().put(
        "/app.js",
        "Notification.requestPermission(function (answer) { window.called = answer; })
            .then(function (answer) { window.answer = answer; });",
    );
    let page = bare.app.open().await?;
    let answers = "return window.called && window.answer && [window.called, window.answer];";
    let answers = page.wait_for(SOON, answers, &[]).await?;
    ensure!(answers == json!(["default", "default"]), "requestPermission gave {answers}");
    bare.close().await?;
    Changed::install(scene, change).await?.tells("notification-permission-missing").await
}

/// A bare app's click opens nothing; kaipush says so before anything is registered.
async fn scope_beside_the_manifest(scene: &Scene<'_>) -> Result<()> {
    let page = scene.app.open().await?;
    let kaipush = "const push = await kaipush.Push.create({ worker: '/push/sw.js' });
        const state = await push.subscribe();
        const registered = await navigator.serviceWorker.getRegistrations();
        return [state.kind, state.code, state.text, registered.length];";
    let told = page.run(kaipush, &[]).await?;
    ensure!(told[0] == "unsupported" && told[1] == "scope-not-root", "the state: {told}");
    ensure!(told[3] == 0, "a worker was registered: {told}");
    for address in [scene.app.site().url("/push/"), scene.app.site().url("/")] {
        ensure!(told[2].as_str().is_some_and(|text| text.contains(&address)), "text: {told}");
    }
    Ok(())
}

/// The worker can't renew a subscription then; the page still can make one.
async fn features_without_permissions(scene: &Scene<'_>) -> Result<()> {
    let change = |manifest: &mut Value| lose(manifest, "/b2g_features", "permissions");
    let worker = "self.onpush = function (event) {
        var found;
        try { found = String(self.registration.pushManager); } catch (error) { found = error.name; }
        event.waitUntil(fetch('/__report', { method: 'POST', body: JSON.stringify({ kind: 'tried', found: found }) }));
    };";
    let bare = Bare::install(scene, worker, change).await?;
    bare.open().await?;
    bare.push(scene, "x").await?;
    let tried = bare.report("tried").await?;
    ensure!(tried["found"] == "NotAllowedError", "the worker's pushManager: {tried}");
    bare.is_warned("b2g_features.permissions: is missing").await?;
    bare.close().await?;

    let kaipush = Changed::install(scene, change).await?;
    let origin = kaipush.app.site().origin();
    scene.firefox().set_permission(&origin, "notifications", Permission::Granted).await?;
    let page = kaipush.app.open().await?;
    shows_warning(&page, "permissions-entry-missing").await?;
    kaipush.app.close().await
}

async fn broken_manifest_is_not_installed(scene: &Scene<'_>) -> Result<()> {
    let folder = TempDir::with_prefix("kaipush-e2e-")?;
    for name in ["manifest.webapp", "manifest.webmanifest"] {
        std::fs::write(folder.path().join(name), "{ \"name\": \"x\",\n  \"type\" }")?;
    }
    let error = App::install(scene.stage, scene.profile(), folder.path()).await.err();
    let error = error.context("a broken manifest was installed")?;
    let refused = error.downcast::<Refused>().context("it was not the installer that refused")?;
    ensure!(refused.place.ends_with(":2:10"), "refused: {refused}");
    Ok(())
}

async fn shows_warning(page: &Page, code: &str) -> Result<()> {
    let shown = "return !!document.querySelector(`.warning[data-code=${arguments[0]}]`);";
    page.wait_for(SOON, shown, &[json!(code)]).await.map(drop)
}
