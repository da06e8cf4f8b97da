//! `cargo xtask test`: everything that CI checks, with a summary at the end.

mod home;
mod links;
mod parts;
mod products;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};

use parts::PARTS;

/// Runs the named parts, or all of them. A part that fails does not stop the others.
pub fn run(names: &[String]) -> Result<()> {
    if let Some(name) = names.iter().find(|name| !PARTS.iter().any(|part| part.name == **name)) {
        let known: Vec<_> = PARTS.iter().map(|part| part.name).collect();
        bail!("there is no part `{name}`; there are {}", known.join(", "));
    }
    let wanted = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
    let parts: Vec<_> = PARTS.iter().filter(|part| wanted(part.name)).collect();
    let needs = parts.iter().fold(Needs::BUILD, |needs, part| needs.and(part.needs));

    let begun = Instant::now();
    let progress = Progress::stderr();
    let tools = Tools::locate_or_install(needs, &progress)?;
    let prepared = begun.elapsed();

    let mut results = Vec::new();
    for part in parts {
        println!("\n=== {}: {}", part.name, part.what);
        let begun = Instant::now();
        let outcome = (part.run)(&tools, &progress);
        if let Err(error) = &outcome {
            println!("=== {} failed: {error:#}", part.name);
        }
        results.push((part, begun.elapsed(), outcome.is_ok()));
    }

    println!("\n=== Summary");
    println!("{:<10} {:>8}  tools", "", seconds(prepared));
    for (part, took, ok) in &results {
        let outcome = if *ok { "ok" } else { "FAILED" };
        println!("{:<10} {:>8}  {:<7} {}", part.name, seconds(*took), outcome, part.what);
    }
    println!("{:<10} {:>8}  all", "", seconds(begun.elapsed()));
    let failed = results.iter().filter(|(_, _, ok)| !ok).count();
    println!("parts: {} passed, {failed} failed", results.len() - failed);
    if failed > 0 {
        bail!("{failed} of {} parts failed", results.len());
    }
    Ok(())
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
