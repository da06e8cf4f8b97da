//! How long the drawn phone takes: to be up after the browser, and to become another.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use kaipush_build::app::install;
use kaipush_build::js_app;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_simulator::phone::{Action, Place};
use kaipush_simulator::{Phone, PhoneConfig, Profile, StageConfig, System, template};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::dist;
use crate::root::root;

/// How often it is started.
const STARTS: usize = 7;
/// How often it goes through all profiles.
const ROUNDS: usize = 7;
/// What takes longer is broken.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Prints medians and the worst of both.
pub fn run() -> Result<()> {
    let progress = Progress::stderr();
    let tools = Tools::locate_or_install(Needs::BROWSER, &progress)?;
    dist::make(&tools, &progress)?;
    let made = TempDir::with_prefix("kaipush-bench-")?;
    let config = config(&tools, made.path())?;
    Runtime::new()?.block_on(async {
        let mut starts = Vec::new();
        for _ in 1..STARTS {
            let phone = Phone::start(config.clone()).await?;
            starts.push(phone.up_after());
            phone.close().await?;
        }
        let mut phone = Phone::start(config).await?;
        starts.push(phone.up_after());
        let switches = switches(&mut phone).await;
        phone.close().await?;

        println!("the template with its server, headless; seconds");
        println!("{:<26} {:>6} {:>8} {:>8}", "", "times", "median", "worst");
        told("up after the browser", &mut starts);
        let mut all = Vec::new();
        for (profile, mut took) in switches? {
            told(&format!("to {profile}"), &mut took);
            all.extend(took);
        }
        told("to any", &mut all);
        Ok(())
    })
}

/// A headless phone with the template and its server.
fn config(tools: &Tools, made: &Path) -> Result<PhoneConfig> {
    let (root, app) = (root(), root().join("app-template"));
    let hosted = made.join("hosted");
    js_app(&root.join("dist"), &app, made)?;
    install(&root.join("dist/kaios25"), &app, &hosted)?;
    let site = Profile::hosted(System::Kaios25);
    template::fit(site, &hosted)?;
    let made = made.to_owned();
    let folder = move |profile: Profile| {
        Ok(if profile == site { hosted.clone() } else { made.join(profile.product().folder()) })
    };
    let stage = StageConfig::new(tools.geckodriver()?, tools.firefox()?);
    let mut config = PhoneConfig::with_folders(stage, Profile::ALL[0], folder);
    config.server = Some((root.join("examples/server/server.js"), tools.node_modules()));
    Ok(config)
}

/// What each change took, until the app is in front and drawn, by the phone that it led to.
async fn switches(phone: &mut Phone) -> Result<Vec<(Profile, Vec<Duration>)>> {
    let mut all: Vec<_> = Profile::ALL.into_iter().map(|profile| (profile, Vec::new())).collect();
    // The first one to begin with is there already.
    all.rotate_left(1);
    for _ in 0..ROUNDS {
        for (profile, took) in &mut all {
            let begun = Instant::now();
            phone.act(Action::profile(*profile)).await?;
            phone.wait(TIMEOUT, |phone| phone.state().place == Place::Front).await?;
            took.push(begun.elapsed());
        }
    }
    Ok(all)
}

fn told(what: &str, took: &mut [Duration]) {
    took.sort();
    let [median, worst] = [took.len() / 2, took.len() - 1].map(|at| took[at].as_secs_f32());
    println!("{what:<26} {:>6} {median:>8.2} {worst:>8.2}", took.len());
}
