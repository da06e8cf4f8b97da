//! An app without kaipush, as people write them: a page, a worker, a manifest.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use kaipush_browser::{Page, Permission, Report};
use kaipush_simulator::{App, Build, Profile, System};
use serde_json::Value;
use tempfile::TempDir;

use super::{SOON, Scene, register};

const PAGE: &str =
    "<!doctype html><meta charset=utf-8><title>Bare</title><script src=app.js></script>";

/// Shows pushes; says what a click came to. `CLICK` is the body of the click's handler, which may say
/// `tried(promise)`.
const WORKER: &str = r#"
function tell(what) { return fetch("/__report", { method: "POST", body: JSON.stringify(what) }); }
function tried(promise) {
  return promise.then(
    function (value) { return tell({ kind: "tried", error: "", value: String(value) }); },
    function (error) { return tell({ kind: "tried", error: error.name }); });
}
self.onpush = function (event) {
  event.waitUntil(self.registration.showNotification(event.data.text()));
};
self.onnotificationclick = function (event) { CLICK };
"#;

/// A bare app on a scene's stage.
pub struct Bare {
    pub app: App,
    folder: TempDir,
}

impl Bare {
    /// With a right manifest and this body of the click's handler.
    pub async fn with_click(scene: &Scene<'_>, click: &str) -> Result<Self> {
        Self::with_worker(scene, &Self::worker(click)).await
    }

    /// The worker of [`Bare::with_click`].
    pub fn worker(click: &str) -> String {
        WORKER.replace("CLICK", click)
    }

    /// With a right manifest and this worker.
    pub async fn with_worker(scene: &Scene<'_>, worker: &str) -> Result<Self> {
        Self::install(scene, worker, |_| ()).await
    }

    /// With this worker and a changed manifest.
    pub async fn install(
        scene: &Scene<'_>,
        worker: &str,
        change: impl FnOnce(&mut Value),
    ) -> Result<Self> {
        let folder = TempDir::with_prefix("kaipush-e2e-")?;
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
        write("index.html", PAGE)?;
        write("app.js", "")?;
        write("sw.js", worker)?;
        copy_manifest(scene.profile(), scene.app.folder(), folder.path(), change)?;
        let build = scene.app.build();
        let app = App::install_on(scene.stage, scene.profile(), build, folder.path()).await?;
        let origin = app.site().origin();
        if scene.asks() {
            let choice = Permission::Granted;
            scene.firefox().set_permission(&origin, "notifications", choice).await?;
        }
        Ok(Self { app, folder })
    }

    /// The same on another build of KaiOS 2.5.
    pub async fn on(self, scene: &Scene<'_>, build: Build) -> Result<Self> {
        let folder = self.folder;
        self.app.close().await?;
        let app = App::install_on(scene.stage, scene.profile(), build, folder.path()).await?;
        Ok(Self { app, folder })
    }

    /// Opens it, registers the worker, and waits until that is active.
    pub async fn open(&self) -> Result<Page> {
        self.open_with("/sw.js", "/").await
    }

    /// With another worker or scope.
    pub async fn open_with(&self, worker: &str, scope: &str) -> Result<Page> {
        let page = self.app.open().await?;
        register(&page, worker, scope).await?;
        Ok(page)
    }

    /// A push, without the push service: what the worker makes of it is the question here.
    pub async fn push(&self, scene: &Scene<'_>, text: &str) -> Result<()> {
        scene.firefox().notify_push(&self.app.scope(), Some(text.as_bytes())).await
    }

    /// Shows a notification and clicks on it; gives what the handler tried.
    pub async fn click(&self, scene: &Scene<'_>) -> Result<Value> {
        self.push(scene, "click me").await?;
        self.touch().await
    }

    /// Clicks on the newest notification; gives what the handler tried.
    pub async fn touch(&self) -> Result<Value> {
        let alert = self.app.alerts().wait(SOON, kaipush_browser::Alert::is_showing).await?;
        self.app.touch(&alert, "").await?;
        self.report("tried").await
    }

    /// Waits for a report of this kind.
    pub async fn report(&self, kind: &str) -> Result<Value> {
        let is = |report: &Report| report.value["kind"] == kind;
        Ok(self.app.site().wait_report(SOON, is).await?.value)
    }

    /// Waits for the simulator to warn of this: each warning comes in a request of its own.
    pub async fn is_warned(&self, part: &str) -> Result<()> {
        let end = Instant::now() + SOON;
        while !self.has_warned(part) {
            ensure!(Instant::now() < end, "warned was only of {:?}", self.app.warnings());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Whether the simulator has warned of this by now.
    pub fn has_warned(&self, part: &str) -> bool {
        self.app.warnings().iter().any(|one| one.contains(part))
    }

    /// Closes its tabs.
    pub async fn close(self) -> Result<()> {
        drop(self.folder);
        self.app.close().await
    }
}

/// Copies the manifest that this system reads, with a change.
pub fn copy_manifest(
    profile: Profile,
    from: &Path,
    to: &Path,
    change: impl FnOnce(&mut Value),
) -> Result<()> {
    let name = match profile.system {
        System::Kaios25 => "manifest.webapp",
        System::Kaios3 | System::Kaios4 => "manifest.webmanifest",
    };
    let mut manifest: Value = serde_json::from_str(&std::fs::read_to_string(from.join(name))?)?;
    change(&mut manifest);
    Ok(std::fs::write(to.join(name), manifest.to_string())?)
}
