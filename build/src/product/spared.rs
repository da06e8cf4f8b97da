//! What a product is made of is not in the folders that are emptied for it.

use std::path::Path;

use anyhow::{Result, ensure};

use super::{Level, Product};
use crate::app;

/// Refuses if one of these lies in a level's folder below `out`, which would be lost.
pub(crate) fn spared<'a>(out: &Path, paths: impl IntoIterator<Item = &'a Path>) -> Result<()> {
    let folders = Level::ALL.map(|level| app::real(&out.join(level.folder())));
    for path in paths {
        let real = app::real(path)?;
        for folder in &folders {
            let is_spared = folder.as_ref().is_ok_and(|folder| !real.starts_with(folder));
            ensure!(
                is_spared,
                "{} lies in a folder that is emptied for what is built: choose another than {} to build to",
                path.display(),
                out.display()
            );
        }
    }
    Ok(())
}

impl Product {
    /// Everything that is read for it.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Path> {
        [Some(&self.page), Some(&self.worker), self.small.as_ref()].into_iter().flatten().flat_map(
            |script| {
                let files = script.sources.iter().map(|file| &**file);
                files.chain([&*script.core.manifest_dir])
            },
        )
    }
}
