//! An app's scripts, and what is wrong with them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kaipush_build::product::ENTRY;
use kaipush_simulator::Engine;
use kaipush_simulator::syntax::{Imports, Kind, Reason, Refused, imports};

use super::files::{Files, Named, no_texts};
use super::pages::Pages;
use super::paths;
use super::workers::Workers;

/// What the names of kaipush's workers begin with.
pub const WORKER: &str = "kaipush-sw";
/// The page's script of kaipush, and its js core, which that one loads from beside itself (npm/loader.js).
pub const KAIPUSH: &str = "kaipush.js";
pub const CORE: &str = "kaipush-core.js";

/// What stands in kaipush's code for pages, also where a bundler has put it into another script: each product has
/// one of these at least, and so has an app that is all Rust. A test holds them against the sources.
const IN_PAGES: [&str; 3] = ["kaipush.waiting", "kaipush: core-failed", "kaipush could not start"];
/// What names that code.
const NAMES: [&str; 5] = [KAIPUSH, CORE, "kaipush.mjs", "kaipush/js", "kaipush/wasm"];

/// All scripts of an app.
pub struct Scripts {
    all: Vec<Script>,
    /// The names of those that are no text.
    unreadable: Vec<String>,
    workers: Workers,
}

/// A script.
pub struct Script {
    /// The path from the app's folder.
    pub name: String,
    text: String,
    pub imports: Imports,
}

impl Script {
    fn is_module(&self) -> bool {
        self.imports.is_module || self.name.ends_with(".mjs")
    }
}

impl Scripts {
    /// Reads them.
    pub fn read(files: &Files) -> Self {
        let texts = files.texts(&[".js", ".mjs"]);
        let script = |(name, text): (String, String)| {
            let imports = imports(&text);
            Script { name, text, imports }
        };
        let all: Vec<_> = texts.read.into_iter().map(script).collect();
        Self { workers: Workers::of(&all), all, unreadable: texts.unreadable }
    }

    /// The files of pages and those of workers, without what no engine can read.
    pub fn files(&self, folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let files = self.all.iter().filter(|script| !self.is_broken(script));
        let (workers, pages): (Vec<_>, Vec<_>) =
            files.partition(|script| self.workers.names.contains(&script.name));
        let paths = |scripts: Vec<&Script>| {
            scripts.into_iter().map(|script| folder.join(&script.name)).collect()
        };
        (paths(pages), paths(workers))
    }

    /// What an engine can't read, in words.
    pub fn unreadable(&self, engine: Engine, pages: &Pages) -> impl Iterator<Item = String> {
        let told =
            move |script: &&Script| !(script.is_module() && pages.pass_over(&script.name, engine));
        let refused =
            self.all.iter().filter(told).filter_map(move |script| self.refused(engine, script));
        refused.map(|refused| refused.to_string()).chain(no_texts(&self.unreadable))
    }

    /// Scripts that a worker imports and that are not there, each file once.
    pub fn missing(&self, files: &Files) -> BTreeSet<Named> {
        let absent = self.workers.imports.iter().filter(|import| !files.has(&import.file));
        absent.cloned().collect()
    }

    /// Whether a worker imports kaipush.
    pub fn import_kaipush(&self) -> bool {
        !self.workers.with_kaipush.is_empty()
    }

    /// A worker with kaipush in a folder of the app, where none lies at the app's root. A `sw.js` may import it by a
    /// name that is put together.
    pub fn below_root(&self) -> Option<&str> {
        let mut workers = self.workers.with_kaipush.iter();
        let is_below = workers.clone().all(|worker| !paths::folder(worker).is_empty());
        let has_entry = self.workers.entries.first().is_some_and(|first| first == ENTRY);
        (is_below && !has_entry).then(|| workers.next().map(String::as_str))?
    }

    /// Whether a page's script names kaipush's, or holds it. All are looked at: nobody sees how they come to a page.
    pub fn bring_kaipush(&self) -> bool {
        let mut pages = self.all.iter().filter(|script| {
            !self.workers.names.contains(&script.name) && !is_plain(paths::file_name(&script.name))
        });
        pages.any(|script| brings_kaipush(&script.text))
    }

    /// The service worker, where no script of the app listens to `fetch`: all are looked at, for one may be
    /// imported by a name that is put together.
    pub fn without_fetch(&self) -> Option<&str> {
        let listens = self.all.iter().any(|script| script.imports.listens_to_fetch);
        // What comes from elsewhere nobody knows.
        if listens || self.workers.are_elsewhere {
            return None;
        }
        let entry = self.workers.entries.first()?;
        // Other workers import scripts, too.
        (entry == ENTRY || self.import_kaipush()).then_some(entry)
    }

    /// Workers' scripts that listen to `push` beside a kaipush that takes every push, in words.
    pub fn pushes_shown_twice(&self) -> Vec<String> {
        // kaipush's own files listen, too.
        let own = self.all.iter().filter(|script| {
            let name = paths::file_name(&script.name);
            self.workers.beside_kaipush.contains(&script.name) && !name.starts_with(WORKER)
        });
        let own: Vec<_> = own.collect();
        if own.iter().any(|script| script.imports.sets_owns) {
            return Vec::new();
        }
        let listening = own.iter().filter(|script| script.imports.listens_to_push);
        let told = listening.map(|script| {
            format!(
                "{}: listens to `push` beside kaipush, which shows every push: take the listener out, or let \
                 kaipush have only its own pushes (kaipush.owns = \"marked\";)",
                script.name
            )
        });
        told.collect()
    }

    fn refused(&self, engine: Engine, script: &Script) -> Option<Refused> {
        let kind = match () {
            () if script.is_module() => Kind::Module,
            () if self.workers.names.contains(&script.name) => Kind::Worker,
            () => Kind::PageScript,
        };
        engine.reads(&script.name, &script.text, kind).err()
    }

    fn is_broken(&self, script: &Script) -> bool {
        let refused = self.refused(Engine::Gecko123, script);
        matches!(refused, Some(Refused { reason: Reason::Unreadable(_), .. }))
    }
}

/// Whether a text names kaipush's script for pages, or holds it.
pub fn brings_kaipush(text: &str) -> bool {
    IN_PAGES.iter().chain(&NAMES).any(|mark| text.contains(mark))
}

/// kaipush's own files, which lie in the app whether a page loads them or not.
fn is_plain(name: &str) -> bool {
    name == KAIPUSH || name == CORE || name.starts_with(WORKER)
}

#[cfg(test)]
mod tests;
