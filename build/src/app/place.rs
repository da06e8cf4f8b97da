//! Where an app is installed to: a folder that is filled at once, or left as it was.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;

/// A folder that is empty or not there yet, and what is going to be in it.
pub(super) struct Place {
    out: PathBuf,
    making: TempDir,
}

impl Place {
    /// Refuses a folder that lies in the app's own or holds something already.
    pub(super) fn at(out: &Path, app: &Path) -> Result<Self> {
        is_outside(app, out)?;
        let out = real(out)?;
        let is_there = out.exists();
        if is_there {
            ensure!(out.is_dir(), "{} is no folder: choose another name", out.display());
            let mut files =
                fs::read_dir(&out).with_context(|| format!("cannot read {}", out.display()))?;
            ensure!(
                files.next().is_none(),
                "{} is not empty: empty it, or choose another folder",
                out.display()
            );
        }
        let parent = out.parent().unwrap_or(&out);
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        // On the same disk, for it is renamed at the end.
        let beside = if is_there { &out } else { parent };
        let making = tempfile::Builder::new()
            .prefix(".kaipush-")
            .tempdir_in(beside)
            .with_context(|| format!("cannot write to {}", beside.display()))?;
        let place = Self { out, making };
        // The temporary folder itself is for this user only.
        fs::create_dir(place.folder())?;
        Ok(place)
    }

    /// What to fill.
    pub(super) fn folder(&self) -> PathBuf {
        self.making.path().join("app")
    }

    /// Puts what was filled where it belongs.
    pub(super) fn finish(self) -> Result<()> {
        if !self.out.exists() {
            return fs::rename(self.folder(), &self.out)
                .with_context(|| format!("cannot make {}", self.out.display()));
        }
        for entry in fs::read_dir(self.folder())? {
            let entry = entry?;
            fs::rename(entry.path(), self.out.join(entry.file_name()))?;
        }
        Ok(())
    }
}

/// Refuses to write to a file or folder in an app's own folder: it would be a part of the app the next time.
///
/// # Errors
/// With the file or folder that lies there.
pub fn is_outside(app: &Path, out: &Path) -> Result<()> {
    ensure!(
        !real(out)?.starts_with(real(app)?),
        "{} is inside the app's own folder: choose another place",
        out.display()
    );
    Ok(())
}

/// The folder without links and dots, as far as there is something of it.
pub(crate) fn real(folder: &Path) -> Result<PathBuf> {
    let folder = std::path::absolute(folder)?;
    let there = folder.ancestors().find(|one| one.exists()).unwrap_or(&folder);
    let mut real = fs::canonicalize(there)?;
    // Joining nothing would leave a slash at its end.
    real.extend(folder.strip_prefix(there)?);
    Ok(real)
}
