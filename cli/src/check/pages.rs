//! An app's pages, and what is wrong with them.

use std::fs;
use std::path::Path;

use anyhow::Result;
use kaipush_build::app::{files, files_ending};
use kaipush_simulator::{PageCode, page_code};

use super::paths;

/// The page's script of kaipush, and its js core, which that one loads from beside the page.
const KAIPUSH: &str = "kaipush.js";
const CORE: &str = "kaipush-core.js";

/// All pages of a folder.
pub struct Pages {
    all: Vec<(String, PageCode)>,
    /// The names of those that are no text.
    unreadable: Vec<String>,
    /// All files of the app.
    files: Vec<String>,
}

impl Pages {
    /// Reads them.
    ///
    /// # Errors
    /// Where the folder can't be read.
    pub fn read(folder: &Path) -> Result<Self> {
        let (mut all, mut unreadable) = (Vec::new(), Vec::new());
        for file in files_ending(folder, &["html", "htm"])? {
            let name = paths::name(folder, &file)?;
            match fs::read_to_string(&file) {
                Ok(text) => all.push((name, page_code(&text))),
                Err(_) => unreadable.push(name),
            }
        }
        let files = files(folder)?;
        let files = files.iter().map(|file| paths::name(folder, file));
        Ok(Self { all, unreadable, files: files.collect::<Result<_>>()? })
    }

    /// Those that can't be read as text, in words.
    pub fn unreadable(&self) -> impl Iterator<Item = String> {
        self.unreadable.iter().map(|name| paths::no_text(name))
    }

    /// What the policy of packages refuses, in words.
    pub fn inline(&self) -> impl Iterator<Item = String> {
        self.all.iter().flat_map(|(page, code)| {
            code.inline.iter().map(move |code| {
                format!(
                    "{page}: {code}: the policy of packages runs no code inside a page; put it into a file"
                )
            })
        })
    }

    /// Scripts that are not there: page and path.
    pub fn missing(&self) -> impl Iterator<Item = (String, String)> {
        self.sources()
            .filter(|(_, _, file)| !self.files.contains(file))
            .map(|(page, path, _)| (page.to_owned(), path.to_owned()))
    }

    /// Pages that load kaipush and lack its js core, in words.
    pub fn without_core(&self) -> impl Iterator<Item = String> {
        let loads = self.sources().filter(|(_, _, file)| {
            file.rsplit('/').next() == Some(KAIPUSH) && self.files.contains(file)
        });
        let lacks = loads.filter(|(page, _, _)| {
            let core = paths::file(paths::folder(page), CORE);
            !core.is_some_and(|core| self.files.contains(&core))
        });
        lacks.map(|(page, _, _)| {
            format!("{page}: {CORE} is not beside it, and WebAssembly is refused there")
        })
    }

    /// Page, path as it is written, and file.
    fn sources(&self) -> impl Iterator<Item = (&str, &str, String)> {
        self.all.iter().flat_map(|(page, code)| {
            code.scripts.iter().filter_map(|path| {
                let file = paths::file(paths::folder(page), path)?;
                Some((&**page, &**path, file))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(files: &[(&str, &str)]) -> Pages {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        Pages::read(folder.path()).unwrap()
    }

    #[test]
    fn what_pages_name_and_hold_is_told() {
        let pages = pages(&[
            ("a/index.html", "<script>start()</script><script src=../js/app.js></script>"),
            (
                "b.html",
                "<script src=js/ap.js></script><script src=https://a.example/x.js></script>",
            ),
            ("js/app.js", ""),
        ]);
        let inline: Vec<_> = pages.inline().collect();
        assert!(
            inline.len() == 1 && inline[0].starts_with("a/index.html: a <script> without src: ")
        );
        let missing: Vec<_> = pages.missing().collect();
        assert_eq!(missing, [("b.html".to_owned(), "js/ap.js".to_owned())]);
    }

    #[test]
    fn the_core_is_looked_for_beside_the_page() {
        let page = "<script src=kaipush.js></script>";
        let files = [("index.html", page), (KAIPUSH, "")];
        assert!(
            pages(&files).without_core().next().unwrap().starts_with("index.html: kaipush-core")
        );
        assert_eq!(pages(&[&files[..], &[(CORE, "")]].concat()).without_core().count(), 0);
        assert_eq!(pages(&[("index.html", "<p>")]).without_core().count(), 0);
    }
}
