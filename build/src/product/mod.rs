//! Cores and hand-written scripts → the files that ship, for both kinds of KaiOS.

mod level;
mod page;
mod script;
mod shipped;
mod spared;
mod spec;
mod weight;
mod worker;

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::core::{Core, CoreSpec};
use crate::progress::Progress;
use crate::put::Putting;
use crate::tools::Tools;
pub use level::Level;
pub use shipped::Shipped;
pub(crate) use spared::spared;
pub use spec::{Module, Product, Script};
pub use weight::{Part, Weight};

/// In a script that may have to load the js core: stands for that core's file name.
pub const CORE_URL: &str = "__KAIPUSH_JS_CORE_URL__";

/// The worker's entry: imports the worker.
pub const ENTRY: &str = "sw.js";

/// Imports the small worker.
pub const SMALL_ENTRY: &str = "sw-small.js";

/// Builds the product into `out/kaios25` and `out/kaios3`; what was in these folders goes, each whole
/// folder at once. Refused if something of the product's own lies in them.
///
/// Gives every shipped file with its sizes, paths relative to `out`.
pub fn write(
    tools: &Tools,
    product: &Product,
    out: &Path,
    progress: &Progress,
) -> Result<Vec<Shipped>> {
    spared(out, product.sources())?;
    let cores = Cores::build(tools, product, progress)?;
    progress.step("assembling the scripts", || {
        let mut levels = Vec::new();
        for level in Level::ALL {
            // Both halves at once: most of it is waiting for terser.
            let (pages, workers) = std::thread::scope(|scope| {
                let pages = scope.spawn(|| page::files(tools, &product.page, &cores.page, level));
                (joined(pages), workers(tools, product, &cores, level))
            });
            // The page of the one thread, the worker of the other, always in the same order.
            levels.push((level.folder(), [pages?, workers?].concat()));
        }
        let mut shipped = Vec::new();
        let putting = Putting::into(out)?;
        for (folder, files) in levels {
            putting.folder(folder, |new| {
                for (name, text) in files {
                    fs::write(new.join(&name), &text)?;
                    shipped.push(Shipped::new(format!("{folder}/{name}"), text.as_bytes())?);
                }
                Ok(())
            })?;
        }
        Ok(shipped)
    })
}

/// The files of all workers at `level`.
fn workers(
    tools: &Tools,
    product: &Product,
    cores: &Cores,
    level: Level,
) -> Result<Vec<(String, String)>> {
    let mut files = worker::files(tools, &product.worker, &cores.worker, ENTRY, level)?;
    if let (Some(script), Some(core)) = (&product.small, &cores.small) {
        files.extend(worker::files(tools, script, core, SMALL_ENTRY, level)?);
    }
    Ok(files)
}

/// The core of each script.
struct Cores {
    page: Core,
    worker: Core,
    small: Option<Core>,
}

impl Cores {
    /// Cargo takes turns, the rest runs side by side.
    fn build(tools: &Tools, product: &Product, progress: &Progress) -> Result<Self> {
        let build = |spec: &CoreSpec| Core::build(tools, spec, progress);
        let (page, worker, small) = std::thread::scope(|scope| {
            let page = scope.spawn(|| build(&product.page.core));
            let small = product.small.as_ref().map(|small| scope.spawn(|| build(&small.core)));
            let worker = build(&product.worker.core);
            (joined(page), worker, small.map(joined))
        });
        Ok(Self { page: page?, worker: worker?, small: small.transpose()? })
    }
}

fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, Result<T>>) -> Result<T> {
    thread.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a thread of the build panicked")))
}
