//! How an app's own tests use the simulator: an app without kaipush, in the folder beside this file, on
//! two phones. Its server is in Rust, so the push is made by kaipush-sender.
//!
//! `cargo test -p kaipush-simulator --test bell`, with geckodriver and Firefox in the PATH or named by
//! KAIPUSH_GECKODRIVER and KAIPUSH_FIREFOX.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use kaipush_sender::{Client, KeyPair, Push, Scheme, Subscription, Vapid};
use kaipush_simulator::{App, Profile, Stage, StageConfig};
use serde_json::json;

const SOON: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread")]
async fn a_bell_that_is_rung_opens_the_app() -> Result<()> {
    let program = |variable, name: &str| std::env::var(variable).unwrap_or_else(|_| name.into());
    let geckodriver = program("KAIPUSH_GECKODRIVER", "geckodriver");
    let firefox = program("KAIPUSH_FIREFOX", "firefox");
    // A push service with KaiOS' rules and a headless Firefox, for all phones.
    let stage = Stage::start(StageConfig::new(geckodriver, firefox)).await?;
    let played = async {
        for phone in ["kaios25-packaged", "kaios3-packaged"] {
            let profile = phone.parse()?;
            ring(&stage, profile).await.with_context(|| format!("on {phone}"))?;
        }
        Ok(())
    }
    .await;
    let stopped = stage.stop().await;
    played.and(stopped)
}

async fn ring(stage: &Stage, profile: Profile) -> Result<()> {
    let keys = KeyPair::generate()?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bell/app");
    let app = App::install(stage, profile, &folder).await?;
    // In place of the file in the folder: a key for this test alone.
    app.site().put("/key.js", format!("var KEY = {:?};", keys.public()));

    // The app subscribes; what it would report to its server is in the page.
    let page = app.open().await?;
    let report = page.wait_for(SOON, "return document.body.dataset.subscription;", &[]).await?;
    app.leave().await?;

    // The server sends. A real endpoint's host says how KaiOS takes it; here it is this machine.
    let report = report.as_str().context("the subscription is a text")?;
    let subscription: Subscription = report.parse::<Subscription>()?.with_scheme(Scheme::Legacy);
    let vapid = Vapid::new("mailto:bell@example.org", keys.public(), keys.private())?;
    let client = Client::trusting(stage.push().certificate_pem())?;
    let push = Push::new().json(&json!({ "title": "Ding", "body": "Somebody is at the door" }))?;
    let answer = client.send(push.request(&subscription, &vapid)?).await?;
    ensure!(answer.is_taken(), "{answer}");

    // The phone shows it; a click opens the app, which was closed.
    let alert = app.alerts().wait(SOON, |alert| alert.title == "Ding").await?;
    ensure!(alert.text == "Somebody is at the door", "shown was {alert}");
    app.touch(&alert, "").await?;
    app.front().await?.wait_for(SOON, "return document.body.dataset.rung;", &[]).await?;
    // Nothing that the phone would have passed over in silence.
    ensure!(app.warnings().is_empty(), "{:?}", app.warnings());
    app.close().await
}
