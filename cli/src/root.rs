//! Where the repository is that this command was built from: it has the template and the crate.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

/// The repository's root: the folder above this crate.
///
/// # Errors
/// Where it is not there any more.
pub fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.parent().unwrap_or(here);
    ensure!(
        root.join("app-template").is_dir(),
        "{} is gone, the repository that this command was built from: build it anew from where that is now",
        root.display()
    );
    Ok(root.to_owned())
}
