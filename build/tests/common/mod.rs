//! Tools, the fixture crate and a way to run scripts, for all tests of this crate.
#![allow(dead_code, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use kaipush_build::core::{Core, CoreSpec};
use kaipush_build::product::{Module, Product, Script};
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};

/// The tools, with the old engines.
pub fn tools() -> &'static Tools {
    static TOOLS: OnceLock<Tools> = OnceLock::new();
    TOOLS.get_or_init(|| Tools::locate_or_install(Needs::LEVELS, &Progress::stderr()).unwrap())
}

/// A file of tests/fixtures.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// A file with this text; the folder goes with the first value.
pub fn file(name: &str, text: impl AsRef<[u8]>) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    (folder, vec![path])
}

/// The fixture crate, built outside of its own folder.
pub fn echo() -> CoreSpec {
    CoreSpec::new(fixture("echo")).target_dir(Path::new(env!("CARGO_TARGET_TMPDIR")).join("echo"))
}

/// Its cores, built once for a test binary.
pub fn cores() -> &'static Core {
    static CORE: OnceLock<Core> = OnceLock::new();
    CORE.get_or_init(|| Core::build(tools(), &echo(), &Progress::stderr()).unwrap())
}

/// A small product around the fixture crate: the page loud, the worker not.
pub fn product() -> Product {
    let mut loud = echo();
    loud.features = vec!["loud".into()];
    let mut page = Script::new("echo", loud, [fixture("page.js")]);
    page.module = Some(Module { global: "echo".into(), exports: vec!["say".into()] });
    let worker = |name| Script::new(name, echo(), [fixture("worker.js")]);
    Product { page, worker: worker("echo-sw"), small: Some(worker("echo-sw-small")) }
}

/// What `code` prints in the engine at `node`, after `script` has run there.
pub fn run(node: &Path, script: &str, code: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test.js");
    let globals =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("js/levels/globals.js"))
            .unwrap();
    fs::write(&file, format!("{globals}\n{script}\n{code}")).unwrap();
    let output = Command::new(node).arg(&file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
