//! The files of a product, as they ship.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use common::{run, tools};
use kaipush_build::app;
use kaipush_build::core::CoreSpec;
use kaipush_build::product::{self, Shipped};
use kaipush_build::progress::Progress;
use kaipush_build::{RustApp, rust_app};

/// The product of the fixture crate, written once.
fn written() -> &'static (tempfile::TempDir, Vec<Shipped>) {
    static WRITTEN: OnceLock<(tempfile::TempDir, Vec<Shipped>)> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let shipped =
            product::write(tools(), &common::product(), folder.path(), &Progress::stderr())
                .unwrap();
        (folder, shipped)
    })
}

fn text(name: &str) -> String {
    fs::read_to_string(written().0.path().join(name)).unwrap()
}

fn worker(folder: &str) -> String {
    app::worker_name(&written().0.path().join(folder)).unwrap()
}

/// A push event for the worker of tests/fixtures.
const PUSH: &str = r#"
self.registration = { showNotification: function (title) { console.log(title); } };
listeners.push({ data: { json: function () { return { title: "hello" }; } }, waitUntil: function (promise) { promise.catch(function (error) { console.log(error); }); } });
"#;

fn push(node: &Path, script: &str, before: &str) -> String {
    let listen =
        "var listeners = {}; self.addEventListener = function (name, f) { listeners[name] = f; };";
    run(node, &format!("{listen}\n{before}\n{script}"), PUSH)
}

#[test]
fn every_file_is_there_and_weighed() {
    let names: Vec<_> = written().1.iter().map(|file| file.path.clone()).collect();
    let core = names.iter().find(|name| name.starts_with("kaios3/echo-sw-core-")).unwrap();
    let small_core = core.replace("echo-sw-core", "echo-sw-small-core");
    let small =
        |folder: &str| app::worker_names(&written().0.path().join(folder)).unwrap().swap_remove(1);
    let expected = [
        "kaios25/echo.js".to_owned(),
        "kaios25/echo.mjs".to_owned(),
        "kaios25/sw.js".to_owned(),
        format!("kaios25/{}", worker("kaios25")),
        "kaios25/sw-small.js".to_owned(),
        format!("kaios25/{}", small("kaios25")),
        "kaios3/echo.js".to_owned(),
        "kaios3/echo-core.js".to_owned(),
        "kaios3/echo.mjs".to_owned(),
        "kaios3/sw.js".to_owned(),
        format!("kaios3/{}", worker("kaios3")),
        core.clone(),
        "kaios3/sw-small.js".to_owned(),
        format!("kaios3/{}", small("kaios3")),
        small_core,
    ];
    assert_eq!(names, expected);
    for file in &written().1 {
        eprintln!("{file}");
        assert_eq!(file.raw, text(&file.path).len());
    }
}

#[test]
fn a_build_that_fails_leaves_what_was_there() {
    let out = tempfile::tempdir().unwrap();
    let old = out.path().join("kaios25/old.js");
    fs::create_dir(out.path().join("kaios25")).unwrap();
    fs::write(&old, "").unwrap();
    let mut broken = common::product();
    broken.worker.sources = vec![out.path().join("missing.js")];
    assert!(product::write(tools(), &broken, out.path(), &Progress::silent()).is_err());
    assert!(old.is_file());
    product::write(tools(), &common::product(), out.path(), &Progress::silent()).unwrap();
    assert!(!old.exists());
}

#[test]
fn the_workers_show_what_they_are_told() {
    let old = push(&tools().node6().unwrap(), &text(&format!("kaios25/{}", worker("kaios25"))), "");
    let new = push(Path::new("node"), &text(&format!("kaios3/{}", worker("kaios3"))), "");
    assert_eq!((old.as_str(), new.as_str()), ("hello", "hello"));
}

/// KaiOS 4.0 packaged: the file that kaios3's worker names is its js core.
#[test]
fn where_wasm_is_refused_the_js_core_takes_over() {
    let refused = format!(
        "delete self.WebAssembly; self.importScripts = function (name) {{ (0, eval)(require('fs').readFileSync('{}/' + name, 'utf8')); }};",
        written().0.path().join("kaios3").display()
    );
    assert_eq!(
        push(Path::new("node"), &text(&format!("kaios3/{}", worker("kaios3"))), &refused),
        "hello"
    );
}

/// KaiOS 3 installs a web app only with such a listener.
#[test]
fn the_entries_for_kaios_3_listen_to_fetch() {
    for (folder, listens) in [("kaios25", false), ("kaios3", true)] {
        for entry in ["sw.js", "sw-small.js"] {
            let text = text(&format!("{folder}/{entry}"));
            assert_eq!(text.contains("addEventListener(\"fetch\""), listens, "{folder}: {text}");
        }
    }
}

#[test]
fn the_pages_work_as_script_and_as_module() {
    let call = "console.log(self.echo.say('page'), self.echo.say());";
    assert_eq!(run(&tools().node6().unwrap(), &text("kaios25/echo.js"), call), "PAGE NOTHING");
    assert_eq!(run(Path::new("node"), &text("kaios3/echo.js"), call), "PAGE NOTHING");
    for folder in ["kaios25", "kaios3"] {
        let module = written().0.path().join(folder).join("echo.mjs");
        let code = format!(
            "globalThis.self = globalThis; import('{}').then((m) => console.log(m.say('module')))",
            module.display()
        );
        let output = Command::new("node").args(["--eval", &code]).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "MODULE");
    }
}

/// Only ASCII reads alike in a page with any charset.
#[test]
fn all_files_are_ascii() {
    for file in &written().1 {
        assert!(text(&file.path).is_ascii(), "{}", file.path);
    }
}

#[test]
fn sources_are_not_built_over() {
    let folder = tempfile::tempdir().unwrap();
    let (out, progress) = (folder.path(), Progress::silent());
    let inside = out.join("kaios25/static");
    fs::create_dir_all(&inside).unwrap();
    fs::create_dir_all(out.join("app")).unwrap();
    // No crate: what is built would say so.
    let (none, app) = (out.join("none"), out.join("app"));
    let said = |files: &Path, page: &Path, worker: &Path, out: &Path| {
        let parts = RustApp {
            page: CoreSpec::new(page),
            worker: CoreSpec::new(worker),
            files: files.to_owned(),
        };
        rust_app(tools(), &none, &parts, out, &progress).unwrap_err().to_string()
    };
    for [files, page, worker] in
        [[&inside, &none, &none], [&app, &inside, &none], [&app, &none, &inside]]
    {
        let error = said(files, page, worker, out);
        assert!(error.contains("is emptied for what is built"), "{error}");
    }
    let error = said(&app, &none, &none, &app.join("dist"));
    assert!(error.contains("is inside the app's own folder"), "{error}");
    let mut product = common::product();
    product.worker.sources = vec![inside.join("worker.js")];
    let error = product::write(tools(), &product, out, &progress).unwrap_err().to_string();
    assert!(error.contains("is emptied for what is built"), "{error}");
    assert!(inside.is_dir());
}
