//! The table of what ships, in docs/measurements.md. `cargo xtask test` compares it with what was built, so it is
//! both documentation and the limit that sizes are held to.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use kaipush_build::product::Shipped;

use crate::root::root;

/// By how much another Rust or wasm-bindgen may differ, in percent and in bytes.
const TOLERANCE: (usize, usize) = (3, 40);

/// Compares the table with what was built.
pub fn check(shipped: &[Shipped]) -> Result<()> {
    const TABLE: &str = "docs/measurements.md";
    let text =
        fs::read_to_string(root().join(TABLE)).with_context(|| format!("cannot read {TABLE}"))?;
    let promised: Vec<_> = text.lines().filter_map(row).collect();
    let same = promised.len() == shipped.len()
        && shipped.iter().all(|file| {
            let name = plain(&file.path);
            promised.iter().any(|(promise, gzip)| *promise == name && near(*gzip, file.gzip))
        });
    ensure!(
        same,
        "{TABLE} does not tell what ships; if the change is meant, its table should be\n{}",
        table(shipped)
    );
    Ok(())
}

fn near(promised: usize, built: usize) -> bool {
    promised.abs_diff(built) <= (promised * TOLERANCE.0 / 100).max(TOLERANCE.1)
}

/// The table's rows, in Markdown.
fn table(shipped: &[Shipped]) -> String {
    let row =
        |file: &Shipped| format!("| `{}` | {} | {} |", plain(&file.path), file.raw, file.gzip);
    shipped.iter().map(row).collect::<Vec<_>>().join("\n")
}

/// Name and gzip size of a row such as ``| `kaios25/sw.js` | 41 | 64 | what it is |``.
fn row(line: &str) -> Option<(String, usize)> {
    let mut cells = line.strip_prefix("| `")?.split(" | ");
    let name = cells.next()?.strip_suffix('`')?;
    let gzip = cells.nth(1)?.trim_end_matches(" |").parse().ok()?;
    Some((name.to_owned(), gzip))
}

/// The name without a hash: `kaipush-sw-01234567.js` → `kaipush-sw-*.js`.
pub fn plain(path: &str) -> String {
    let hashed = path.rsplit_once('-').and_then(|(name, end)| {
        let hash = end.strip_suffix(".js")?;
        let is_hash = hash.len() == 8 && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_hash.then(|| format!("{name}-*.js"))
    });
    hashed.unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_hashes_are_not() {
        let (name, gzip) =
            row("| `kaios3/kaipush-sw-*.js` | 76680 | 33037 | the worker |").unwrap();
        assert_eq!((&*name, gzip), ("kaios3/kaipush-sw-*.js", 33037));
        assert_eq!(row("| `a` | 1 | 22 |").unwrap(), ("a".to_owned(), 22));
        assert_eq!(row("| engine | Gecko 48 | Gecko 84 |"), None);
        assert_eq!(plain("kaios3/kaipush-sw-core-a13dc2ea.js"), "kaios3/kaipush-sw-core-*.js");
        assert_eq!(plain("kaios3/kaipush-core.js"), "kaios3/kaipush-core.js");
    }

    #[test]
    fn growth_is_noticed() {
        assert!(near(10_000, 10_300) && near(64, 80));
        assert!(!near(10_000, 10_301) && !near(10_000, 9_600));
    }
}
