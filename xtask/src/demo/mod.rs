//! `cargo xtask demo`: one push, from subscription to launch, on three phones.

mod journey;
mod shots;
mod tale;

use anyhow::Result;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_simulator::{Profile, System};
use tokio::runtime::Runtime;

use crate::dist;
use crate::house::House;
use tale::Tale;

/// A phone of each system, as most of its apps are installed.
const PHONES: [Profile; 3] = [
    Profile::packaged(System::Kaios25),
    Profile::hosted(System::Kaios3),
    Profile::packaged(System::Kaios4),
];

/// Finds the tools and plays the journey.
pub fn run() -> Result<()> {
    let progress = Progress::stderr();
    play(&Tools::locate_or_install(Needs::BROWSER, &progress)?, &progress)
}

/// Plays the journey on each phone; what does not come to its end is an error.
pub fn play(tools: &Tools, progress: &Progress) -> Result<()> {
    dist::make(tools, progress)?;
    Runtime::new()?.block_on(async {
        for profile in PHONES {
            println!();
            let tale = Tale::begin(profile);
            let house = House::open(tools, profile).await?;
            house.play(async |house| journey::play(house, &tale).await).await?;
        }
        println!("\n{} phones, each from subscription to launch", PHONES.len());
        println!("screenshots: target/demo/");
        Ok(())
    })
}
