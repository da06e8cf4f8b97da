//! The app in Rust: what makes a workspace of its own of two crates of this repository.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use kaipush_build::tools::WASM_BINDGEN;
use serde_json::Value;

use super::placed::Placed;

/// What the crates have of this repository, and what they have instead.
pub fn placed(root: &Path) -> Vec<Placed> {
    vec![
        (
            "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true\n",
            "version = \"0.1.0\"\nedition = \"2024\"\n".to_owned(),
        ),
        ("\n[lints]\nworkspace = true\n", String::new()),
        ("name = \"inbox-", "name = \"app-".to_owned()),
        (
            "wasm-bindgen = \"0.2.100\"\n",
            format!(
                "# kaipush's build reads this version and no other: a pin, so that `cargo update` keeps it.\n\
                 wasm-bindgen = \"={WASM_BINDGEN}\"\n"
            ),
        ),
        // JSON's texts are TOML's.
        ("path = \"../../..\"", format!("path = {}", Value::from(root.to_string_lossy()))),
    ]
}

/// Makes a workspace of the copied crates. The versions are those that kaipush is tested with: the build's
/// wasm-bindgen reads only what the crate of its own version wrote. Cargo takes out what they don't need.
pub fn finish(root: &Path, app: &Path) -> Result<()> {
    let workspace = "[workspace]\nresolver = \"3\"\nmembers = [\"page\", \"worker\"]\n";
    let cannot = || format!("cannot write to {}", app.display());
    fs::write(app.join("Cargo.toml"), workspace).with_context(cannot)?;
    fs::copy(root.join("Cargo.lock"), app.join("Cargo.lock")).with_context(cannot)?;
    fs::write(app.join(".gitignore"), "/target\n").with_context(cannot)?;
    // It is about the example in this repository.
    fs::remove_file(app.join("README.md")).with_context(cannot)
}
