//! An app's scripts, and what is wrong with them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use kaipush_build::app::files_ending;
use kaipush_simulator::Engine;
use kaipush_simulator::syntax::{Imports, Kind, Reason, Refused, imports};

use super::paths;

/// The worker, as the template and the README have it.
const ENTRY: &str = "sw.js";
/// What the names of kaipush's workers begin with.
const KAIPUSH: &str = "kaipush-sw";

/// All scripts of a folder.
pub struct Scripts {
    all: Vec<Script>,
    /// The names of those that are no text.
    unreadable: Vec<String>,
}

struct Script {
    /// The path from the app's folder.
    name: String,
    text: String,
    imports: Imports,
}

/// What a worker imports.
struct Import<'a> {
    by: &'a str,
    path: &'a str,
    file: String,
}

impl Scripts {
    /// Reads them.
    ///
    /// # Errors
    /// Where the folder can't be read.
    pub fn read(folder: &Path) -> Result<Self> {
        let (mut all, mut unreadable) = (Vec::new(), Vec::new());
        for file in files_ending(folder, &["js", "mjs"])? {
            let name = paths::name(folder, &file)?;
            match fs::read_to_string(&file) {
                Ok(text) => all.push(Script { name, imports: imports(&text), text }),
                Err(_) => unreadable.push(name),
            }
        }
        Ok(Self { all, unreadable })
    }

    /// The files of pages and those of workers, without what no engine can read.
    pub fn files(&self, folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let workers = self.workers();
        let files = self.all.iter().filter(|script| !is_broken(script, kind(script, &workers)));
        let (workers, pages): (Vec<_>, Vec<_>) =
            files.partition(|script| workers.contains(&script.name));
        let paths = |scripts: Vec<&Script>| {
            scripts.into_iter().map(|script| folder.join(&script.name)).collect()
        };
        (paths(pages), paths(workers))
    }

    /// What an engine can't read, in words.
    pub fn unreadable(&self, engine: Engine) -> Vec<String> {
        let workers = self.workers();
        let refused = self.all.iter().filter_map(|script| {
            let kind = kind(script, &workers);
            engine.reads(&script.name, &script.text, kind).err().map(|refused| refused.to_string())
        });
        refused.chain(self.unreadable.iter().map(|name| paths::no_text(name))).collect()
    }

    /// Scripts that a worker imports and that are not there: script and path, each once.
    pub fn missing(&self) -> BTreeSet<(String, String)> {
        let (_, imports) = self.followed();
        let is_there = |file: &String| self.find(file).is_some() || self.unreadable.contains(file);
        let absent = imports.iter().filter(|import| !is_there(&import.file));
        absent.map(|import| (import.by.to_owned(), import.path.to_owned())).collect()
    }

    /// Whether a worker imports kaipush.
    pub fn import_kaipush(&self) -> bool {
        let (_, imports) = self.followed();
        imports.iter().any(|import| file_name(&import.file).starts_with(KAIPUSH))
    }

    /// The worker, scripts that import as only workers can, and what they import.
    fn workers(&self) -> BTreeSet<String> {
        let (visited, imports) = self.followed();
        let imported = imports.into_iter().map(|import| import.file);
        visited.into_iter().map(str::to_owned).chain(imported).collect()
    }

    /// From each worker on: which scripts import, and what. A path is read in the folder of the worker, not
    /// of the script that it stands in (HTML, `importScripts`).
    fn followed(&self) -> (BTreeSet<&str>, Vec<Import<'_>>) {
        let paths = self.all.iter().flat_map(|script| &script.imports.scripts);
        let named: BTreeSet<_> = paths.map(|path| file_name(path)).collect();
        let importing =
            self.all.iter().filter(|one| one.name == ENTRY || !one.imports.scripts.is_empty());
        let (inner, entries): (Vec<_>, Vec<_>) =
            importing.partition(|one| one.name != ENTRY && named.contains(file_name(&one.name)));
        let (mut visited, mut imports) = (BTreeSet::new(), Vec::new());
        for entry in entries {
            self.follow(entry, &mut visited, &mut imports);
        }
        // At last those that only one another import.
        for entry in inner {
            if !visited.contains(&*entry.name) {
                self.follow(entry, &mut visited, &mut imports);
            }
        }
        (visited, imports)
    }

    /// From one worker on. What two of them import each reads in its own folder.
    fn follow<'a>(
        &'a self,
        entry: &'a Script,
        visited: &mut BTreeSet<&'a str>,
        imports: &mut Vec<Import<'a>>,
    ) {
        let folder = paths::folder(&entry.name);
        let (mut next, mut seen) = (vec![entry], BTreeSet::new());
        while let Some(script) = next.pop() {
            if !seen.insert(&*script.name) {
                continue;
            }
            for path in &script.imports.scripts {
                let Some(file) = paths::file(folder, path) else { continue };
                next.extend(self.find(&file));
                imports.push(Import { by: &script.name, path, file });
            }
        }
        visited.append(&mut seen);
    }

    fn find(&self, name: &str) -> Option<&Script> {
        self.all.iter().find(|script| script.name == name)
    }
}

fn file_name(path: &str) -> &str {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

fn kind(script: &Script, workers: &BTreeSet<String>) -> Kind {
    match () {
        () if script.imports.is_module || script.name.ends_with(".mjs") => Kind::Module,
        () if workers.contains(&script.name) => Kind::Worker,
        () => Kind::PageScript,
    }
}

fn is_broken(script: &Script, kind: Kind) -> bool {
    let read = Engine::Gecko123.reads(&script.name, &script.text, kind);
    matches!(read, Err(Refused { reason: Reason::Unreadable(_), .. }))
}

#[cfg(test)]
mod tests;
