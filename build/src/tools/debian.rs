//! Programs of the system: Firefox and cjs. Installed where that is allowed, else asked for.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::exec;
use crate::progress::Progress;

/// Firefox ESR before a Firefox that updates itself under the tests.
pub(super) fn firefox(progress: &Progress) -> Result<PathBuf> {
    let advice = if on_path("firefox").is_some_and(|firefox| is_snap(&firefox)) {
        "`firefox` on PATH is a snap, which sees no files of the tests: install Firefox ESR from Mozilla (its apt repository or its archive), so that `firefox-esr` or `firefox` on PATH is that one"
    } else {
        "Firefox is missing: install Firefox ESR (Debian: `apt-get install firefox-esr`), so that `firefox-esr` or `firefox` is on PATH"
    };
    find_or_install(&["firefox-esr", "firefox"], "firefox-esr", advice, progress)
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
    let find = || programs.iter().find_map(|program| usable(program));
    if let Some(found) = find() {
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
    match find() {
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

/// The same, if it is no snap.
pub(super) fn usable(program: &str) -> Option<PathBuf> {
    on_path(program).filter(|found| !is_snap(found))
}

/// Whether a program is a snap's: a link to it or to the program `snap`, or Ubuntu's script that
/// starts it. A snap has folders of its own for /tmp and for what is hidden in the home folder.
fn is_snap(program: &Path) -> bool {
    let real = program.canonicalize().unwrap_or_else(|_| program.to_owned());
    real.starts_with("/snap")
        || real.file_name().is_some_and(|name| name == "snap")
        || is_script(&real)
            && std::fs::read_to_string(&real).is_ok_and(|text| text.contains("/snap/"))
}

fn is_script(file: &Path) -> bool {
    let mut begins = [0; 2];
    let read = std::fs::File::open(file).and_then(|mut file| file.read_exact(&mut begins));
    read.is_ok() && &begins == b"#!"
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

    #[test]
    fn knows_a_snap() {
        let folder = tempfile::tempdir().unwrap();
        let script = |text: &str| {
            let file = folder.path().join("firefox");
            std::fs::write(&file, text).unwrap();
            is_snap(&file)
        };
        assert!(script("#!/bin/sh\nexec /snap/bin/firefox \"$@\"\n"));
        assert!(!script("#!/bin/sh\nexec /usr/lib/firefox/firefox \"$@\"\n"));
        assert!(!script("\u{7f}ELF /snap/"));
        let (snap, link) = (folder.path().join("snap"), folder.path().join("link"));
        std::fs::write(&snap, "").unwrap();
        std::os::unix::fs::symlink(&snap, &link).unwrap();
        assert!(is_snap(&link) && is_snap(Path::new("/snap/bin/none")));
        assert!(!is_snap(&on_path("sh").unwrap()));
    }
}
