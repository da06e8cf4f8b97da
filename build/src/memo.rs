//! What was made once is not made again: a folder of results named by the hash of all that went in.
//!
//! A change of the shim then costs one run of terser, not two chains of binaryen.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use crate::hash::hash;
use crate::leftovers;

/// No step takes as long: an unfinished result that is older belongs to nobody.
const ABANDONED: Duration = Duration::from_secs(3600);

/// What the names of unfinished results begin with.
const MAKING: &str = ".making-";

/// Results under a target folder; `cargo clean` forgets them.
pub(crate) struct Memo(PathBuf);

impl Memo {
    /// The results kept in this target folder.
    pub(crate) fn of(target_dir: &Path) -> Self {
        Self(target_dir.join("made"))
    }

    /// The folder for these ingredients, filled by `make` unless it is there. It appears whole or not
    /// at all, so an interrupted build leaves nothing wrong.
    pub(crate) fn folder(
        &self,
        ingredients: &[&[u8]],
        make: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let hashes: String = ingredients.iter().map(|part| hash(part)).collect();
        let target = self.0.join(hash(hashes.as_bytes()));
        if target.is_dir() {
            return Ok(target);
        }
        fs::create_dir_all(&self.0)?;
        leftovers::remove(&self.0, MAKING, ABANDONED);
        let temporary = tempfile::Builder::new().prefix(MAKING).tempdir_in(&self.0)?;
        make(temporary.path())?;
        let folder = temporary.keep();
        if let Err(error) = fs::rename(&folder, &target) {
            fs::remove_dir_all(&folder)?;
            // Somebody else was as quick and made the same.
            anyhow::ensure!(
                target.is_dir(),
                "cannot keep a result in {}: {error}",
                target.display()
            );
        }
        Ok(target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_made_once_and_a_failure_never_kept() {
        let folder = tempfile::tempdir().unwrap();
        let memo = Memo::of(folder.path());
        assert!(memo.folder(&[b"a"], |_| anyhow::bail!("no")).is_err());
        let made = memo.folder(&[b"a"], |folder| Ok(fs::write(folder.join("x"), "1")?)).unwrap();
        assert_eq!(memo.folder(&[b"a"], |_| anyhow::bail!("made twice")).unwrap(), made);
        assert_ne!(memo.folder(&[b"a", b""], |_| Ok(())).unwrap(), made);
    }
}
