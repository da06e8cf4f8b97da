//! The parts of the test run, in their order: quick ones first.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};

use super::{home, links, products};
use crate::root::root;
use crate::{bench, demo, dist};

/// One part of the run.
pub struct Part {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it checks.
    pub what: &'static str,
    /// The tools it takes.
    pub needs: Needs,
    /// Runs it.
    pub run: fn(&Tools, &Progress) -> Result<()>,
}

/// All parts.
pub const PARTS: &[Part] = &[
    Part { name: "fmt", what: "format", needs: Needs::LINT, run: fmt },
    Part {
        name: "clippy",
        what: "clippy on the host and for wasm, every set of features",
        needs: Needs::LINT,
        run: clippy,
    },
    Part {
        name: "docs",
        what: "documentation without warnings, links that lead somewhere",
        needs: Needs::BUILD,
        run: docs,
    },
    Part {
        name: "native",
        what: "native tests of all libraries",
        needs: Needs::BROWSER.and(Needs::LEVELS),
        run: native,
    },
    Part {
        name: "node",
        what: "the reference server, and the stand-ins for apps' own tests with both products in them",
        needs: Needs::BUILD,
        run: node,
    },
    Part {
        name: "wasm",
        what: "the crate in Firefox, in a page and in a service worker; an app's handler in Node",
        needs: Needs { wasm_pack: true, ..Needs::BROWSER },
        run: wasm,
    },
    Part {
        name: "levels",
        what: "both products: sizes, syntax, APIs, old engines",
        needs: Needs::LEVELS,
        run: products::run,
    },
    Part {
        name: "demo",
        what: "cargo xtask demo: the journey on three phones",
        needs: Needs::BROWSER,
        run: demo::play,
    },
    Part {
        name: "deaths",
        what: "a short cargo xtask bench pushes: nothing lost or doubled but by killed workers",
        needs: Needs::BROWSER,
        run: |_, _| bench::pushes::run(DEATHS),
    },
    Part {
        name: "e2e",
        what: "real pushes in a real Firefox, on every profile of the simulator",
        needs: Needs { wasm_pack: true, ..Needs::BROWSER },
        run: e2e,
    },
];

/// Pushes on each phone: more than a dozen kills.
const DEATHS: usize = 150;

const WASM: &str = "--target=wasm32-unknown-unknown";

fn fmt(_: &Tools, _: &Progress) -> Result<()> {
    cargo(&["fmt", "--all", "--check"])?;
    // A workspace of its own.
    cargo(&["fmt", "--manifest-path", "sender/bench/Cargo.toml", "--check"])
}

fn clippy(_: &Tools, _: &Progress) -> Result<()> {
    cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    // Targets that are no tests for cargo: where all are meant, these are not.
    let e2e = ["-p", "kaipush-e2e", "--test", "e2e", "--test", "drawn_phone"];
    cargo(&[&["clippy"], &e2e[..], &["--", "-D", "warnings"]].concat())?;
    cargo(&["clippy", "-p", "kaipush-sender", "--no-default-features", "--", "-D", "warnings"])?;
    let each = [
        "answers",
        "closings",
        "content",
        "foreground",
        "guard",
        "history",
        "localise",
        "outbox",
        "quota",
        "reports",
        "system-messages",
        "waiting",
    ];
    let workers = each.map(|capability| ["worker,", capability].concat());
    let others =
        ["page", "worker", "page,js", "worker,js", "worker,full,js", "page,worker,full,js,dev"];
    for features in others.into_iter().chain(workers.iter().map(String::as_str)) {
        let features = format!("--features={features}");
        let arguments = ["clippy", "-p", "kaipush", WASM, "--no-default-features", &features];
        cargo(&[&arguments[..], &["--", "-D", "warnings"]].concat())?;
    }
    let apps = ["-p", "inbox-page", "-p", "inbox-worker"];
    cargo(&[&["clippy", WASM, "--tests"], &apps[..], &["--", "-D", "warnings"]].concat())?;
    cargo(&["clippy", "-p", "kaipush", WASM, "--tests", "--", "-D", "warnings"])
}

fn docs(_: &Tools, _: &Progress) -> Result<()> {
    links::check(&root())?;
    let mut command = in_root("cargo");
    command.args(["doc", "--workspace", "--no-deps", "--document-private-items"]);
    finish(command.env("RUSTDOCFLAGS", "-D warnings"))
}

fn native(tools: &Tools, _: &Progress) -> Result<()> {
    let mut command = in_root("cargo");
    // Without e2e/, whose targets have to be named.
    command.args(["test", "--workspace", "--no-fail-fast"]);
    finish(with_browser(&mut command, tools)?)
}

fn node(tools: &Tools, progress: &Progress) -> Result<()> {
    // What the stand-ins run.
    dist::make(tools, progress)?;
    let mut command = in_root("node");
    // The files: not every Node takes a folder here.
    command.arg("--test").args(tests_of("examples/server/tests")?).args(tests_of("npm/testing")?);
    finish(command.env("NODE_PATH", tools.node_modules()))
}

/// Node's test files in a folder of the repository.
fn tests_of(folder: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let folder = root().join(folder);
    for entry in folder.read_dir().with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.js") {
            found.push(path);
        }
    }
    found.sort();
    ensure!(!found.is_empty(), "{} has no tests", folder.display());
    Ok(found)
}

/// A context's tests share one page or worker in one Firefox, so that what goes wrong once goes wrong for
/// all behind it: one more try is told, and allowed.
fn wasm(tools: &Tools, _: &Progress) -> Result<()> {
    for context in ["page", "worker"] {
        if let Err(first) = wasm_once(tools, context) {
            wasm_once(tools, context)?;
            println!("the tests of the {context} passed only at the second try: {first:#}");
        }
    }
    // An app's own, as `kaipush new --rust` gives them: they need no browser.
    let mut command = in_root("wasm-pack");
    command.args(["test", "--node", "--mode", "no-install", "examples/inbox/worker"]);
    finish(command.env("PATH", tools.path()))
}

fn wasm_once(tools: &Tools, context: &str) -> Result<()> {
    let mut command = in_root("wasm-pack");
    command.args(["test", "--headless", "--firefox", "--mode", "no-install", "--test", context]);
    // Seconds for all tests of a context; 20 by default. Some wait for what must not come, and a busy machine
    // takes three times as long.
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    let home = tempfile::tempdir().context("cannot make a temporary folder")?;
    home::prepare(&mut command, home.path());
    finish(with_browser(&mut command, tools)?)
}

fn e2e(tools: &Tools, progress: &Progress) -> Result<()> {
    // Always: what is there may be of another day, and what did not change costs a moment.
    dist::make(tools, progress)?;
    let mut command = in_root("cargo");
    // Of the whole workspace: with the features of one package, libraries would be built once more.
    command.args([
        "test",
        "--workspace",
        "--test",
        "e2e",
        "--test",
        "drawn_phone",
        "--no-fail-fast",
    ]);
    finish(with_browser(&mut command, tools)?)
}

fn cargo(arguments: &[&str]) -> Result<()> {
    finish(in_root("cargo").args(arguments))
}

fn in_root(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

fn with_browser<'a>(command: &'a mut Command, tools: &Tools) -> Result<&'a mut Command> {
    command.env("PATH", tools.path());
    command.env("KAIPUSH_GECKODRIVER", tools.geckodriver()?);
    Ok(command.env("KAIPUSH_FIREFOX", tools.firefox()?))
}

fn finish(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot start {program}"))?;
    if !status.success() {
        let arguments: Vec<_> = command.get_args().map(|a| a.to_string_lossy()).collect();
        bail!("`{program} {}` failed ({status})", arguments.join(" "));
    }
    Ok(())
}
