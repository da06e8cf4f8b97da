//! The part `levels`: what ships, held against sizes and engines.

use std::path::Path;

use anyhow::{Result, ensure};
use kaipush_build::levels::Engine;
use kaipush_build::product::Level;
use kaipush_build::progress::Progress;
use kaipush_build::tools::Tools;
use kaipush_build::{RustApp, levels, rust_app};

use crate::root::root;
use crate::{budgets, dist, sizes};

/// Builds both products and the example in Rust, and checks all of it. One problem hides no other.
pub fn run(tools: &Tools, progress: &Progress) -> Result<()> {
    let shipped = dist::make(tools, progress)?;
    let (dist, template) = (root().join("dist"), root().join("app-template"));
    let product = || levels::check_product(tools, &dist, "kaipush", "kaipush-sw");
    combined([
        sizes::check(&shipped),
        budgets::check(&shipped),
        progress.step("checking both products", product),
        progress.step("checking the workers' memory", || memory(tools, &dist)),
        progress.step("checking the template", || levels::check_app(tools, &template)),
        example(tools, progress),
    ])
}

/// What a worker's core may hold of a phone's 256 MB after its first push: a page for stack and
/// constants, and one for the heap.
const MEMORY: u64 = 128 * 1024;

/// Every worker, in both products.
fn memory(tools: &Tools, dist: &Path) -> Result<()> {
    let mut above = Vec::new();
    for level in Level::ALL {
        let folder = dist.join(level.folder());
        for worker in kaipush_build::app::worker_names(&folder)? {
            let bytes = levels::worker_memory(tools, Engine::of(level), &folder.join(&worker))?;
            let told = format!("{}/{worker} holds {bytes} bytes of memory", level.folder());
            println!("{told}");
            above.extend(Some(told).filter(|_| bytes > MEMORY));
        }
    }
    ensure!(above.is_empty(), "{}; at most {MEMORY}", above.join("; "));
    Ok(())
}

/// The app that is all Rust, as its developer gets it.
fn example(tools: &Tools, progress: &Progress) -> Result<()> {
    let (root, out) = (root(), tempfile::tempdir()?);
    let app = RustApp::example(&root);
    rust_app(tools, &root, &app, out.path(), progress)?;
    progress.step("checking the example in Rust", || {
        combined([
            levels::check_product(tools, out.path(), "app", "kaipush-sw"),
            levels::check_app(tools, &app.files),
        ])
    })
}

/// One error that says all of them.
fn combined(results: impl IntoIterator<Item = Result<()>>) -> Result<()> {
    let errors = results.into_iter().filter_map(Result::err);
    let texts: Vec<_> = errors.map(|error| format!("{error:#}")).collect();
    ensure!(texts.is_empty(), "{}", texts.join("\n"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_error_hides_no_other() {
        let results = [Err(anyhow::anyhow!("a size")), Ok(()), Err(anyhow::anyhow!("a level"))];
        assert_eq!(combined(results).unwrap_err().to_string(), "a size\na level");
        combined([Ok(())]).unwrap();
    }
}
