//! Something to show a window on.

use anyhow::{Result, ensure};

/// # Errors
/// Where there is none.
pub fn is_there() -> Result<()> {
    let screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some())
        || cfg!(target_os = "macos");
    ensure!(
        screen,
        "the phone needs a screen: neither DISPLAY nor WAYLAND_DISPLAY is set; \
         `--shot FILE` takes a picture without one"
    );
    Ok(())
}
