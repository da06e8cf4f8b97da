//! What kaipush-sender encrypts and signs, Firefox decrypts and the app shows.

use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use kaipush_push_service::{Event, Mode};
use kaipush_sender::{Answer, Client, Push, Scheme, Subscription, Urgency, Vapid};
use kaipush_simulator::{App, ReferenceServer, ServerConfig, Stage, StageConfig};
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, once_per_core, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    // The push service is the same for all; each product has read it once.
    [
        scenarios![the_rust_sender_sends_as_kaios_wants],
        once_per_core(scenarios![
            the_rust_sender_explains_a_refusal,
            the_rust_sender_sends_as_the_standards_say,
        ]),
    ]
    .concat()
}

/// The one subscription that the app has reported.
async fn reported(scene: &Scene<'_>) -> Result<Subscription> {
    let reports = scene.server.subscriptions().await?;
    Ok(Subscription::try_from(reports.first().context("no report came")?)?)
}

/// Sends a push with the keys that the app has subscribed with.
async fn send(scene: &Scene<'_>, push: Push, to: &Subscription) -> Result<Answer> {
    let server = scene.server;
    let vapid = Vapid::new("mailto:push@example.org", server.public_key(), server.private_key())?;
    let client = Client::trusting(scene.stage.push().certificate_pem())?;
    Ok(client.send(push.request(to, &vapid)?).await?)
}

/// Text beyond ASCII with TTL, topic and urgency; the largest payload; none: each is shown.
async fn all_arrive(scene: &Scene<'_>, scheme: Option<Scheme>) -> Result<()> {
    scene.subscribe().await?;
    let reported = reported(scene).await?;
    let scheme = scheme.unwrap_or(reported.scheme());
    let to = reported.with_scheme(scheme);
    let message = Push::new()
        .json(&json!({ "title": "Grüße", "body": "Tee um fünf? ☕" }))?
        .ttl(Duration::from_secs(77))
        .topic("tea")
        .urgency(Urgency::High);
    taken(send(scene, message, &to).await?)?;
    let alert = scene.alert("Grüße").await?;
    ensure!(alert.text == "Tee um fünf? ☕", "shown was {alert}");
    let posted = scene.log.wait_for(|event| matches!(event, Event::Posted(_)), SOON).await?.event;
    let Event::Posted(posted) = posted else { bail!("{posted:?} is no push") };
    ensure!((posted.ttl, posted.topic.as_deref()) == (Some(77), Some("tea")), "{posted:?}");

    let long = |data: &str| json!({ "title": "Long", "body": "Whole", "data": data });
    let frame = long("").to_string().len();
    // Not the body: what is shown of that has a bound.
    let largest = Push::new().json(&long(&"x".repeat(scheme.most() - frame)))?;
    taken(send(scene, largest, &to).await?)?;
    // What lacks one byte is not decrypted at all.
    let alert = scene.alert("Long").await?;
    ensure!(alert.text == "Whole", "shown was {alert}");

    taken(send(scene, Push::new(), &to).await?)?;
    scene.alert("New message").await?;
    scene.alerts_stay(3).await?;
    Ok(())
}

fn taken(answer: Answer) -> Result<()> {
    ensure!(answer.is_taken(), "{answer}");
    Ok(())
}

/// By the report alone, because the host is no push service that is known.
async fn the_rust_sender_sends_as_kaios_wants(scene: &Scene<'_>) -> Result<()> {
    all_arrive(scene, None).await
}

async fn the_rust_sender_explains_a_refusal(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let to = reported(scene).await?;
    let push = || Push::new().payload(r#"{"title":"Refused"}"#);
    let refused = send(scene, push().scheme(Scheme::Standard), &to).await?;
    ensure!((refused.status(), refused.errno()) == (401, Some(109)), "{refused}");
    ensure!(refused.to_string().contains("Scheme::Legacy"), "{refused}");
    page.run("await inbox.push.unsubscribe();", &[]).await?;
    let gone = send(scene, push(), &to).await?;
    ensure!(gone.is_gone() && gone.to_string().contains("send nothing there"), "{gone}");
    scene.alerts_stay(0).await?;
    Ok(())
}

/// On a stage of its own: its push service follows the standards, as every browser's but KaiOS' does.
async fn the_rust_sender_sends_as_the_standards_say(scene: &Scene<'_>) -> Result<()> {
    let tools = scene.workshop.tools();
    let mut config = StageConfig::new(tools.geckodriver()?, tools.firefox()?);
    config.push.mode = Mode::Standard;
    let stage = Stage::start(config).await?;
    let config = ServerConfig {
        certificate: Some(stage.certificate().into()),
        ..scene.server_config.clone()
    };
    let server = ReferenceServer::start(&config).await?;
    let app = App::install(&stage, scene.profile(), scene.app.folder()).await?;
    let standard = Scene::set(scene.workshop, &stage, &server, &config, app);
    let arrived = all_arrive(&standard, Some(Scheme::Standard)).await;
    standard.strike().await?;
    stage.stop().await?;
    arrived
}
