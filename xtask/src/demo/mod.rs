//! `cargo xtask demo`: one push, from subscription to launch, on three phones.

mod house;
mod journey;
mod open;
mod shots;
mod tale;

use anyhow::{Result, bail};
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_simulator::{Profile, System};
use tokio::runtime::Runtime;

pub use open::needs_a_screen;

use crate::dist;
use house::House;

/// A phone of each system, as most of its apps are installed.
const PHONES: [Profile; 3] = [
    Profile::packaged(System::Kaios25),
    Profile::hosted(System::Kaios3),
    Profile::packaged(System::Kaios4),
];

/// Plays the journey on each phone; with `--open [PROFILE]` keeps a visible browser instead.
pub fn run(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let visible = match arguments[..] {
        [] => None,
        ["--open"] => Some(PHONES[0]),
        ["--open", name] => Some(name.parse()?),
        _ => bail!("cargo xtask demo [--open [PROFILE]]"),
    };
    if visible.is_some() {
        needs_a_screen()?;
    }
    let progress = Progress::stderr();
    let tools = Tools::locate_or_install(Needs::BROWSER, &progress)?;
    dist::make(&tools, &progress)?;
    Runtime::new()?.block_on(async {
        if let Some(profile) = visible {
            return House::open(&tools, profile, true).await?.play(open::keep).await;
        }
        for profile in PHONES {
            println!();
            House::open(&tools, profile, false).await?.play(journey::play).await?;
        }
        println!("\nscreenshots: target/demo/");
        Ok(())
    })
}
