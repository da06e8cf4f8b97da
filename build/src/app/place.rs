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
        let out = real(out)?;
        ensure!(
            !out.starts_with(app),
            "{} is inside the app's own folder: choose another to install to",
            out.display()
        );
        let is_there = out.is_dir();
        if is_there {
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

/// The folder without links and dots, as far as there is something of it.
pub(crate) fn real(folder: &Path) -> Result<PathBuf> {
    let folder = std::path::absolute(folder)?;
    let there = folder.ancestors().find(|one| one.exists()).unwrap_or(&folder);
    let mut real = fs::canonicalize(there)?;
    // Joining nothing would leave a slash at its end.
    real.extend(folder.strip_prefix(there)?);
    Ok(real)
}
