//! Screenshots of the template.

use std::fs;

use anyhow::{Context as _, Result};
use kaipush_browser::Page;
use kaipush_simulator::Profile;

use crate::root::root;

/// Writes what the page shows to `target/demo/PROFILE-NAME.png`.
pub async fn shot(page: &Page, profile: Profile, name: &str) -> Result<()> {
    let folder = root().join("target/demo");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let file = folder.join(format!("{profile}-{name}.png"));
    fs::write(&file, page.screenshot().await?)
        .with_context(|| format!("cannot write {}", file.display()))
}
