//! What is built goes where others may be reading: each folder and file is replaced at once (but for folders
//! of a container's image, see `aside`).

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::leftovers;

/// What the names of unfinished folders begin with; no app and no server reads what begins with a dot.
const PUTTING: &str = ".putting-";

/// A folder that things are put into, by one process at a time.
pub(crate) struct Putting {
    out: PathBuf,
    /// Locks the folder itself, so that no file of ours is left in it. None where that can't be done;
    /// what is put is whole all the same.
    _lock: Option<File>,
}

impl Putting {
    /// Makes the folder if it is missing, and waits for whoever puts something into it.
    pub(crate) fn into(out: &Path) -> Result<Self> {
        fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
        let lock = File::open(out).ok().filter(|folder| folder.lock().is_ok());
        if lock.is_some() {
            leftovers::remove(out, PUTTING, Duration::ZERO);
        }
        Ok(Self { out: out.to_owned(), _lock: lock })
    }

    /// A folder of this name with what `fill` makes, instead of the one that was there, which stays
    /// where `fill` fails.
    pub(crate) fn folder<T>(&self, name: &str, fill: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
        let made = self.beside()?;
        let [new, old] = ["new", "old"].map(|name| made.path().join(name));
        // The temporary folder itself is for this user only.
        fs::create_dir(&new)?;
        let filled = fill(&new)?;
        let target = self.out.join(name);
        let cannot = || format!("cannot replace {}", target.display());
        if target.exists() {
            aside(&target, &old).with_context(cannot)?;
        }
        fs::rename(&new, &target).with_context(cannot)?;
        Ok(filled)
    }

    /// A file.
    pub(crate) fn file(&self, name: &str, content: &[u8]) -> Result<()> {
        let made = self.beside()?;
        let (new, target) = (made.path().join("new"), self.out.join(name));
        fs::write(&new, content)?;
        fs::rename(&new, &target).with_context(|| format!("cannot replace {}", target.display()))
    }

    /// On the same disk, for it is renamed at the end.
    fn beside(&self) -> Result<tempfile::TempDir> {
        tempfile::Builder::new()
            .prefix(PUTTING)
            .tempdir_in(&self.out)
            .with_context(|| format!("cannot write to {}", self.out.display()))
    }
}

/// Overlayfs renames no folder that a container's image holds (the kernel's documentation of it, "Renaming
/// directories"): there it goes at once, and for a moment there is none.
fn aside(target: &Path, old: &Path) -> io::Result<()> {
    match fs::rename(target, old) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => fs::remove_dir_all(target),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|one| one.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_is_replaced_whole_or_not_at_all() {
        let out = tempfile::tempdir().unwrap();
        fs::create_dir_all(out.path().join(".putting-abc/new")).unwrap();
        let putting = Putting::into(out.path()).unwrap();
        for name in ["one", "two"] {
            putting.folder("a", |folder| Ok(fs::write(folder.join(name), name)?)).unwrap();
            assert_eq!(names(&out.path().join("a")), [name]);
        }
        let half = |folder: &Path| -> Result<()> {
            fs::write(folder.join("three"), "")?;
            assert_eq!(names(&out.path().join("a")), ["two"], "while the next is made");
            anyhow::bail!("interrupted")
        };
        assert!(putting.folder("a", half).is_err());
        assert_eq!(names(&out.path().join("a")), ["two"]);
        putting.file("b", b"1").unwrap();
        putting.file("b", b"2").unwrap();
        assert_eq!(fs::read_to_string(out.path().join("b")).unwrap(), "2");
        assert_eq!(names(out.path()), ["a", "b"], "and nothing is left beside them");
    }

    #[test]
    fn one_puts_at_a_time() {
        let out = tempfile::tempdir().unwrap();
        let first = Putting::into(out.path()).unwrap();
        std::thread::scope(|scope| {
            let second = scope.spawn(|| {
                let putting = Putting::into(out.path()).unwrap();
                putting.file("a", b"second").unwrap();
            });
            std::thread::sleep(Duration::from_millis(200));
            assert!(!out.path().join("a").exists(), "the second waits");
            first.file("a", b"first").unwrap();
            drop(first);
            second.join().unwrap();
        });
        assert_eq!(fs::read_to_string(out.path().join("a")).unwrap(), "second");
    }
}
