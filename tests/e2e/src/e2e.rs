//! The journey of a push, in a real Firefox, with the products as they are shipped: every scenario
//! runs on `dist/kaios25` and on `dist/kaios3`, those about 2.5's two processes on the first.
//!
//! `cargo xtask dist` first, then `cargo test -p kaipush-e2e`; a name as the argument picks
//! scenarios (`-- kaios3::canary`).

mod harness;
mod scenarios;

use std::process::ExitCode;
use std::sync::Arc;

use harness::{Scenario, Theatre};
use kaipush_simulator::Product;
use libtest_mimic::{Arguments, Trial};
use tokio::runtime::Runtime;

fn main() -> anyhow::Result<ExitCode> {
    let mut arguments = Arguments::from_args();
    // Both products side by side: their scenarios take turns in the list.
    arguments.test_threads = Some(Product::ALL.len());
    let runtime = Arc::new(Runtime::new()?);
    let theatre = Arc::new(Theatre::default());
    let mut trials = Vec::new();
    let mut lists = Product::ALL.map(|product| scenarios::all(product).into_iter());
    while lists.iter().any(|list| list.len() > 0) {
        for (product, list) in Product::ALL.into_iter().zip(&mut lists) {
            trials.extend(list.next().map(|scenario| trial(&runtime, &theatre, product, scenario)));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    // Every trial has given its share back.
    if let Some(theatre) = Arc::into_inner(theatre) {
        runtime.block_on(theatre.close())?;
    }
    Ok(conclusion.exit_code())
}

fn trial(
    runtime: &Arc<Runtime>,
    theatre: &Arc<Theatre>,
    product: Product,
    scenario: Scenario,
) -> Trial {
    let (runtime, theatre) = (runtime.clone(), theatre.clone());
    Trial::test(format!("{}::{}", product.folder(), scenario.name), move || {
        let played = runtime.block_on(theatre.play(product, &scenario));
        played.map_err(|error| format!("{error:#}").into())
    })
}
