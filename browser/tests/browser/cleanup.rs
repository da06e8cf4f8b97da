//! Nothing stays running, and a restart keeps what it should.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use kaipush_browser::Firefox;
use libtest_mimic::Trial;
use tokio::io::{AsyncBufReadExt as _, BufReader};

use crate::Shared;
use crate::setting::{self, SOON, Setting};

const VICTIM: &str = "KAIPUSH_TEST_VICTIM";

pub fn trials(shared: &Shared) -> Vec<Trial> {
    vec![
        shared.alone("cleanup::restart_keeps_the_worker_and_drop_ends_all", restart_and_drop),
        shared.alone("cleanup::killed_test_leaves_nothing", killed),
        shared.alone("cleanup::missing_programs_are_named", missing),
    ]
}

async fn restart_and_drop() -> Result<()> {
    let mut firefox = Firefox::launch(setting::launch()?).await?;
    let setting = Setting::start(&firefox).await?;
    setting.open_with_worker().await?;
    let site = setting.site;
    let first = firefox.pid().context("no pid")?;
    firefox.restart().await?;
    assert!(!runs(first));

    firefox.notify_push(&site.url("/"), None).await?;
    site.wait_report(SOON, |report| report.value["shown"] == "empty").await?;
    let pids = [firefox.pid(), firefox.driver_pid()];
    let profile = firefox.profile().to_owned();
    drop(firefox);
    wait_gone(pids.into_iter().flatten(), &profile).await
}

/// Another process starts a browser and is killed without a chance to clean up.
async fn killed() -> Result<()> {
    let mut victim = tokio::process::Command::new(std::env::current_exe()?)
        .env(VICTIM, "1")
        .stdout(Stdio::piped())
        .spawn()?;
    let output = victim.stdout.take().context("no output")?;
    let mut lines = BufReader::new(output).lines();
    let line = lines.next_line().await?.context("the victim said nothing")?;
    let (pids, profile) = line.split_once('\t').context("unexpected line")?;
    let pids: Vec<u32> =
        pids.split(' ').map(str::parse).collect::<Result<_, _>>().context("pids")?;
    assert!(pids.iter().all(|pid| runs(*pid)));
    victim.kill().await?;
    wait_gone(pids.into_iter(), std::path::Path::new(profile)).await
}

pub fn is_victim() -> bool {
    std::env::var_os(VICTIM).is_some()
}

pub async fn victim() -> Result<()> {
    let firefox = Firefox::launch(setting::launch()?).await?;
    let pid = firefox.pid().context("no pid")?;
    let driver = firefox.driver_pid().context("no pid")?;
    println!("{pid} {driver}\t{}", firefox.profile().display());
    std::future::pending().await
}

async fn missing() -> Result<()> {
    let mut launch = setting::launch()?;
    launch.firefox = "/nowhere/firefox".into();
    let error = format!("{:#}", Firefox::launch(launch.clone()).await.unwrap_err());
    assert!(error.contains("/nowhere/firefox"), "{error}");
    launch.geckodriver = "/nowhere/geckodriver".into();
    let error = format!("{:#}", Firefox::launch(launch).await.unwrap_err());
    assert!(error.contains("no geckodriver at /nowhere/geckodriver"), "{error}");
    Ok(())
}

fn runs(pid: u32) -> bool {
    let status = Command::new("kill").args(["-0", &pid.to_string()]).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

async fn wait_gone(pids: impl Iterator<Item = u32>, profile: &std::path::Path) -> Result<()> {
    let pids: Vec<u32> = pids.collect();
    assert_eq!(pids.len(), 2);
    let deadline = Instant::now() + SOON;
    while pids.iter().any(|pid| runs(*pid)) || profile.exists() {
        if Instant::now() > deadline {
            bail!("still there: {pids:?} or {}", profile.display());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}
