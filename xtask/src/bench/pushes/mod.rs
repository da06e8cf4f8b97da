//! Two thousand pushes, some of them twice, to a worker that is killed again and again.

mod books;
mod chance;
mod memory;
mod run;

use anyhow::Result;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_simulator::{Profile, System};
use tokio::runtime::Runtime;

use crate::dist;
use crate::house::House;
use chance::Chance;

/// One phone for each core. Packages: a web app of KaiOS 3 loses its subscription after 16 pushes that
/// show nothing, and those that a kill hits show nothing.
const PHONES: [Profile; 2] =
    [Profile::packaged(System::Kaios25), Profile::packaged(System::Kaios3)];

/// Plays it on each phone and prints what became of the pushes.
pub fn run(count: usize) -> Result<()> {
    let progress = Progress::stderr();
    let tools = Tools::locate_or_install(Needs::BROWSER, &progress)?;
    dist::make(&tools, &progress)?;
    Runtime::new()?.block_on(async {
        for profile in PHONES {
            println!("\n{profile} ({}, core {})", profile.system, profile.core());
            let house = House::open(&tools, profile).await?;
            house.play(async |house| run::play(house, count, Chance::new()).await).await?;
        }
        Ok(())
    })
}
