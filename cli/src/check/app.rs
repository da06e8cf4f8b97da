//! An app, and what a system makes of it.

use std::path::Path;

use anyhow::Result;
use kaipush_build::RustApp;
use kaipush_simulator::{Product, Profile, System, manifest};

use super::files::{Files, Named};
use super::key::ConfigKey;
use super::pages::Pages;
use super::profiles::{product, profiles};
use super::scripts::{KAIPUSH, Scripts};

/// The workers, by the names that an app imports them with.
pub const WORKERS: [&str; 2] = ["kaipush-sw.js", "kaipush-sw-small.js"];
/// What `kaipush build` puts into an app, at its root, by the names that it is written with.
const BUILT: [&str; 3] = [WORKERS[0], WORKERS[1], KAIPUSH];
/// The same in an app that is all Rust.
const BUILT_IN_RUST: [&str; 2] = [WORKERS[0], "app.js"];

/// An app that was read once, to be judged for many systems.
pub struct App {
    pub files: Files,
    pub scripts: Scripts,
    pages: Pages,
    key: ConfigKey,
    /// Whether it has to be all there.
    is_built: bool,
    /// What is not there before it is built.
    to_come: &'static [&'static str],
}

impl App {
    /// Reads an app as it was written, or as it was built.
    ///
    /// # Errors
    /// Where the folder can't be read.
    pub fn read(folder: &Path) -> Result<Self> {
        // What a phone gets of an app in Rust, but for what is built.
        let rust = RustApp::in_folder(folder);
        let to_come = if rust.is_some() { &BUILT_IN_RUST[..] } else { &BUILT };
        let folder = rust.map_or_else(|| folder.to_owned(), |app| app.files);
        let files = Files::of(&folder)?;
        Ok(Self {
            scripts: Scripts::read(&files),
            pages: Pages::read(&files),
            key: ConfigKey::read(&files),
            is_built: product(&files).is_some(),
            to_come,
            files,
        })
    }

    /// The same where nothing may be missing any more.
    #[must_use]
    pub fn built(self) -> Self {
        Self { is_built: true, ..self }
    }

    /// The systems that it is for, see [`profiles`].
    ///
    /// # Errors
    /// Where it has no manifest.
    pub fn profiles(&self) -> Result<Vec<Profile>> {
        profiles(&self.files)
    }

    /// What one system makes of it, in words.
    pub fn problems(&self, profile: Profile) -> Vec<String> {
        let mut problems = Vec::new();
        match manifest::install(profile, &self.files.folder) {
            Err(refused) => problems.push(refused.to_string()),
            Ok(installed) => {
                problems.extend(installed.findings.iter().map(ToString::to_string));
                if let Some(policy) = installed.system_policy(profile) {
                    problems.extend(self.pages.inline());
                    problems.extend(self.pages.foreign(policy));
                }
            }
        }
        if !profile.packaged && profile.product() == Product::Kaios3 {
            problems.extend(self.scripts.without_fetch().map(|worker| {
                format!(
                    "{worker}: does not listen to `fetch`, and KaiOS 3 installs a web app only if its worker \
                     does: self.addEventListener(\"fetch\", function () {{}});"
                )
            }));
        }
        if profile.system == System::Kaios25
            && let Some(worker) = self.scripts.below_root()
        {
            problems.push(format!(
                "{worker}: imports kaipush but lies below manifest.webapp: move it there, and name it so in `worker` of \
                 Push.create (scope-not-root)"
            ));
        }
        problems.extend(self.scripts.unreadable(profile.engine(), &self.pages));
        problems.extend(self.pages.modules(profile.engine()));
        problems.extend(self.pages.unreadable());
        problems.extend(self.key.problem().filter(|_| self.has_kaipush()));
        problems.extend(self.missing(profile));
        problems
    }

    /// What may be meant so, in words: no system refuses it.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.scripts.pushes_shown_twice();
        if self.lacks_a_page() {
            notes.push(
                "no page loads kaipush: none has <script src=\"kaipush.js\">, and no script holds it or names it; \
                 without it nothing subscribes"
                    .to_owned(),
            );
        }
        notes.extend(self.key.note().filter(|_| self.has_kaipush()));
        notes
    }

    /// Whether only a worker has kaipush. The page's part of an app in Rust is seen once it is built.
    fn lacks_a_page(&self) -> bool {
        let is_seen = self.is_built || self.to_come == BUILT;
        is_seen && self.scripts.import_kaipush() && !self.pages_have_kaipush()
    }

    fn pages_have_kaipush(&self) -> bool {
        self.pages.load_kaipush || self.scripts.bring_kaipush()
    }

    /// Whether the key in js/config.js may be kaipush's.
    fn has_kaipush(&self) -> bool {
        self.scripts.import_kaipush() || self.pages_have_kaipush()
    }

    /// Files that are named and not there.
    fn missing(&self, profile: Profile) -> Vec<String> {
        let files = &self.files;
        let named = self.scripts.missing(files).into_iter().chain(self.pages.missing(files));
        let gone = named.filter(|one| self.is_built || !self.to_come.contains(&&*one.file));
        let mut told: Vec<_> = gone
            .map(|Named { by, path, file }| {
                let what =
                    if BUILT.contains(&&*file) { ": `kaipush build` puts it there" } else { "" };
                format!("{by}: {path} is not in the app{what}")
            })
            .collect();
        // A path may mean another file to each worker.
        told.dedup();
        if self.is_built && !self.scripts.import_kaipush() {
            told.push(
                "no worker imports kaipush: sw.js is not in the app, or lacks \
                 importScripts(\"kaipush-sw.js\"); `kaipush build` puts the file there"
                    .to_owned(),
            );
        }
        // Where its policy refuses WebAssembly, the page loads the other core.
        if profile.packaged && profile.product() == Product::Kaios3 && profile.core() == "js" {
            told.extend(self.pages.without_core(files));
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::super::files::with;
    use super::*;

    #[test]
    fn a_key_for_something_else_is_no_ones_business() {
        let config = ("js/config.js", "var config = { key: \"a key for maps\" };");
        let told = |sw: &str| {
            with(&[config, ("sw.js", sw)], |files| {
                let app = App::read(&files.folder).unwrap();
                let problems = app.problems(Profile::packaged(System::Kaios25));
                problems.iter().any(|problem| problem.starts_with("js/config.js: key"))
            })
        };
        assert!(told("importScripts('kaipush-sw.js');"));
        assert!(!told("importScripts('js/config.js');"));
    }
}
