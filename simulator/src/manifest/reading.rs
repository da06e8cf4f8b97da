//! A manifest that is being read.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use serde_json::Value;
use url::{Position, Url};

use super::{Finding, Refused};
use crate::profile::{Profile, System};

/// A manifest's file, and what was found in it so far.
pub(super) struct Reading {
    pub(super) system: System,
    packaged: bool,
    folder: PathBuf,
    file: &'static str,
    pub(super) findings: Vec<Finding>,
}

impl Reading {
    pub(super) fn new(profile: Profile, folder: &Path, file: &'static str) -> Self {
        let Profile { system, packaged } = profile;
        Self { system, packaged, folder: folder.to_owned(), file, findings: Vec::new() }
    }

    /// The file's content.
    pub(super) fn open(&self) -> Result<Value, Refused> {
        let path = self.folder.join(self.file);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(self.refuse(
                    "",
                    "there is no such file in the app's folder; every app starts with it",
                ));
            }
            Err(error) => return Err(self.refuse("", error.to_string())),
        };
        // Editors write it; Gecko's decoder takes it off.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let manifest: Value = serde_json::from_str(text).map_err(|error| Refused {
            system: self.system,
            place: format!("{}:{}:{}", self.file, error.line(), error.column()),
            text: format!("not JSON ({})", plain(&error)),
        })?;
        if !manifest.is_object() {
            return Err(self.refuse("", "a manifest is an object: { … }"));
        }
        Ok(manifest)
    }

    /// Whether the app has this file. A package has none at a folder's own address.
    pub(super) fn has(&self, path: &str) -> bool {
        let Some(url) = resolve(path) else {
            return false;
        };
        let path = percent_decode_str(url.path().trim_start_matches('/')).decode_utf8_lossy();
        let is_folder = path.is_empty() || path.ends_with('/');
        let index = if is_folder && !self.packaged { "index.html" } else { "" };
        self.folder.join(format!("{path}{index}")).is_file()
    }

    /// What is wrong with a page that can't be opened.
    pub(super) fn lacks(&self, href: &str) -> Option<String> {
        if self.has(href) {
            return None;
        }
        let path = path(href);
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let is_index =
            self.packaged && path.ends_with('/') && self.has(&format!("{path}index.html"));
        Some(match is_index {
            true => format!(
                "{href} has no page in a package, which knows no index: write {path}index.html"
            ),
            false => format!("{href} is not in the app"),
        })
    }

    /// Notes something that is allowed but does not do what it seems to.
    pub(super) fn note(&mut self, member: &str, text: impl Into<String>) {
        self.findings.push(Finding { place: self.place(member), text: text.into() });
    }

    /// The system refuses the app for this.
    pub(super) fn refuse(&self, member: &str, text: impl Into<String>) -> Refused {
        Refused { system: self.system, place: self.place(member), text: text.into() }
    }

    /// The name, which all systems want.
    pub(super) fn name(&self, manifest: &Value) -> Result<String, Refused> {
        match manifest["name"].as_str() {
            Some(name) if !name.trim().is_empty() => Ok(name.to_owned()),
            _ => Err(self.refuse("name", "every app needs one, a text that is not empty")),
        }
    }

    fn place(&self, member: &str) -> String {
        if member.is_empty() { self.file.to_owned() } else { format!("{}: {member}", self.file) }
    }
}

/// Whether a page or script of the app is named by a whole address, which no installer takes.
pub(super) fn is_absolute(href: &str) -> bool {
    href.starts_with("//") || href.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/'))
}

/// A path inside the app: `index.html` is `/index.html`, and so is a whole address of it, which a site
/// may write.
pub(super) fn path(href: &str) -> String {
    match resolve(href) {
        Some(url) => url[Position::BeforePath..].to_owned(),
        None => format!("/{}", href.trim_start_matches('/')),
    }
}

/// What it is from the app's root, where the manifest lies.
fn resolve(href: &str) -> Option<Url> {
    let root = Url::parse("http://127.0.0.1/").ok()?;
    root.join(href).ok().filter(|url| !url.cannot_be_a_base())
}

/// serde's sentence without its own place, which stands before it here.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}
