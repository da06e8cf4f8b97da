//! An app from its first file to a push on a phone, by this command alone.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use kaipush_build::tools::Browser;
use kaipush_simulator::template::wait_state;
use kaipush_simulator::{App, Profile, Stage, StageConfig};

use crate::command::{SOON, kaipush};
use crate::serve::serve;

#[tokio::test(flavor = "multi_thread")]
async fn in_javascript() -> Result<()> {
    let systems = [("kaios25-packaged", "kaios25"), ("kaios3-packaged", "kaios3")];
    from_new_to_a_push(&[], &systems).await
}

/// What each phone makes of such an app is told end to end elsewhere: here, that the new one can be built.
#[tokio::test(flavor = "multi_thread")]
async fn in_rust() -> Result<()> {
    from_new_to_a_push(&["--rust"], &[("kaios25-packaged", "kaios25")]).await
}

async fn from_new_to_a_push(kind: &[&str], systems: &[(&str, &str)]) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    let keys = kaipush(here, &["keys"]).works();
    fs::write(here.join("keys"), &keys)?;
    let public = keys.lines().find_map(|line| line.strip_prefix("VAPID_PUBLIC=")).unwrap_or("");
    let new = ["new", "mail", "--name", "Mail", "--key", public];
    kaipush(here, &[&new, kind].concat()).works();
    kaipush(here, &["check", "mail"]).works();
    kaipush(here, &["build", "mail", "out"]).works();

    let programs = Browser::locate()?;
    let stage = Stage::start(StageConfig::new(programs.geckodriver, programs.firefox)).await?;
    fs::write(here.join("authority"), stage.push().certificate_pem())?;
    let played = async {
        for (profile, built) in systems {
            let (out, package) = (format!("out/{built}"), format!("{built}.zip"));
            kaipush(here, &["check", &out]).works();
            kaipush(here, &["package", &out, &package]).works();
            let installed = here.join(profile);
            zip::ZipArchive::new(fs::File::open(here.join(package))?)?.extract(&installed)?;
            let pushed = push(&stage, profile.parse()?, here, &installed, public).await;
            pushed.with_context(|| format!("on {profile}"))?;
        }
        if kind.is_empty() { serve(&stage, here, "out/kaios3").await } else { Ok(()) }
    }
    .await;
    let stopped = stage.stop().await;
    played.and(stopped)
}

/// Installs the package, subscribes, sends, opens.
async fn push(stage: &Stage, profile: Profile, here: &Path, app: &Path, key: &str) -> Result<()> {
    let app = App::install(stage, profile, app).await?;
    // The key is the file's own; what it has not is a server.
    app.configure(key, &app.site().url("/__report"));
    let page = app.open().await?;
    wait_state(&page, "ready").await?;
    page.press("Enter").await?;
    let site = app.site();
    let report = site.wait_report(SOON, |one| one.value["subscription"].is_object()).await?;
    fs::write(here.join("report"), report.value.to_string())?;
    app.leave().await?;

    let payload = r#"{"title": "Ada", "body": "See you at eight", "data": {"chat": 7}}"#;
    let arguments = ["send", "report", payload, "--keys", "keys", "--authority", "authority"];
    let told = kaipush(here, &arguments).works();
    ensure!(told.contains("201: taken."), "{told}");
    let alert = app.alerts().wait(SOON, |alert| alert.title == "Ada").await?;
    ensure!(alert.text == "See you at eight", "shown was {alert}");
    app.touch(&alert, "").await?;
    app.front().await?;
    ensure!(app.warnings().is_empty(), "{:?}", app.warnings());
    app.close().await
}
