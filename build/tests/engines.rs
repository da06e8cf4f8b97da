//! The checks in old engines: they pass what works there, and see what does not.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use std::fs;
use std::path::Path;

use common::{file, tools};
use kaipush_build::levels::{self, Engine};
use kaipush_build::product::{self, Level, Product};
use kaipush_build::progress::Progress;
use kaipush_build::{app, dist};

/// A worker that shows what it is told, in this language.
fn worker(setup: &str) -> String {
    format!(
        "{setup}\nself.addEventListener('push', function (event) {{ var message = event.data.json(); self.registration.showNotification(message.title, message); }});"
    )
}

#[test]
fn the_old_engines_are_old_and_run_what_is_right() {
    for (engine, too_new) in [
        (Engine::Node6, "async function a() {}"),
        (Engine::Node6, "WebAssembly.Module"),
        (Engine::SpiderMonkey78, "class A { #a }"),
    ] {
        let (_folder, right) = file("worker.js", worker(""));
        assert_eq!(levels::worker_shows(tools(), engine, &right[0]).unwrap(), []);
        let (_folder, wrong) = file("worker.js", worker(too_new));
        let problems = levels::worker_shows(tools(), engine, &wrong[0]).unwrap();
        assert_eq!(problems.len(), 1, "{too_new}");
        assert!(problems[0].to_string().contains("it should have answered"), "{}", problems[0]);
    }
}

/// A page that is all Rust says in the console that its core did not start.
#[test]
fn a_page_that_writes_an_error_did_not_start() {
    for engine in [Engine::Node6, Engine::SpiderMonkey78] {
        let (_folder, right) = file("app.js", "self.console.warn('as usual');");
        assert_eq!(levels::page_starts(tools(), engine, &right[0]).unwrap(), []);
        let (_folder, wrong) = file("app.js", "self.console.error(new Error('no core'));");
        let problems = levels::page_starts(tools(), engine, &wrong[0]).unwrap();
        assert_eq!(problems.len(), 1);
        assert!(problems[0].text.contains("no core"), "{}", problems[0]);
    }
}

/// kaipush's own worker shows every push, whatever happens to its core. The check has to see that.
#[test]
fn a_broken_core_is_not_hidden_by_the_fallback() {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    // The shim around a core that knows nothing of pushes.
    let product =
        Product { worker: dist::worker(root, dist::WORKER, common::echo()), ..common::product() };
    product::write(tools(), &product, folder.path(), &Progress::stderr()).unwrap();
    for level in Level::ALL {
        let product = folder.path().join(level.folder());
        let worker = product.join(app::worker_name(&product).unwrap());
        let text = fs::read_to_string(&worker).unwrap();
        // As it is, and so that the core does not even load.
        for spoil in ["", "self.TextDecoder = function () { throw new Error('spoilt'); };\n"] {
            fs::write(&worker, format!("{spoil}{text}")).unwrap();
            let problems = levels::worker_shows(tools(), Engine::of(level), &worker).unwrap();
            assert_eq!(problems.len(), 1, "{level:?} {spoil}");
            let answer = &problems[0].text;
            assert!(answer.contains("shown level check, icon undefined"), "{answer}");
            assert_eq!(answer.contains("core-failed: spoilt"), !spoil.is_empty(), "{answer}");
        }
    }
}
