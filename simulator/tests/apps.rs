//! Apps on a stage: what the system does with their files and the worker that a manifest declares.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use kaipush_build::tools::Browser;
use kaipush_simulator::{App, Profile, Stage, StageConfig, System};
use serde_json::json;
use tempfile::TempDir;

const SOON: Duration = Duration::from_secs(10);
const PHONE: Profile = Profile::packaged(System::Kaios3);

/// One browser serves them all, one after another.
#[tokio::test(flavor = "multi_thread")]
async fn an_app_is_installed_and_updated() -> Result<()> {
    let programs = Browser::locate()?;
    let stage = Stage::start(StageConfig::new(programs.geckodriver, programs.firefox)).await?;
    let played = async {
        a_declared_worker_is_read_by_the_phones_engine(&stage).await?;
        a_worker_that_cant_be_registered_stops_no_app(&stage).await?;
        an_update_takes_old_files_away(&stage).await?;
        sites_alone_are_told_what_their_installation_takes(&stage).await
    }
    .await;
    let certificate = stage.certificate().to_owned();
    let text = fs::read_to_string(&certificate)?;
    // Which is removed also where this process is killed.
    let is_the_browsers = certificate.starts_with(stage.firefox().home());
    let stopped = stage.stop().await;
    played.and(stopped)?;
    ensure!(is_the_browsers && text.contains("BEGIN CERTIFICATE") && !certificate.exists());
    Ok(())
}

/// An app whose manifest declares `sw.js`, with this in it.
fn app(worker: &str) -> Result<TempDir> {
    let folder = TempDir::with_prefix("kaipush-apps-")?;
    let manifest = json!({ "name": "x", "b2g_features": {
        "permissions": {}, "serviceworker": { "script_url": "/sw.js" }
    }});
    fs::write(folder.path().join("manifest.webmanifest"), manifest.to_string())?;
    fs::write(folder.path().join("index.html"), "<!doctype html><title>there</title>")?;
    fs::write(folder.path().join("sw.js"), worker)?;
    Ok(folder)
}

async fn a_declared_worker_is_read_by_the_phones_engine(stage: &Stage) -> Result<()> {
    // Firefox 90 reads it, and so does the one that plays the phone.
    let folder = app("class A { #x = 1; }\nfetch('/__report', { method: 'POST', body: 'ran' });")?;
    let app = App::install(stage, PHONE, folder.path()).await?;
    let warnings = app.warnings();
    ensure!(warnings.iter().any(|one| one.starts_with("sw.js:1:")), "{warnings:?}");
    ensure!(app.site().reports().iter().all(|one| one.value != "ran"), "the worker ran");
    app.close().await
}

async fn a_worker_that_cant_be_registered_stops_no_app(stage: &Stage) -> Result<()> {
    let said = |app: &App| {
        let warnings = app.warnings();
        let said =
            warnings.iter().any(|one| one.contains("serviceworker: /sw.js can't be registered"));
        ensure!(said, "{warnings:?}");
        Ok(())
    };
    let (throws, sound) = (app("throw new Error('typo');")?, app("")?);
    let missing = app("")?;
    fs::remove_file(missing.path().join("sw.js"))?;
    for (name, folder) in [("throws", &throws), ("missing", &missing)] {
        let mut app = App::install(stage, PHONE, folder.path()).await?;
        said(&app).context(name)?;
        let page = app.open().await?;
        ensure!(page.run("return document.title;", &[]).await? == "there");
        page.close().await?;
        app.update(sound.path()).await?;
        ensure!(!app.warnings().iter().any(|one| one.contains("can't be")), "{:?}", app.warnings());
        app.update(folder.path()).await?;
        said(&app).with_context(|| format!("{name}, after an update"))?;
        app.close().await?;
    }
    Ok(())
}

async fn an_update_takes_old_files_away(stage: &Stage) -> Result<()> {
    let (old, new) = (app("")?, app("")?);
    fs::write(old.path().join("old.js"), "")?;
    let mut app = App::install(stage, PHONE, old.path()).await?;
    let page = app.open().await?;
    let status = "return (await fetch('/old.js')).status;";
    ensure!(page.run(status, &[]).await? == 200);
    app.update(new.path()).await?;
    let now = page.run(status, &[]).await?;
    ensure!(now == 404, "a file that the new version has not is answered with {now}");
    page.close().await?;
    app.close().await
}

/// Nobody offers to install what is a package.
async fn sites_alone_are_told_what_their_installation_takes(stage: &Stage) -> Result<()> {
    let (silent, listening) = (app(&late(""))?, app(&late("self.onfetch = function () {};"))?);
    let site = Profile::hosted(System::Kaios3);
    for (profile, folder, told) in
        [(site, &silent, true), (site, &listening, false), (PHONE, &silent, false)]
    {
        let app = App::install(stage, profile, folder.path()).await?;
        app.site().wait_report(SOON, |report| report.value == "late").await?;
        let warnings = app.warnings();
        let has = warnings.iter().any(|one| one.contains("the worker has no fetch listener"));
        ensure!(has == told, "{profile}: {warnings:?}");
        app.close().await?;
    }
    Ok(())
}

/// A worker that reports when its first run is long over.
fn late(worker: &str) -> String {
    let report = "fetch('/__report', { method: 'POST', body: '\"late\"' });";
    format!("{worker}\nsetTimeout(function () {{ {report} }}, 300);")
}
