//! `cargo xtask demo`: one push, from subscription to launch, on both products.

mod house;
mod journey;
mod open;
mod shots;
mod tale;

use anyhow::{Result, bail};
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_simulator::Product;
use tokio::runtime::Runtime;

use crate::dist;
use house::House;

/// Plays the journey for each product; with `--open [PRODUCT]` keeps a visible browser instead.
pub fn run(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let visible = match arguments[..] {
        [] => None,
        ["--open"] => Some(Product::Kaios25),
        ["--open", name] => match Product::ALL.into_iter().find(|one| one.folder() == name) {
            Some(product) => Some(product),
            None => bail!("there is no product `{name}`; there are kaios25 and kaios3"),
        },
        _ => bail!("cargo xtask demo [--open [kaios25|kaios3]]"),
    };
    if visible.is_some() {
        open::needs_a_screen()?;
    }
    let progress = Progress::stderr();
    let tools = Tools::locate_or_install(Needs::BROWSER, &progress)?;
    dist::make(&tools, &progress)?;
    Runtime::new()?.block_on(async {
        if let Some(product) = visible {
            return House::open(&tools, product, true).await?.play(open::keep).await;
        }
        for product in Product::ALL {
            println!();
            House::open(&tools, product, false).await?.play(journey::play).await?;
        }
        println!("\nscreenshots: target/demo/");
        Ok(())
    })
}
