//! Which crate a core is made of.

use std::fmt;
use std::path::PathBuf;

/// A library crate of type `cdylib`, with the features to build it with.
#[derive(Debug, Clone)]
pub struct CoreSpec {
    /// The folder of its Cargo.toml (or of the workspace it is in).
    pub manifest_dir: PathBuf,
    /// The package's name, if the folder holds a workspace.
    pub package: Option<String>,
    /// Features to switch on.
    pub features: Vec<String>,
    /// Whether the crate's default features are on.
    pub default_features: bool,
    /// Whether panics keep their messages, which an app's panic hook may write to the console; else a
    /// panic is a trap and nothing more.
    pub panic_messages: bool,
    /// Cargo's target folder: apart from everyday builds, whose flags are others. Crates that share
    /// it share their dependencies' builds.
    pub target_dir: PathBuf,
}

impl CoreSpec {
    /// The crate in this folder with its default features, built under its own `target/kaipush`.
    pub fn new(manifest_dir: impl Into<PathBuf>) -> Self {
        let manifest_dir = manifest_dir.into();
        Self {
            target_dir: manifest_dir.join("target/kaipush"),
            manifest_dir,
            package: None,
            features: Vec::new(),
            default_features: true,
            panic_messages: false,
        }
    }

    /// This package of the workspace.
    #[must_use]
    pub fn package(mut self, name: impl Into<String>) -> Self {
        self.package = Some(name.into());
        self
    }

    /// Only these features, no default ones.
    #[must_use]
    pub fn only_features<const N: usize>(mut self, features: [&str; N]) -> Self {
        self.features = features.map(str::to_owned).to_vec();
        self.default_features = false;
        self
    }

    /// Panics say what is wrong: for development.
    #[must_use]
    pub fn panic_messages(mut self) -> Self {
        self.panic_messages = true;
        self
    }

    /// Another target folder.
    #[must_use]
    pub fn target_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.target_dir = folder.into();
        self
    }
}

impl fmt::Display for CoreSpec {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folder =
            || self.manifest_dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        formatter.write_str(&self.package.clone().unwrap_or_else(folder))?;
        if !self.features.is_empty() {
            write!(formatter, " ({})", self.features.join(", "))?;
        }
        Ok(())
    }
}
