//! Programs of the system: Firefox and cjs. Installed where that is allowed, else asked for.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::exec;
use crate::progress::Progress;

/// Firefox ESR before a Firefox that updates itself under the tests.
pub(super) fn firefox(progress: &Progress) -> Result<PathBuf> {
    find_or_install(
        &["firefox-esr", "firefox"],
        "firefox-esr",
        "Firefox is missing: install Firefox ESR (Debian: `apt-get install firefox-esr`), so that `firefox-esr` or `firefox` is on PATH",
        progress,
    )
}

/// The shell of Cinnamon's JavaScript, built on SpiderMonkey 78.
pub(super) fn cjs(progress: &Progress) -> Result<PathBuf> {
    find_or_install(
        &["cjs"],
        "cjs",
        "cjs is missing, an engine older than KaiOS 3's: install it (Debian 12: `apt-get install cjs`), so that `cjs` is on PATH",
        progress,
    )
}

fn find_or_install(
    programs: &[&str],
    package: &str,
    advice: &str,
    progress: &Progress,
) -> Result<PathBuf> {
    if let Some(found) = programs.iter().find_map(|program| on_path(program)) {
        return Ok(found);
    }
    if on_path("apt-get").is_none() || !is_root() {
        bail!("{advice}");
    }
    progress.step(&format!("installing {package} with apt-get (once)"), || {
        let installed = apt(&["update"])
            .and_then(|()| apt(&["install", "-y", "--no-install-recommends", package]));
        installed.map_err(|error| error.context(advice.to_owned()))
    })?;
    match programs.iter().find_map(|program| on_path(program)) {
        Some(found) => Ok(found),
        None => bail!("{advice}"),
    }
}

fn apt(arguments: &[&str]) -> Result<()> {
    exec::run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))?;
    Ok(())
}

/// Root may install packages; nobody else is asked for a password in the middle of a build.
fn is_root() -> bool {
    exec::run(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

pub(super) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_on_path() {
        assert!(on_path("sh").is_some());
        assert!(on_path("no-such-program-anywhere").is_none());
    }
}
