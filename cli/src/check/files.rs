//! The files of an app, looked through once.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use kaipush_build::app::files;

/// A folder, and what is in it.
pub struct Files {
    pub folder: PathBuf,
    /// The paths from there, as in an address.
    names: Vec<String>,
}

/// A file that another one names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Which file names it.
    pub by: String,
    /// As it is written.
    pub path: String,
    /// What it means.
    pub file: String,
}

/// Files of one kind.
#[derive(Default)]
pub struct Texts {
    /// Name and text.
    pub read: Vec<(String, String)>,
    /// The names of those that are no text.
    pub unreadable: Vec<String>,
}

impl Files {
    /// Looks through a folder.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn of(folder: &Path) -> Result<Self> {
        let name = |file: PathBuf| {
            let parts = file.strip_prefix(folder)?.iter().map(|part| part.to_string_lossy());
            Ok(parts.collect::<Vec<_>>().join("/"))
        };
        let names = files(folder)?.into_iter().map(name).collect::<Result<_>>()?;
        Ok(Self { folder: folder.to_owned(), names })
    }

    /// Their paths.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there is one of this path.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// The paths of those that end so.
    pub fn ending(&self, endings: &[&str]) -> impl Iterator<Item = &String> {
        self.names.iter().filter(|name| endings.iter().any(|end| name.ends_with(end)))
    }

    /// Reads those that end so.
    pub fn texts(&self, endings: &[&str]) -> Texts {
        let mut texts = Texts::default();
        for name in self.ending(endings).cloned() {
            match fs::read_to_string(self.folder.join(&name)) {
                Ok(text) => texts.read.push((name, text)),
                Err(_) => texts.unreadable.push(name),
            }
        }
        texts
    }
}

/// What is said of files that can't be read as text.
pub fn no_texts(names: &[String]) -> impl Iterator<Item = String> {
    names.iter().map(|name| format!("{name}: is no UTF-8 text: save it as UTF-8"))
}

/// Reads something of an app with these files.
#[cfg(test)]
pub fn with<T>(files: &[(&str, &str)], read: impl FnOnce(&Files) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    read(&Files::of(folder.path()).unwrap())
}
