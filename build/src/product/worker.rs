//! The worker's files.

use anyhow::Result;

use super::script::{assembled, fallback, minified, sources};
use super::{CORE_URL, Level, Script};
use crate::core::Core;
use crate::hash::hash8;
use crate::tools::Tools;

/// Names and texts of the worker's files at `level`; the first is `entry`, which imports the worker.
///
/// Gecko 48 does not compare imported scripts when it looks for an update: behind an unchanged
/// `sw.js` a new worker would never arrive. So its name changes with its content, and since the name
/// of the js core stands in the worker, with that core's content too.
pub(super) fn files(
    tools: &Tools,
    script: &Script,
    core: &Core,
    entry: &str,
    level: Level,
) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    let mut sources = sources(tools, script, level)?;
    if level == Level::KaiOs3 {
        let text = minified(tools, script, &fallback(&core.js_script), Level::KaiOs25.ecma())?;
        let name = hashed(&format!("{}-core", script.name), &text);
        sources = sources.replace(CORE_URL, &name);
        files.push((name, text));
    }
    let worker = minified(tools, script, &assembled(core, &sources, level), level.ecma())?;
    let name = hashed(&script.name, &worker);
    let import = format!("importScripts(\"{name}\");\n{}", listener(level));
    files.insert(0, (name, worker));
    files.insert(0, (entry.to_owned(), import));
    Ok(files)
}

/// KaiOS 3 installs a web app only if its worker listens to `fetch` (the README tells apps with an entry of
/// their own). Not in the worker itself: such a listener costs each request a start of it, and packages,
/// which have no use for it, can do without by an entry of their own.
fn listener(level: Level) -> &'static str {
    match level {
        Level::KaiOs25 => "",
        Level::KaiOs3 => "self.addEventListener(\"fetch\", function () {});\n",
    }
}

fn hashed(name: &str, text: &str) -> String {
    format!("{name}-{}.js", hash8(text.as_bytes()))
}
