use std::fs;

use super::super::files::with;
use super::*;

fn scripts(files: &[(&str, &str)]) -> Scripts {
    with(files, Scripts::read)
}

fn missing(files: &[(&str, &str)]) -> Vec<String> {
    let missing = with(files, |files| Scripts::read(files).missing(files));
    missing.into_iter().map(|one| format!("{}: {}", one.by, one.path)).collect()
}

#[test]
fn workers_are_read_as_workers_and_modules_as_modules() {
    let files = [
        ("sw.js", "importScripts('js/push.js', '/lib.js');"),
        ("js/push.js", "let inWorker;"),
        ("lib.js", "let inWorker;"),
        ("js/app.js", "'use strict'; let inPage;"),
        ("js/module.js", "export let x;"),
    ];
    let at = |page: &str, engine| -> Vec<_> {
        with(&[&files[..], &[("a.html", page)]].concat(), |files| {
            let (scripts, pages) = (Scripts::read(files), Pages::read(files));
            let lines = scripts.unreadable(engine, &pages);
            lines.map(|line| line.split(':').next().unwrap().to_owned()).collect()
        })
    };
    let in_workers = ["js/push.js", "lib.js"];
    let all = ["js/module.js", "js/push.js", "lib.js"];
    assert_eq!(at("", Engine::Gecko48), all);
    assert_eq!(at("<script src=js/module.js></script>", Engine::Gecko48), all);
    // It is told of the page that the engine passes it over.
    assert_eq!(at("<script type=module src=js/module.js></script>", Engine::Gecko48), in_workers);
    assert!(at("", Engine::Gecko84).is_empty());
}

#[test]
fn a_script_that_is_not_there_is_told() {
    let imports = "importScripts('js/psuh.js', 'js/push.js?1', 'https://a.example/x.js');";
    assert_eq!(missing(&[("sw.js", imports), ("js/push.js", "")]), ["sw.js: js/psuh.js"]);
}

/// In the folder of the worker, wherever the script lies that imports.
#[test]
fn imports_of_imports_are_found_where_the_browser_looks() {
    let (sw, a) = ("importScripts('lib/a.js');", "importScripts('lib/b.js', 'b.js');");
    let files = [("sw.js", sw), ("lib/a.js", a), ("lib/b.js", "")];
    assert_eq!(missing(&files), ["lib/a.js: b.js"]);
    let below = files.map(|(name, text)| (["push/", name].concat(), text));
    let below: Vec<_> = below.iter().map(|(name, text)| (&**name, *text)).collect();
    assert_eq!(missing(&below), ["push/lib/a.js: b.js"]);
}

#[test]
fn what_two_workers_import_is_read_by_each() {
    let (sw, common) = ("importScripts('/common.js');", "importScripts('dep.js');");
    let files =
        [("p/sw.js", sw), ("q/sw.js", sw), ("sw.js", sw), ("common.js", common), ("p/dep.js", "")];
    assert_eq!(missing(&files), ["common.js: dep.js"; 2], "q/dep.js and dep.js");
}

#[test]
fn scripts_that_import_one_another_are_read_once() {
    let both = [("a.js", "importScripts('b.js');"), ("b.js", "importScripts('a.js', 'c.js');")];
    assert_eq!(missing(&both), ["b.js: c.js"]);
}

#[test]
fn what_imports_kaipush_is_known() {
    for (text, imports) in [
        ("importScripts('kaipush-sw-01234567.js');", true),
        ("importScripts('kaipush-sw.js');", true),
        ("importScripts('my-kaipush-sw.js');", false),
        ("", false),
    ] {
        assert_eq!(scripts(&[("sw.js", text)]).import_kaipush(), imports, "{text}");
    }
}

#[test]
fn a_worker_below_the_root_is_known() {
    let text = "importScripts('/kaipush-sw.js');";
    let below = |names: &[&str]| {
        let files: Vec<_> = names.iter().map(|name| (*name, text)).collect();
        scripts(&files).below_root().map(str::to_owned)
    };
    assert_eq!(below(&["js/sw.js"]).as_deref(), Some("js/sw.js"));
    assert_eq!(below(&["sw.js", "js/worker.js"]), None);
    assert_eq!(below(&["worker.js"]), None);
    assert_eq!(scripts(&[("js/sw.js", "importScripts('a.js');")]).below_root(), None);
}

#[test]
fn a_listener_beside_kaipush_is_told() {
    let (import, listener) =
        ("importScripts('kaipush-sw-01.js', 'a.js');", "self.addEventListener('push', show);");
    let told = |sw: &str, a: &str| {
        let files = [("sw.js", sw), ("a.js", a), ("kaipush-sw-01.js", listener)];
        scripts(&files).pushes_shown_twice()
    };
    assert!(told(import, "").is_empty());
    let both = told(&[import, listener].concat(), listener);
    assert!(both.len() == 2 && both[1].starts_with("sw.js: listens to `push`"), "{both:?}");
    assert!(told(import, &[listener, "kaipush.owns = 'marked';"].concat()).is_empty());
    assert!(told("importScripts('a.js');", listener).is_empty());
}

#[test]
fn scripts_that_bring_kaipush_to_a_page_are_known() {
    for (name, text, brings) in [
        ("js/app.js", "load('kaipush.js');", true),
        ("js/bundle.js", "throw Error('kaipush could not start. ');", true),
        ("js/app.js", "kaipush.Push.create({ worker: '/sw.js' });", false),
        // There, and loaded by nobody.
        ("kaipush.js", "throw Error('kaipush could not start. ');", false),
        ("sw.js", "// kaipush.js", false),
    ] {
        assert_eq!(scripts(&[(name, text)]).bring_kaipush(), brings, "{name}: {text}");
    }
}

/// In what each page's script is made of, so in every bundle of it.
#[test]
fn what_stands_in_kaipush_stands_there() {
    let root = crate::root::root().unwrap();
    for (mark, file) in IN_PAGES.iter().zip(["src/page/waiting.rs", "npm/loader.js", "npm/page.js"])
    {
        let text = fs::read_to_string(root.join(file)).unwrap();
        assert!(text.contains(mark), "{mark} is not in {file}");
    }
}

#[test]
fn what_is_no_text_hides_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.js"), b"// \xe9").unwrap();
    fs::write(folder.path().join("b.js"), "let {").unwrap();
    fs::write(folder.path().join("sw.js"), "importScripts('a.js');").unwrap();
    let files = Files::of(folder.path()).unwrap();
    let scripts = Scripts::read(&files);
    let told: Vec<_> = scripts.unreadable(Engine::Gecko123, &Pages::read(&files)).collect();
    assert!(told.len() == 2 && told[0].starts_with("b.js:1"), "{told:?}");
    assert!(told[1].starts_with("a.js: is no UTF-8 text"), "{told:?}");
    assert!(scripts.missing(&files).is_empty());
}
