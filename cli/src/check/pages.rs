//! An app's pages, and what is wrong with them.

use kaipush_simulator::{PageCode, page_code};

use super::files::{Files, Named, no_texts};
use super::paths;

/// The page's script of kaipush, and its js core, which that one loads from beside itself (npm/loader.js).
const KAIPUSH: &str = "kaipush.js";
const CORE: &str = "kaipush-core.js";

/// All pages of an app.
pub struct Pages {
    all: Vec<(String, PageCode)>,
    /// The names of those that are no text.
    unreadable: Vec<String>,
}

impl Pages {
    /// Reads them.
    pub fn read(files: &Files) -> Self {
        let texts = files.texts(&[".html", ".htm"]);
        let all = texts.read.into_iter().map(|(name, text)| (name, page_code(&text)));
        Self { all: all.collect(), unreadable: texts.unreadable }
    }

    /// Those that can't be read as text, in words.
    pub fn unreadable(&self) -> impl Iterator<Item = String> {
        no_texts(&self.unreadable)
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

    /// Scripts that are not there.
    pub fn missing(&self, files: &Files) -> impl Iterator<Item = Named> {
        let absent = self.sources().filter(|(_, _, file)| !files.has(file));
        absent.map(|(page, path, file)| Named { by: page.to_owned(), path: path.to_owned(), file })
    }

    /// Pages that load kaipush and lack its js core, in words.
    pub fn without_core(&self, files: &Files) -> impl Iterator<Item = String> {
        let loads = self
            .sources()
            .filter(|(_, _, file)| paths::file_name(file) == KAIPUSH && files.has(file));
        let lacks = loads.filter(|(_, _, file)| {
            let core = paths::file(paths::folder(file), CORE);
            !core.is_some_and(|core| files.has(&core))
        });
        lacks.map(|(page, path, _)| {
            format!("{page}: {CORE} is not beside {path}, and WebAssembly is refused there")
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
    use super::super::files::with;
    use super::*;

    #[test]
    fn what_pages_name_and_hold_is_told() {
        let files = [
            ("a/index.html", "<script>start()</script><script src=../js/app.js></script>"),
            (
                "b.html",
                "<script src=js/ap.js></script><script src=https://a.example/x.js></script>",
            ),
            ("js/app.js", ""),
        ];
        let inline: Vec<_> = with(&files, |files| Pages::read(files).inline().collect());
        assert!(
            inline.len() == 1 && inline[0].starts_with("a/index.html: a <script> without src: ")
        );
        let missing: Vec<_> = with(&files, |files| Pages::read(files).missing(files).collect());
        assert!(missing.len() == 1 && missing[0].by == "b.html" && missing[0].path == "js/ap.js");
    }

    #[test]
    fn the_core_is_looked_for_beside_the_script() {
        let page = "<script src=/kaipush.js></script>";
        let lacking = |files: &[(&str, &str)]| -> Vec<String> {
            with(files, |files| Pages::read(files).without_core(files).collect())
        };
        let files = [("pages/index.html", page), (KAIPUSH, "")];
        assert!(lacking(&files)[0].starts_with("pages/index.html: kaipush-core"));
        assert_eq!(lacking(&[&files[..], &[(CORE, "")]].concat()).len(), 0);
        assert_eq!(lacking(&[&files[..], &[("pages/kaipush-core.js", "")]].concat()).len(), 1);
        assert_eq!(lacking(&[("index.html", "<p>")]).len(), 0);
    }
}
