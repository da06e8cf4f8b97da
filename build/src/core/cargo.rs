//! The crate → a wasm module, by cargo.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Error, Result, anyhow, bail, ensure};
use serde::Deserialize;

use super::CoreSpec;
use crate::exec;
use crate::tools::{TARGET, WASM_BINDGEN};

/// `mvp`, because what goes into wasm2js must not use two tables, and rustc's default makes
/// wasm-bindgen add one. The same module serves the wasm core: it came out no larger.
/// The linker's own stack of 1 MiB would be 16 pages of a phone's 256 MB. With 48 KiB a worker's
/// constants have room in the same page; the heap gets its own.
const FLAGS: &[&str] =
    &["-Ctarget-cpu=mvp", "-Ctarget-feature=+mutable-globals", "-Clink-arg=-zstack-size=49152"];

/// The release profile of every core, so that no app needs a profile of its own.
/// Functions keep their names until those of panics are found (panics.rs); wasm-opt drops them.
const PROFILE: &[(&str, &str)] = &[
    ("OPT_LEVEL", "z"),
    ("LTO", "fat"),
    ("CODEGEN_UNITS", "1"),
    ("PANIC", "abort"),
    ("STRIP", "debuginfo"),
    ("DEBUG", "false"),
    ("INCREMENTAL", "false"),
];

/// Builds the crate and gives its module.
pub(super) fn build(spec: &CoreSpec) -> Result<Vec<u8>> {
    // First: the target folder may lie in the crate's, and would make what is a typo.
    ensure!(
        spec.manifest_dir.join("Cargo.toml").is_file(),
        "there is no crate in {}: it has no Cargo.toml",
        spec.manifest_dir.display()
    );
    fs::create_dir_all(&spec.target_dir)
        .with_context(|| format!("cannot make {}", spec.target_dir.display()))?;
    // Cargo's lock ends with the build. Ours lasts until the module is read: the next build of the
    // same crate with other features writes to the same file.
    let lock = File::create(spec.target_dir.join(".kaipush-lock"))?;
    lock.lock()?;
    check_lock(spec)?;
    let messages =
        exec::run(&mut command(spec)?).with_context(|| format!("cannot compile {spec}"))?;
    let artifacts: Vec<Artifact> =
        messages.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    check_bindgen(spec, &artifacts)?;
    let mut modules = artifacts.iter().flat_map(|artifact| &artifact.filenames);
    let Some(module) = modules.rfind(|file| file.extension().is_some_and(|end| end == "wasm"))
    else {
        bail!("{spec} has no library that cargo can build as `cdylib`");
    };
    fs::read(module).with_context(|| format!("cannot read {}", module.display()))
}

fn command(spec: &CoreSpec) -> Result<Command> {
    let mut command = Command::new("cargo");
    // `cargo rustc --crate-type`: an `rlib` beside the `cdylib` would switch fat LTO off.
    command.args(["rustc", "--release", "--lib", "--crate-type", "cdylib", "--quiet"]);
    command.args([
        "--target",
        TARGET,
        "--message-format",
        "json-render-diagnostics",
        "--target-dir",
    ]);
    command.arg(&spec.target_dir).current_dir(&spec.manifest_dir);
    if let Some(package) = &spec.package {
        command.args(["--package", package]);
    }
    if !spec.default_features {
        command.arg("--no-default-features");
    }
    if !spec.features.is_empty() {
        command.args(["--features", &spec.features.join(",")]);
    }
    for (key, value) in PROFILE {
        command.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
    }
    command.env("CARGO_ENCODED_RUSTFLAGS", flags(spec)?.join("\u{1f}"));
    command.env_remove("RUSTFLAGS").env_remove("CARGO_BUILD_TARGET");
    Ok(command)
}

/// Panic messages name source files: without the folders of this machine they are shorter and the
/// same everywhere.
fn flags(spec: &CoreSpec) -> Result<Vec<String>> {
    let mut flags: Vec<String> = FLAGS.iter().map(|&flag| flag.to_owned()).collect();
    if !spec.panic_messages {
        // For panics.rs: what only panics use is found by it.
        flags.push("-Clink-arg=--emit-relocs".to_owned());
    }
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let source = fs::canonicalize(&spec.manifest_dir)?;
    for (folder, name) in [(cargo, "cargo"), (Some(source), ".")] {
        if let Some(folder) = folder {
            flags.push(format!("--remap-path-prefix={}={name}", folder.display()));
        }
    }
    Ok(flags)
}

/// One line of cargo's messages; only those about built files have these fields.
#[derive(Deserialize)]
struct Artifact {
    package_id: String,
    filenames: Vec<PathBuf>,
}

/// Another wasm-bindgen is told before all is compiled, where the lock file shows it.
fn check_lock(spec: &CoreSpec) -> Result<()> {
    let mut around = spec.manifest_dir.ancestors();
    let lock = around.find_map(|folder| fs::read_to_string(folder.join("Cargo.lock")).ok());
    let lock = lock.unwrap_or_default();
    let entry = "name = \"wasm-bindgen\"\n";
    if !lock.contains(entry) || lock.contains(&format!("{entry}version = \"{WASM_BINDGEN}\"")) {
        return Ok(());
    }
    // It may not be the one that counts, or older than what Cargo.toml says by now: cargo knows.
    let mut metadata = Command::new("cargo");
    metadata.args(["metadata", "--format-version", "1", "--quiet"]).current_dir(&spec.manifest_dir);
    // What is wrong with the crate is said by the build.
    let Ok(told) = exec::run(&mut metadata) else { return Ok(()) };
    let resolved: Resolved = serde_json::from_str(&told).context("cargo metadata")?;
    let bindgen = resolved.packages.iter().find(|package| package.name == "wasm-bindgen");
    match bindgen.filter(|package| package.version != WASM_BINDGEN) {
        Some(package) => Err(other_bindgen(spec, &package.version)),
        None => Ok(()),
    }
}

/// What `cargo metadata` says.
#[derive(Deserialize)]
struct Resolved {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

/// `cargo update --precise` is no way out: js-sys and web-sys name their wasm-bindgen exactly, and cargo takes
/// them back only for a Cargo.toml that wants it.
fn other_bindgen(spec: &CoreSpec, version: &str) -> Error {
    anyhow!(
        "{spec} is locked to wasm-bindgen {version}, but this build's CLI is {WASM_BINDGEN}: write `wasm-bindgen = \"={WASM_BINDGEN}\"` under [dependencies] of its Cargo.toml ({})",
        spec.manifest_dir.display()
    )
}

/// The CLI reads only what the crate of its own version wrote, and its own words for that are many.
fn check_bindgen(spec: &CoreSpec, artifacts: &[Artifact]) -> Result<()> {
    let versions =
        artifacts.iter().filter_map(|artifact| artifact.package_id.split_once("#wasm-bindgen@"));
    match versions.map(|(_, version)| version).next() {
        Some(WASM_BINDGEN) => Ok(()),
        Some(other) => Err(other_bindgen(spec, other)),
        None => {
            bail!("{spec} does not use wasm-bindgen: there would be nothing to call in its core")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(package_id: &str) -> Result<()> {
        let artifact = Artifact { package_id: package_id.to_owned(), filenames: Vec::new() };
        check_bindgen(&CoreSpec::new("/app"), &[artifact])
    }

    #[test]
    fn another_wasm_bindgen_is_named_with_the_way_out() {
        check(&format!("registry+https://example#wasm-bindgen@{WASM_BINDGEN}")).unwrap();
        let error = check("registry+https://example#wasm-bindgen@0.2.99").unwrap_err().to_string();
        assert!(error.contains("locked to wasm-bindgen 0.2.99"), "{error}");
        let pin = format!("write `wasm-bindgen = \"={WASM_BINDGEN}\"` under");
        assert!(error.contains(&pin), "{error}");
        assert!(check("registry+https://example#serde@1.0.0").is_err());
    }

    #[test]
    fn a_lock_with_another_wasm_bindgen_is_told_before_anything_is_compiled() {
        let folder = tempfile::tempdir().unwrap();
        let package = |name: &str, version: &str, more: &str| {
            let of = folder.path().join(name);
            fs::create_dir_all(of.join("src")).unwrap();
            fs::write(of.join("src/lib.rs"), "compile_error!(\"compiled\");").unwrap();
            let package = format!("[package]\nname = \"{name}\"\nversion = \"{version}\"\n{more}");
            fs::write(of.join("Cargo.toml"), package).unwrap();
            of
        };
        let app = |version: &str| {
            package("wasm-bindgen", version, "");
            let more = "[dependencies]\nwasm-bindgen.path = \"../wasm-bindgen\"\n[workspace]\n";
            let app = package("app", "0.1.0", more);
            format!("{:#}", build(&CoreSpec::new(app)).unwrap_err())
        };
        fs::create_dir(folder.path().join("app")).unwrap();
        let lock = "version = 4\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.99\"\n";
        fs::write(folder.path().join("app/Cargo.lock"), lock).unwrap();
        let error = app("0.2.99");
        assert!(error.starts_with("app is locked to wasm-bindgen 0.2.99"), "{error}");
        // A lock that is older than Cargo.toml holds nobody up.
        let error = app(WASM_BINDGEN);
        assert!(error.contains("compiled"), "{error}");
    }

    #[test]
    fn a_folder_that_is_none_is_named_and_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let typo = folder.path().join("typo");
        let error = build(&CoreSpec::new(&typo)).unwrap_err().to_string();
        assert!(error.contains("there is no crate in ") && !typo.exists(), "{error}");
    }
}
