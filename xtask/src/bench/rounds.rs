//! Candidates that take turns.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// How often each candidate runs; alternating, so that a machine's mood is everybody's.
const ROUNDS: usize = 7;

/// Something that prints one figure.
pub struct Candidate {
    /// Its name in the table.
    pub name: String,
    /// Runs one round.
    pub command: Command,
}

/// All rounds of all candidates; the medians, in the order of the candidates.
pub fn play(candidates: &mut [Candidate], unit: &str) -> Result<Vec<f64>> {
    let mut figures = vec![Vec::new(); candidates.len()];
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        for (candidate, figures) in candidates.iter_mut().zip(&mut figures) {
            figures.push(figure(candidate)?);
        }
    }
    println!("{unit}, {ROUNDS} rounds in turns");
    println!("{:<44} {:>8} {:>8} {:>8}", "", "min", "median", "max");
    let mut medians = Vec::new();
    for (candidate, mut figures) in candidates.iter().zip(figures) {
        figures.sort_by(f64::total_cmp);
        let [min, median, max] = [0, ROUNDS / 2, ROUNDS - 1].map(|at| figures[at]);
        println!("{:<44} {min:>8.0} {median:>8.0} {max:>8.0}", candidate.name);
        medians.push(median);
    }
    Ok(medians)
}

fn figure(candidate: &mut Candidate) -> Result<f64> {
    let name = &candidate.name;
    let output = candidate.command.stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("cannot start {name}"))?;
    ensure!(output.status.success(), "{name} failed ({})", output.status);
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().with_context(|| format!("{name} printed {text:?} instead of a figure"))
}
