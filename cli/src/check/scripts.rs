//! An app's scripts, and what is wrong with them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use kaipush_build::app::{files_ending, named};
use kaipush_simulator::syntax::{Imports, Kind, Reason, Refused, imports};
use kaipush_simulator::{Engine, inline_code};

/// The worker, as the template and the README have it.
const ENTRY: &str = "sw.js";
/// What `kaipush build` puts into an app, by the names that it is written with.
const BUILT: [&str; 3] = ["kaipush-sw.js", "kaipush-sw-small.js", "kaipush.js"];

/// All scripts of a folder.
#[derive(Debug)]
pub struct Scripts {
    all: Vec<Script>,
    /// Files that pages name and the folder has not: page and path.
    missing: Vec<(String, String)>,
    /// Code inside pages: page and what it is.
    inline: Vec<(String, String)>,
}

#[derive(Debug)]
struct Script {
    /// The path from the app's folder.
    name: String,
    text: String,
    imports: Imports,
}

impl Scripts {
    /// Reads them.
    ///
    /// # Errors
    /// Where one is no text.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut all = Vec::new();
        for file in files_ending(folder, &["js", "mjs"])? {
            let text = text(&file)?;
            all.push(Script { name: name(folder, &file)?, imports: imports(&text), text });
        }
        let (mut missing, mut inline) = (Vec::new(), Vec::new());
        for page in files_ending(folder, &["html"])? {
            let (page_name, text) = (name(folder, &page)?, text(&page)?);
            let paths = named(&text, "kaipush.js").into_iter();
            let absent =
                paths.filter(|path| !all.iter().any(|one| one.name == below(&page_name, path)));
            missing.extend(absent.map(|path| (page_name.clone(), path)));
            inline.extend(inline_code(&text).into_iter().map(|code| (page_name.clone(), code)));
        }
        Ok(Self { all, missing, inline })
    }

    /// The files of pages and those of workers, without what no engine can read.
    pub fn files(&self, folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let workers = self.workers();
        let files = self.all.iter().filter(|script| !is_broken(script, kind(script, &workers)));
        let files = files.map(|script| (script, folder.join(&script.name)));
        let (workers, pages): (Vec<_>, Vec<_>) =
            files.partition(|(script, _)| workers.contains(&*script.name));
        let paths = |files: Vec<(_, PathBuf)>| files.into_iter().map(|(_, path)| path).collect();
        (paths(pages), paths(workers))
    }

    /// What an engine can't read, in words.
    pub fn unreadable(&self, engine: Engine) -> impl Iterator<Item = String> {
        let workers = self.workers();
        self.all.iter().filter_map(move |script| {
            let kind = kind(script, &workers);
            engine.reads(&script.name, &script.text, kind).err().map(|refused| refused.to_string())
        })
    }

    /// What the policy of packages refuses, in words.
    pub fn refused(&self) -> impl Iterator<Item = String> {
        self.inline.iter().map(|(page, code)| {
            format!("{page}: {code}: the policy of packages runs no code inside a page; put it into a file")
        })
    }

    /// Scripts that are named and not there. Before the app is built, kaipush's own may be missing.
    pub fn missing(&self, is_built: bool) -> Vec<String> {
        let imported = self.all.iter().flat_map(|script| {
            let names = script.imports.scripts.iter();
            names.map(|path| (&script.name, path))
        });
        let absent = imported.filter(|(script, path)| {
            !path.contains("//") && !self.all.iter().any(|one| one.name == below(script, path))
        });
        let of_pages = self.missing.iter().map(|(page, path)| (page, path));
        let wanted =
            absent.chain(of_pages).filter(|(_, path)| is_built || !BUILT.contains(&&***path));
        wanted
            .map(|(by, path)| match BUILT.contains(&&**path) {
                true => format!("{by}: {path} is missing: `kaipush build` puts it there"),
                false => {
                    format!("{by}: {path} is not in the app, and so nothing of {by} runs behind it")
                }
            })
            .collect()
    }

    /// The worker, scripts that import as only workers can, and what they import.
    fn workers(&self) -> BTreeSet<String> {
        let importing = self.all.iter().filter(|one| !one.imports.scripts.is_empty());
        let imported = importing
            .clone()
            .flat_map(|one| one.imports.scripts.iter().map(|path| below(&one.name, path)));
        let own = importing.map(|one| one.name.clone());
        own.chain(imported).chain([ENTRY.to_owned()]).collect()
    }
}

fn kind(script: &Script, workers: &BTreeSet<String>) -> Kind {
    match () {
        () if script.imports.is_module || script.name.ends_with(".mjs") => Kind::Module,
        () if workers.contains(&*script.name) => Kind::Worker,
        () => Kind::PageScript,
    }
}

fn is_broken(script: &Script, kind: Kind) -> bool {
    let read = Engine::Gecko123.reads(&script.name, &script.text, kind);
    matches!(read, Err(Refused { reason: Reason::Unreadable(_), .. }))
}

/// The file of the app that a script or page means by a path.
fn below(script: &str, path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let folder = script.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = if path.starts_with('/') { path.to_owned() } else { format!("{folder}/{path}") };
    let mut parts = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn name(folder: &Path, file: &Path) -> Result<String> {
    let parts = file.strip_prefix(folder)?.iter().map(|part| part.to_string_lossy());
    Ok(parts.collect::<Vec<_>>().join("/"))
}

fn text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {} as text", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scripts(files: &[(&str, &str)]) -> Scripts {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        Scripts::read(folder.path()).unwrap()
    }

    #[test]
    fn workers_are_read_as_workers_and_modules_as_modules() {
        let scripts = scripts(&[
            ("sw.js", "importScripts('js/push.js', '/lib.js');"),
            ("js/push.js", "let inWorker;"),
            ("lib.js", "let inWorker;"),
            ("js/app.js", "'use strict'; let inPage;"),
            ("js/module.js", "export let x;"),
        ]);
        let at = |engine| -> Vec<_> {
            let lines = scripts.unreadable(engine);
            lines.map(|line| line.split(':').next().unwrap().to_owned()).collect()
        };
        assert_eq!(at(Engine::Gecko48), ["js/module.js", "js/push.js", "lib.js"]);
        assert!(at(Engine::Gecko84).is_empty());
    }

    #[test]
    fn code_inside_a_page_is_told() {
        let scripts = scripts(&[("a/index.html", "<script>start()</script>"), ("b.html", "<p>")]);
        let told: Vec<_> = scripts.refused().collect();
        assert!(told.len() == 1 && told[0].starts_with("a/index.html: a <script> without src: "));
    }

    #[test]
    fn a_script_that_is_not_there_is_told() {
        let scripts = scripts(&[
            ("sw.js", "importScripts('kaipush-sw.js', 'js/psuh.js', 'https://a.example/x.js');"),
            ("js/push.js", "importScripts('../sw.js?1')"),
            (
                "index.html",
                "<script src=\"kaipush.js\"></script><script src=\"js/push.js\"></script>",
            ),
        ]);
        assert_eq!(scripts.missing(false).len(), 1);
        assert!(scripts.missing(false)[0].starts_with("sw.js: js/psuh.js is not in the app"));
        let built = scripts.missing(true).join("\n");
        assert!(built.contains("sw.js: kaipush-sw.js is missing"), "{built}");
        assert!(built.contains("index.html: kaipush.js is missing"), "{built}");
    }

    #[test]
    fn paths_are_the_browsers() {
        for (script, path, file) in [
            ("sw.js", "a.js", "a.js"),
            ("js/sw.js", "./a.js?v=1", "js/a.js"),
            ("js/sw.js", "/a.js", "a.js"),
            ("js/sw.js", "../../a.js", "a.js"),
        ] {
            assert_eq!(below(script, path), file);
        }
    }
}
