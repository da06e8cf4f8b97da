//! What a worker's script weighs, part by part.

use anyhow::Result;

use super::script::{alone, minified, sources, without_core};
use super::{ENTRY, Level, Script, Shipped, worker};
use crate::core::{Code, Core, Named};
use crate::progress::Progress;
use crate::tools::Tools;

/// A worker taken apart.
#[derive(Debug, Clone)]
pub struct Weight {
    /// The script's name.
    pub name: String,
    /// Its parts at each level.
    pub parts: Vec<(Level, Vec<Part>)>,
    /// The code of its core.
    pub code: Code,
}

/// A part of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub name: &'static str,
    /// Its bytes.
    pub raw: usize,
    /// Its bytes after `gzip -9`.
    pub gzip: usize,
}

impl Weight {
    /// Weighs a worker's script.
    pub fn of(tools: &Tools, script: &Script, progress: &Progress) -> Result<Self> {
        let core = Core::build(tools, &script.core, progress)?;
        let named = Named::build(tools, &script.core, progress)?;
        let weigh = |level: Level| {
            let sources = sources(tools, script, level)?;
            let glue = match level {
                Level::KaiOs25 => format!("{}\nself.core = kaipushJsCore;", named.js_glue),
                Level::KaiOs3 => format!("{}\nself.core = kaipushWasmCore;", named.wasm_glue),
            };
            let weighed = |text: String| {
                let text = minified(tools, script, &text, level.ecma())?;
                Shipped::new("", text.as_bytes())
            };
            let hand_written = weighed(alone(&without_core(&sources, level)))?;
            let glue = weighed(alone(&glue))?;
            // The entry, the worker, and at the newer level the other core.
            let files = worker::files(tools, script, &core, ENTRY, level)?;
            let whole = Shipped::new("", files[1].1.as_bytes())?;
            Ok((level, parts(&hand_written, &glue, &whole)))
        };
        Ok(Self {
            name: script.name.clone(),
            parts: progress
                .step("weighing", || Level::ALL.into_iter().map(weigh).collect::<Result<_>>())?,
            code: named.code,
        })
    }
}

/// What is neither of the others is the core.
fn parts(hand_written: &Shipped, glue: &Shipped, whole: &Shipped) -> Vec<Part> {
    let part = |name, raw, gzip| Part { name, raw, gzip };
    let rest = |all: usize, one: usize, other: usize| all.saturating_sub(one + other);
    vec![
        part("shim and loader", hand_written.raw, hand_written.gzip),
        part("glue", glue.raw, glue.gzip),
        part(
            "core",
            rest(whole.raw, hand_written.raw, glue.raw),
            rest(whole.gzip, hand_written.gzip, glue.gzip),
        ),
        part("together", whole.raw, whole.gzip),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_is_the_rest() {
        let weighed = |raw, gzip| Shipped { path: String::new(), raw, gzip };
        let parts = parts(&weighed(10, 5), &weighed(20, 8), &weighed(100, 40));
        let sizes: Vec<_> = parts.iter().map(|part| (part.name, part.raw, part.gzip)).collect();
        assert_eq!(
            sizes,
            [("shim and loader", 10, 5), ("glue", 20, 8), ("core", 70, 27), ("together", 100, 40)]
        );
    }
}
