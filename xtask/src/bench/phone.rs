//! How long the drawn phone takes: to be up after the browser, and to become another.

use std::time::{Duration, Instant};

use anyhow::Result;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_simulator::phone::{Action, Place};
use kaipush_simulator::{Phone, Profile};
use tokio::runtime::Runtime;

use crate::phone;

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
    let config = phone::config(&tools, &progress, Profile::ALL[0], None)?;
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
