//! An app's pages, and what is wrong with them.

use kaipush_simulator::syntax::passed_over;
use kaipush_simulator::{Engine, PageCode, page_code};

use super::files::{Files, Named, no_texts};
use super::paths;
use super::scripts::{CORE, KAIPUSH, brings_kaipush};

/// All pages of an app.
pub struct Pages {
    all: Vec<(String, PageCode)>,
    /// Whether one loads kaipush's script, or holds code that names it.
    pub load_kaipush: bool,
    /// The names of those that are no text.
    unreadable: Vec<String>,
}

impl Pages {
    /// Reads them.
    pub fn read(files: &Files) -> Self {
        let texts = files.texts(&[".html", ".htm"]);
        let load_kaipush = texts.read.iter().any(|(_, text)| brings_kaipush(text));
        let all = texts.read.into_iter().map(|(name, text)| (name, page_code(&text)));
        Self { all: all.collect(), load_kaipush, unreadable: texts.unreadable }
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

    /// Modules that an engine passes over, in words; not of pages that have a script for such engines.
    pub fn modules(&self, engine: Engine) -> impl Iterator<Item = String> {
        let unanswered = self.all.iter().filter(|(_, code)| !code.has_nomodule);
        unanswered.flat_map(move |(page, code)| {
            let told = code.modules.iter().filter_map(move |module| passed_over(module, engine));
            told.map(move |told| format!("{page}: {told}"))
        })
    }

    /// Whether this module is one that its pages' engine passes over, which is told of the pages, or meant: pages
    /// have modules, and this one is no page's classic script.
    pub fn pass_over(&self, module: &str, engine: Engine) -> bool {
        let is_classic = |(page, code): &(String, PageCode)| {
            let classic = code.scripts.iter().filter(|path| !code.modules.contains(path));
            let mut files = classic.filter_map(|path| paths::file(paths::folder(page), path));
            files.any(|file| file == module)
        };
        passed_over(module, engine).is_some()
            && self.all.iter().any(|(_, code)| !code.modules.is_empty())
            && !self.all.iter().any(is_classic)
    }

    /// Scripts that the policy of packages refuses because they come from elsewhere, in words.
    pub fn foreign(&self, policy: &str) -> impl Iterator<Item = String> {
        let directive = policy.split(';').find(|one| one.trim_start().starts_with("script-src "));
        let hosts: Vec<_> = directive.unwrap_or_default().split_whitespace().collect();
        let named = self
            .all
            .iter()
            .flat_map(|(page, code)| code.scripts.iter().map(move |address| (&**page, &**address)));
        let refused = named.filter(move |(page, address)| {
            paths::file(paths::folder(page), address).is_none() && !is_allowed(address, &hosts)
        });
        refused.map(|(page, address)| {
            format!(
                "{page}: {address}: the policy of packages loads no script from elsewhere; put the file into the app"
            )
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

/// Whether a whole address is one of the policy's, or may be the app's own.
fn is_allowed(address: &str, hosts: &[&str]) -> bool {
    let address = address.to_ascii_lowercase();
    let host = address.find("://").map_or(0, |at| at + "://".len());
    let end = address[host..].find(['/', '?', '#']).map_or(address.len(), |at| host + at);
    let origin = &address[..end];
    hosts.contains(&origin) || origin.starts_with("app://") || origin.ends_with(".localhost")
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
        assert!(!with(&files, |files| Pages::read(files).load_kaipush));
        let missing: Vec<_> = with(&files, |files| Pages::read(files).missing(files).collect());
        assert!(missing.len() == 1 && missing[0].by == "b.html" && missing[0].path == "js/ap.js");
    }

    #[test]
    fn modules_are_passed_over_by_the_oldest_engine() {
        let page = "<script type=module src=js/app.js></script><script type=module>go()</script>";
        let told = |engine| -> Vec<String> {
            with(&[("a.html", page), ("js/app.js", "var a;")], |files| {
                Pages::read(files).modules(engine).collect()
            })
        };
        let all = told(Engine::Gecko48);
        assert!(all.len() == 2 && all[0].starts_with("a.html: js/app.js: modules are"), "{all:?}");
        assert!(told(Engine::Gecko84).is_empty());
    }

    #[test]
    fn modules_beside_a_script_for_older_engines_are_meant_so() {
        let page =
            "<script type=module src=js/app.js></script><script nomodule src=js/old.js></script>";
        let files = [("a.html", page), ("js/app.js", "export let a;"), ("js/old.js", "var a;")];
        with(&files, |files| {
            let pages = Pages::read(files);
            assert_eq!(pages.modules(Engine::Gecko48).count(), 0);
            assert!(pages.pass_over("js/app.js", Engine::Gecko48));
            assert!(!pages.pass_over("js/old.js", Engine::Gecko48));
            assert!(!pages.pass_over("js/app.js", Engine::Gecko84));
        });
    }

    #[test]
    fn scripts_from_elsewhere_are_none_of_a_package() {
        let policy = "default-src *; script-src 'self' http://127.0.0.1:8081; style-src *";
        for (src, is_told) in [
            ("js/app.js", false),
            ("http://127.0.0.1:8081/sdk.js", false),
            ("app://mail.example.org/js/app.js", false),
            ("http://mail.localhost/js/app.js", false),
            ("https://a.example/ads.js", true),
            ("//a.example/ads.js", true),
            ("http://127.0.0.1/sdk.js", true),
            ("data:text/javascript,1", true),
        ] {
            let page = format!("<script src='{src}'></script>");
            let told: Vec<_> =
                with(&[("a.html", &page)], |files| Pages::read(files).foreign(policy).collect());
            assert_eq!(told.len(), usize::from(is_told), "{src}: {told:?}");
        }
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
        assert!(with(&files, |files| Pages::read(files).load_kaipush));
    }
}
