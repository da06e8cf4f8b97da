//! The drawn phone with the template, its product and the reference server: pushes on their whole way,
//! encrypted, and what server and push service may do to a subscription. The phone's own tests have an
//! app without a server.
//!
//! `cargo xtask dist` first.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::Page;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_push_service::{Event, Log};
use kaipush_simulator::phone::{Action, Form, Place, Push};
use kaipush_simulator::template::wait_state;
use kaipush_simulator::{Phone, PhoneConfig, Profile, StageConfig, System};
use serde_json::Value;
use tempfile::TempDir;

/// Far more than anything takes on a busy machine.
const SOON: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(50);

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_outlives_what_server_and_push_service_do() -> Result<()> {
    let app = TempDir::with_prefix("kaipush-phone-")?;
    let mut phone = start(app.path()).await?;
    let played = async {
        a_push_comes_encrypted(&mut phone).await?;
        another_key_means_another_subscription(&mut phone).await?;
        what_the_push_service_forgot_is_renewed(&mut phone).await?;
        what_the_user_forbade_is_renewed(&mut phone).await
    }
    .await;
    let told: Vec<&str> = phone.log().iter().map(|line| &*line.text).collect();
    let played = played.with_context(|| format!("the phone told:\n{}", told.join("\n")));
    let closed = phone.close().await;
    played.and(closed)
}

async fn start(app: &Path) -> Result<Phone> {
    let repository = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let tools = Tools::locate_or_install(Needs::BROWSER, &Progress::stderr())?;
    let profile = Profile::packaged(System::Kaios25);
    let product = repository.join("dist").join(profile.product().folder());
    kaipush_build::app::install(&product, &repository.join("app-template"), app)?;
    let stage = StageConfig::new(tools.geckodriver()?, tools.firefox()?);
    let mut config = PhoneConfig::new(stage, profile, app);
    config.server = Some((repository.join("examples/server/server.js"), tools.node_modules()));
    Phone::start(config).await
}

async fn a_push_comes_encrypted(phone: &mut Phone) -> Result<()> {
    let page = phone.app()?.front().await?;
    wait_state(&page, "ready").await?;
    phone.act(Action::key("Enter")).await?;
    wait_state(&page, "subscribed").await?;
    is_settled(&page).await?;
    phone.act(Action::Close).await?;
    arrives(phone, "Ada").await
}

async fn another_key_means_another_subscription(phone: &mut Phone) -> Result<()> {
    let (old_key, old) = (key(phone)?, endpoint(phone).await?);
    phone.act(Action::Rekey).await?;
    ensure!(key(phone)? != old_key, "the server has the same key as before");
    // A new server: it knows nobody yet, and what it sent would be for nobody.
    let error = phone.act(send("Too early")).await.unwrap_err().to_string();
    ensure!(error.contains("knows no subscription"), "{error}");

    phone.act(Action::Open).await?;
    let page = phone.app()?.front().await?;
    reports_another(phone, &old).await?;
    let keys = page.run(
        "const registration = await navigator.serviceWorker.ready;
        const { options } = await registration.pushManager.getSubscription();
        return btoa(String.fromCharCode(...new Uint8Array(options.applicationServerKey)))
            .replace(/[+]/g, '-').replace(/[/]/g, '_').replace(/=/g, '');",
        &[],
    );
    ensure!(keys.await? == key(phone)?, "subscribed with another key than the server's");
    is_settled(&page).await?;
    phone.act(Action::Close).await?;
    arrives(phone, "Grace").await
}

async fn what_the_push_service_forgot_is_renewed(phone: &mut Phone) -> Result<()> {
    phone.wait(SOON, |phone| phone.state().place == Place::Closed).await?;
    let old = endpoint(phone).await?;
    phone.act(Action::Expire).await?;
    // The app is closed: its worker hears of it, subscribes again and reports the new address.
    phone.wait(SOON, |phone| told(phone, "event pushsubscriptionchange") == 1).await?;
    reports_another(phone, &old).await?;
    arrives(phone, "Barbara").await
}

async fn what_the_user_forbade_is_renewed(phone: &mut Phone) -> Result<()> {
    let old = endpoint(phone).await?;
    phone.act(Action::Permission { allow: false }).await?;
    phone.wait(SOON, |phone| told(phone, "the permission was taken back (202)") == 1).await?;
    let changes = told(phone, "event pushsubscriptionchange");
    phone.act(Action::Permission { allow: true }).await?;
    phone.wait(SOON, |phone| told(phone, "event pushsubscriptionchange") > changes).await?;
    reports_another(phone, &old).await?;
    arrives(phone, "Margaret").await
}

/// A page that is closed while it reports is waited for by the worker (`src/outbox/flush.rs`), for longer
/// than this test has.
async fn is_settled(page: &Page) -> Result<()> {
    let reported = "return (await inbox.push.state()).reported === 'yes';";
    page.wait_for(SOON, reported, &[]).await.map(drop)
}

/// Waits until the app's server knows an address that is not the old one.
async fn reports_another(phone: &Phone, old: &str) -> Result<()> {
    let begun = Instant::now();
    loop {
        let reports = phone.server().context("no server")?.subscriptions().await?;
        if reports.iter().any(|report| of(report) != old) {
            return Ok(());
        }
        ensure!(begun.elapsed() < SOON, "no new address was reported, the server has {reports:?}");
        tokio::time::sleep(PAUSE).await;
    }
}

/// Sends a push by the form and follows it: taken, acknowledged, shown.
async fn arrives(phone: &mut Phone, title: &str) -> Result<()> {
    let log = phone.stage().push().log().from_now();
    phone.act(send(title)).await?;
    let posted =
        log.wait_for(|event| matches!(event, Event::Posted(post) if post.status == 201), SOON);
    let Event::Posted(post) = posted.await?.event else { unreachable!("asked for no other") };
    ensure!(post.encoding == Some("aesgcm") && post.bytes > 0, "{post:?}");
    acked(&log).await?;
    let shown = |phone: &Phone| phone.state().toast.as_ref().is_some_and(|one| one.title == title);
    phone.wait(SOON, shown).await?;
    ensure!(told(phone, "past the push service") == 0, "{:?}", phone.log());
    Ok(())
}

async fn acked(log: &Log) -> Result<()> {
    log.wait_for(|event| matches!(event, Event::Acked { code: Some(100), .. }), SOON).await?;
    Ok(())
}

fn send(title: &str) -> Action {
    let form = Form { title: title.into(), body: "Tea at eight?".into(), ..Form::default() };
    Action::Send { push: Push::Notification(form.into()) }
}

fn told(phone: &Phone, part: &str) -> usize {
    phone.log().iter().filter(|line| line.text.contains(part)).count()
}

fn key(phone: &Phone) -> Result<String> {
    Ok(phone.server().context("no server")?.public_key().to_owned())
}

/// The newest address that the app's server was told.
async fn endpoint(phone: &Phone) -> Result<String> {
    let reports = phone.server().context("no server")?.subscriptions().await?;
    Ok(of(reports.last().context("the app's server got no report")?))
}

fn of(report: &Value) -> String {
    report["subscription"]["endpoint"].as_str().unwrap_or_default().to_owned()
}
