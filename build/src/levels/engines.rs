//! Runs shipped scripts in engines as old as those they are for.
//!
//! No phone and no Gecko 48: Node 6 is an engine of 2016 without WebAssembly, async functions and
//! BigInt; cjs is SpiderMonkey 78, a little older than KaiOS 3's. The browser around them is made up
//! (js/levels/browser.js), so these checks say "it starts and works", not "it looks right".

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{Problem, read};
use crate::exec;
use crate::product::Level;
use crate::tools::Tools;

/// The old engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// V8 5.1 of 2016, for KaiOS 2.5.
    Node6,
    /// SpiderMonkey 78 of 2020, for KaiOS 3.
    SpiderMonkey78,
}

impl Engine {
    /// The engine that stands for a level.
    pub fn of(level: Level) -> Self {
        match level {
            Level::KaiOs25 => Self::Node6,
            Level::KaiOs3 => Self::SpiderMonkey78,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Node6 => "Node 6",
            Self::SpiderMonkey78 => "SpiderMonkey 78",
        }
    }

    /// What the engine prints for this text.
    fn run(self, tools: &Tools, text: &str) -> Result<String> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("check.js");
        std::fs::write(&file, text)?;
        let program = match self {
            Self::Node6 => tools.node6()?,
            Self::SpiderMonkey78 => tools.cjs()?.to_path_buf(),
        };
        exec::run(Command::new(program).arg(&file))
    }
}

const BROWSER: &str =
    concat!(include_str!("../../js/levels/globals.js"), include_str!("../../js/levels/browser.js"));

const MEMORY: &str = include_str!("../../js/levels/memory.js");

/// Loads a worker, sends it a push and looks for the notification with the push's own title and
/// icon. Only the core copies the icon: without one, the worker's fallback still shows the title.
pub fn worker_shows(tools: &Tools, engine: Engine, worker: &Path) -> Result<Vec<Problem>> {
    let call = "push('level check', '/level.png');";
    expect(tools, engine, worker, call, "shown level check, icon /level.png")
}

/// The bytes of memory that a worker's core holds after its first push.
///
/// # Errors
/// When the worker does not run, or shows nothing.
pub fn worker_memory(tools: &Tools, engine: Engine, worker: &Path) -> Result<u64> {
    // Longer than the notification takes, and shorter than the run.
    let call = "push('memory', '/m.png'); self.setTimeout(function () { say('taken ' + taken()); }, 1000);";
    let text = format!("{BROWSER}\n{MEMORY}\n{}\n{call}\nfinish();\n", read(worker)?);
    let answer = engine.run(tools, &text)?;
    ensure!(
        answer.contains("shown memory, icon /m.png"),
        "{} shows nothing in {}: {answer}",
        worker.display(),
        engine.name()
    );
    let bytes = answer.lines().find_map(|line| line.strip_prefix("taken "));
    bytes.and_then(|bytes| bytes.parse().ok()).filter(|bytes| *bytes > 0).with_context(|| {
        format!("{} has a core whose memory was not seen: {answer}", worker.display())
    })
}

/// Loads a page and calls its core.
///
/// The face for JavaScript has a function that needs no browser; of a page that is all Rust, only
/// the start is seen, and whether it wrote an error to the console.
pub fn page_starts(tools: &Tools, engine: Engine, page: &Path) -> Result<Vec<Problem>> {
    let call = "say('shown ' + (self.kaipush ? Array.from(self.kaipush.urlB64ToUint8Array('AQID')).join() : errors ? 'errors' : '1,2,3'));";
    expect(tools, engine, page, call, "shown 1,2,3")
}

/// Loads a js core that ships in a file of its own, and starts it.
pub(super) fn core_starts(tools: &Tools, engine: Engine, core: &Path) -> Result<Vec<Problem>> {
    let call = "var names = Object.keys(self.kaipushJsCore()); say('shown ' + (names.length > 1 ? 'core' : names));";
    expect(tools, engine, core, call, "shown core")
}

fn expect(
    tools: &Tools,
    engine: Engine,
    file: &Path,
    call: &str,
    expected: &str,
) -> Result<Vec<Problem>> {
    let text = format!("{BROWSER}\n{}\n{call}\nfinish();\n", read(file)?);
    let (answer, reason) = match engine.run(tools, &text) {
        Ok(answer) => (answer, String::new()),
        Err(error) => (String::new(), format!("{error:#}")),
    };
    if answer.lines().any(|line| line == expected) {
        return Ok(Vec::new());
    }
    let text = format!(
        "in {} it should have answered \"{expected}\", but: {}{reason}",
        engine.name(),
        answer.trim()
    );
    Ok(vec![Problem::of(file, text)])
}
