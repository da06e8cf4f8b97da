//! Which of an app's scripts are workers', and what they import.

use std::collections::BTreeSet;

use kaipush_build::product::ENTRY;

use super::files::Named;
use super::paths;
use super::scripts::{Script, WORKER};

/// What was found from each worker on.
#[derive(Default)]
pub struct Workers {
    /// The worker, scripts that import as only workers can, and what they import.
    pub names: BTreeSet<String>,
    pub imports: Vec<Named>,
    /// The scripts that they begin with, `sw.js` first.
    pub entries: Vec<String>,
    /// Those of them that import kaipush.
    pub with_kaipush: BTreeSet<String>,
    /// These, and what they import.
    pub beside_kaipush: BTreeSet<String>,
    /// Whether they import something of another server.
    pub are_elsewhere: bool,
}

impl Workers {
    /// Follows the imports of all workers. A path is read in the folder of the worker, not of the script that
    /// it stands in (HTML, `importScripts`).
    pub fn of(scripts: &[Script]) -> Self {
        let paths = scripts.iter().flat_map(|script| &script.imports.scripts);
        let named: BTreeSet<_> = paths.map(|path| paths::file_name(path)).collect();
        let importing =
            scripts.iter().filter(|one| one.name == ENTRY || !one.imports.scripts.is_empty());
        let (inner, entries): (Vec<_>, Vec<_>) = importing
            .partition(|one| one.name != ENTRY && named.contains(paths::file_name(&one.name)));
        let mut names: Vec<_> = entries.iter().map(|entry| entry.name.clone()).collect();
        names.sort_by_key(|name| name != ENTRY);
        let mut workers = Self { entries: names, ..Self::default() };
        for entry in entries {
            workers.follow(entry, scripts);
        }
        // At last those that only one another import.
        for entry in inner {
            if !workers.names.contains(&entry.name) {
                workers.follow(entry, scripts);
            }
        }
        workers
    }

    /// From one worker on. What two of them import each reads in its own folder.
    fn follow(&mut self, entry: &Script, scripts: &[Script]) {
        let folder = paths::folder(&entry.name);
        let (mut next, mut seen, mut has_kaipush) = (vec![entry], BTreeSet::new(), false);
        while let Some(script) = next.pop() {
            if !seen.insert(script.name.clone()) {
                continue;
            }
            for path in &script.imports.scripts {
                let Some(file) = paths::file(folder, path) else {
                    self.are_elsewhere = true;
                    continue;
                };
                has_kaipush |= paths::file_name(&file).starts_with(WORKER);
                next.extend(scripts.iter().find(|script| script.name == file));
                self.names.insert(file.clone());
                self.imports.push(Named { by: script.name.clone(), path: path.clone(), file });
            }
        }
        if has_kaipush {
            self.with_kaipush.insert(entry.name.clone());
            self.beside_kaipush.extend(seen.iter().cloned());
        }
        self.names.append(&mut seen);
    }
}
