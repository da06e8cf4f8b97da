//! Programs that cargo installs, each in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::Cache;
use crate::exec;
use crate::progress::Progress;

/// `program` of `package` at exactly `version`, from the cache or built now.
///
/// Built with `--debug`: a third of the time, and these programs wait for others anyway.
pub(super) fn install(
    cache: &Cache,
    package: &str,
    version: &str,
    program: &str,
    progress: &Progress,
) -> Result<PathBuf> {
    let name = format!("cargo/{package}-{version}");
    let path = cache.path().join(&name).join("bin").join(program);
    if works(&path, version) {
        return Ok(path);
    }
    progress.step(
        &format!("installing {package} {version} with cargo (a minute or two, once)"),
        || cache.whole(&name, |folder| build(cache, folder, package, version)),
    )?;
    anyhow::ensure!(
        works(&path, version),
        "{package} {version} was installed, but {} does not run",
        path.display()
    );
    Ok(path)
}

/// Where the tools are built, one after the other.
fn shared_target(cache: &Cache) -> PathBuf {
    cache.path().join("cargo/.building")
}

/// Removes what was only needed for building: a gigabyte.
pub(super) fn clean(cache: &Cache) -> Result<()> {
    let target = shared_target(cache);
    if target.is_dir() {
        fs::remove_dir_all(&target)
            .with_context(|| format!("cannot remove {}", target.display()))?;
    }
    Ok(())
}

fn build(cache: &Cache, folder: &Path, package: &str, version: &str) -> Result<()> {
    let mut command = Command::new("cargo");
    command
        .args([
            "install",
            package,
            "--version",
            version,
            "--locked",
            "--debug",
            "--quiet",
            "--root",
        ])
        .arg(folder);
    // The three tools share most of their dependencies; nobody debugs them.
    command.env("CARGO_TARGET_DIR", shared_target(cache)).env("CARGO_PROFILE_DEV_DEBUG", "0");
    // A tool for this machine, not for the target or with the flags of whoever calls us.
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
        command.env_remove(variable);
    }
    exec::run(&mut command).with_context(|| {
        format!(
            "{package} {version} could not be installed: without network, copy {} from a machine that has it",
            cache.path().display()
        )
    })?;
    Ok(())
}

/// Whether the program runs and is of this version.
fn works(program: &Path, version: &str) -> bool {
    program.is_file()
        && exec::run(Command::new(program).arg("--version"))
            .is_ok_and(|answer| answer.split_whitespace().any(|word| word == version))
}
