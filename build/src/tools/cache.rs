//! The folder that outlives a checkout: `~/.cache/kaipush`, or what KAIPUSH_CACHE names.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::leftovers;
use crate::progress::Progress;

/// What the names of unfinished installations begin with.
const INSTALLING: &str = ".installing-";

/// The folder with all installed tools.
#[derive(Debug, Clone)]
pub struct Cache(PathBuf);

impl Cache {
    /// The folder of this user; it is made if it is missing.
    pub fn open() -> Result<Self> {
        let folder = match std::env::var_os("KAIPUSH_CACHE") {
            Some(folder) => PathBuf::from(folder),
            None => std::env::home_dir()
                .context("no home folder: set KAIPUSH_CACHE to a folder for kaipush's tools")?
                .join(".cache/kaipush"),
        };
        Self::at(folder)
    }

    /// A folder of the caller's choice.
    pub fn at(folder: impl Into<PathBuf>) -> Result<Self> {
        let folder = std::path::absolute(folder.into())?;
        fs::create_dir_all(&folder).with_context(|| {
            format!(
                "cannot make {}: set KAIPUSH_CACHE to a folder you may write to",
                folder.display()
            )
        })?;
        Ok(Self(folder))
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Held while tools are installed; another process waits. None where nothing can be written:
    /// nobody installs anything there, and what is there can be used.
    pub(crate) fn lock(&self, progress: &Progress) -> Result<Option<File>> {
        let path = self.0.join(".lock");
        let Ok(file) = File::create(&path).or_else(|_| File::open(&path)) else {
            return Ok(None);
        };
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            progress
                .step("waiting for another process that installs tools", || Ok(file.lock()?))?;
        }
        Ok(Some(file))
    }

    /// A folder that appears whole or not at all: `fill` works in a folder beside it, which gets the
    /// final name only after `fill` ended well. An interrupted installation leaves nothing behind
    /// that looks installed; what it leaves goes here, for whoever calls this holds the lock.
    pub(crate) fn whole(
        &self,
        name: &str,
        fill: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let target = self.0.join(name);
        let parent = target.parent().unwrap_or(&self.0);
        fs::create_dir_all(parent).with_context(|| self.no_room(name))?;
        leftovers::remove(parent, INSTALLING, Duration::ZERO);
        let temporary = tempfile::Builder::new().prefix(INSTALLING).tempdir_in(parent);
        let temporary = temporary.with_context(|| self.no_room(name))?;
        fill(temporary.path())?;
        if target.exists() {
            fs::remove_dir_all(&target)
                .with_context(|| format!("cannot replace {}", target.display()))?;
        }
        fs::rename(temporary.keep(), &target)?;
        Ok(target)
    }

    fn no_room(&self, name: &str) -> String {
        format!(
            "{name} has to be installed, but {} can't be written to: set KAIPUSH_CACHE to a folder you may write to",
            self.0.display()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_installation_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path()).unwrap();
        let result = cache.whole("tools/x-1", |folder| {
            fs::write(folder.join("half"), "")?;
            anyhow::bail!("interrupted")
        });
        assert!(result.is_err());
        assert_eq!(fs::read_dir(folder.path().join("tools")).unwrap().count(), 0);
    }

    #[test]
    fn what_an_interrupted_installation_left_goes() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path()).unwrap();
        fs::create_dir_all(folder.path().join("tools/.installing-abc/half")).unwrap();
        cache.whole("tools/x-1", |_| Ok(())).unwrap();
        assert_eq!(fs::read_dir(folder.path().join("tools")).unwrap().count(), 1);
    }

    #[test]
    fn a_second_installation_replaces_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path()).unwrap();
        for text in ["one", "two"] {
            let made = cache
                .whole("tools/x-1", |folder| Ok(fs::write(folder.join("file"), text)?))
                .unwrap();
            assert_eq!(fs::read_to_string(made.join("file")).unwrap(), text);
        }
    }

    #[test]
    fn a_cache_without_a_lock_can_be_used() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().join("cache")).unwrap();
        let lock = || cache.lock(&Progress::silent());
        assert!(lock().unwrap().is_some());
        // Root may write to everything that is there.
        fs::remove_dir_all(cache.path()).unwrap();
        assert!(lock().unwrap().is_none());
        fs::write(cache.path(), "").unwrap();
        let error = cache.whole("tools/x-1", |_| Ok(())).unwrap_err().to_string();
        assert!(error.contains("set KAIPUSH_CACHE"), "{error}");
    }
}
