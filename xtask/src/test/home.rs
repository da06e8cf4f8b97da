//! The environment of a program that starts Firefox by itself.

use std::path::Path;
use std::process::Command;

/// Gives it a HOME that Firefox takes, where the present one is refused. Cargo and rustup stay where
/// they are.
pub fn prepare(command: &mut Command, own: &Path) {
    for (name, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
        if let (None, Some(home)) = (std::env::var_os(name), std::env::home_dir()) {
            command.env(name, home.join(folder));
        }
    }
    kaipush_browser::own_home(command, own);
}
