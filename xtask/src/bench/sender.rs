//! Encrypted and signed requests: kaipush-sender, npm's `web-push`, the crate `web-push`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_sender::KeyPair;
use serde_json::{Value, json};

use super::rounds::{self, Candidate};
use crate::root::root;

/// Seconds of processor time in one round.
const SECONDS: &str = "2";

/// Prints the table and what it means.
pub fn run() -> Result<()> {
    let tools = Tools::locate_or_install(Needs::BUILD, &Progress::stderr())?;
    let input = input()?.to_string();
    let rust = |program: &PathBuf, name: &str, candidate: &str| {
        let mut command = Command::new(program);
        command.args([candidate, SECONDS, &input]);
        Candidate { name: name.to_owned(), command }
    };
    let mut npm = Command::new("node");
    npm.arg(root().join("sender/bench/npm.js")).args([SECONDS, &input]);
    npm.env("NODE_PATH", tools.node_modules());

    let (program, rival) = match build(&["--features", "web-push"]) {
        Ok(program) => (program, true),
        Err(error) => {
            println!("without the crate web-push, which needs OpenSSL's headers: {error:#}");
            (build(&[])?, false)
        }
    };
    let mut candidates = vec![
        rust(&program, "kaipush-sender, a token for many", "kaipush"),
        rust(&program, "kaipush-sender, a signature for each", "kaipush-signing"),
        Candidate { name: format!("npm web-push {}", version(&tools)?), command: npm },
    ];
    if rival {
        candidates.push(rust(&program, "crate web-push 0.11.0", "web-push"));
    }
    let medians = rounds::play(&mut candidates, "requests for each second of one core")?;
    for (how, ours) in [("with its token reused", medians[0]), ("signing each", medians[1])] {
        println!("kaipush-sender, {how}: {:.1} times npm's", ours / medians[2]);
        if let Some(rival) = medians.get(3) {
            println!("and {:.1} times the crate's", ours / rival);
        }
    }
    Ok(())
}

/// Which `web-push` of npm's that is.
fn version(tools: &Tools) -> Result<String> {
    let package = tools.node_modules().join("web-push/package.json");
    let package: Value = serde_json::from_str(&std::fs::read_to_string(package)?)?;
    Ok(package["version"].as_str().unwrap_or("of unknown version").to_owned())
}

/// The same subscription, keys and payload for all; aesgcm, because all of them have it.
fn input() -> Result<Value> {
    let (browser, server) = (KeyPair::generate()?, KeyPair::generate()?);
    let message = json!({
        "title": "Ada", "body": "See you at eight, at the usual place", "tag": "chat-7",
        "url": "/#/chat/7", "data": { "chat": 7 }, "id": "m-1042",
    });
    Ok(json!({
        "endpoint": "https://push.kaiostech.com:8443/wpush/v2/gAAAAABk0123456789abcdef",
        "keys": { "p256dh": browser.public(), "auth": "BTBZMqHH6r4Tts7J_aSIgg" },
        "subject": "mailto:push@example.org",
        "public": server.public(), "private": server.private(),
        "payload": message.to_string(),
    }))
}

/// Builds the Rust candidates; their program.
fn build(features: &[&str]) -> Result<PathBuf> {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let target = target.join("sender-bench");
    let manifest = root().join("sender/bench/Cargo.toml");
    let status = Command::new("cargo")
        .args(["build", "--release", "--manifest-path"])
        .arg(manifest)
        .args(features)
        .arg("--target-dir")
        .arg(&target)
        .status()
        .context("cannot start cargo")?;
    ensure!(status.success(), "sender/bench could not be built ({status})");
    Ok(target.join("release/kaipush-sender-bench"))
}
