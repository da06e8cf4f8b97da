//! `cargo xtask`: the project's own commands. Thin: what they do is in the libraries.

use std::process::ExitCode;

use anyhow::{Result, bail};

mod bench;
mod budgets;
mod demo;
mod dist;
mod engines;
mod env;
mod house;
mod root;
mod size;
mod sizes;
mod test;

const USAGE: &str = "\
cargo xtask demo            one push from subscription to launch in a real Firefox, on KaiOS 2.5, 3 and 4
cargo xtask test [NAME…]    everything that CI checks; names choose parts (fmt, clippy, docs, native, node, wasm, levels, demo, e2e)
cargo xtask bench sender    kaipush-sender's requests a second beside npm's and the crate web-push's
cargo xtask bench phone      how long the drawn phone takes to be up after the browser, and to become another
cargo xtask bench push      how long a push takes until it is shown, beside workers written by hand
cargo xtask bench pushes [COUNT]
                            2000 pushes to a worker that is killed again and again: shown, lost, doubled, memory
cargo xtask dist            both products into dist/, with their sizes
cargo xtask size            what each worker weighs by its parts, and its core's code by modules and functions
cargo xtask engines         the simulator's tables of what KaiOS' engines lack, from MDN's compatibility data
cargo xtask env             the PATH with the tools, for calling wasm-pack yourself";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let (command, rest) =
        arguments.split_first().map_or(("", [].as_slice()), |(c, r)| (c.as_str(), r));
    match (command, rest) {
        ("demo", []) => demo::run(),
        ("bench", names) => bench::run(names),
        ("dist", []) => dist::run(),
        ("size", []) => size::run(),
        ("engines", []) => engines::run(),
        ("env", []) => env::run(),
        ("test", names) => test::run(names),
        _ => bail!("{USAGE}"),
    }
}
