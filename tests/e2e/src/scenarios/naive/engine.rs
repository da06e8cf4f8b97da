//! What old engines do to code that is right elsewhere.

use anyhow::{Result, ensure};
use kaipush_simulator::System;
use serde_json::json;

use crate::harness::{Bare, SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![
        late_wait_until,
        wasm_in_the_worker,
        syntax_too_new_in_the_worker,
        promises_inside_a_transaction,
        modules_and_their_attributes,
    ]
}

/// Before Firefox 53 `waitUntil` had to be called while the event was dispatched. kaipush's shim does
/// (`arrives_with_all_it_carries`).
async fn late_wait_until(scene: &Scene<'_>) -> Result<()> {
    let late = "function tell(what) {
            return fetch('/__report', { method: 'POST', body: JSON.stringify(what) });
        }
        self.onpush = function (event) {
            event.waitUntil(fetch('/index.html').then(function () {
                try {
                    event.waitUntil(Promise.resolve());
                    return tell({ kind: 'tried', error: '' });
                } catch (error) {
                    return tell({ kind: 'tried', error: error.name });
                }
            }));
        };";
    let bare = Bare::with_worker(scene, late).await?;
    bare.open().await?;
    bare.push(scene, "x").await?;
    let tried = bare.report("tried").await?;
    let expected = match scene.profile().system {
        System::Kaios25 => "InvalidStateError",
        System::Kaios3 | System::Kaios4 => "",
    };
    ensure!(tried["error"] == expected, "a late waitUntil gave {tried}");
    bare.close().await
}

/// kaipush: `packaged_app_works_under_its_policy`.
async fn wasm_in_the_worker(scene: &Scene<'_>) -> Result<()> {
    let naive = "self.onpush = function (event) {
        var module = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
        event.waitUntil(Promise.resolve().then(function () { return WebAssembly.compile(module); })
            .then(function () { return ''; }, function (error) { return error.name; })
            .then(function (error) {
                return fetch('/__report', { method: 'POST', body: JSON.stringify({ kind: 'tried', error: error }) });
            }));
    };";
    let bare = Bare::with_worker(scene, naive).await?;
    bare.open().await?;
    bare.push(scene, "x").await?;
    let tried = bare.report("tried").await?;
    let expected = match (scene.profile().system, scene.profile().packaged) {
        (System::Kaios25, _) => "ReferenceError",
        (System::Kaios4, true) => "CompileError",
        _ => "",
    };
    ensure!(tried["error"] == expected, "WebAssembly.compile gave {tried}");
    bare.close().await
}

/// `let` in a worker is of Firefox 54, `?.` of 74, a static block of 93. kaipush's worker is ES5.
async fn syntax_too_new_in_the_worker(scene: &Scene<'_>) -> Result<()> {
    let worker = "'use strict';\nlet shown = event => event.data?.text();
        class Shown { static { self.onpush = event => event.waitUntil(shown(event)); } }";
    let bare = Bare::with_worker(scene, worker).await?;
    let opened = bare.open().await;
    let warning = match scene.profile().system {
        System::Kaios25 => "sw.js:2:1: `let` in a worker: needs Firefox 54",
        System::Kaios3 => "static",
        System::Kaios4 => {
            ensure!(opened.is_ok(), "Gecko 123 reads all of it: {opened:?}");
            return bare.close().await;
        }
    };
    ensure!(opened.is_err(), "a worker that can't be read was registered");
    bare.is_warned(warning).await?;
    bare.close().await
}

/// Before Firefox 60 a promise's callbacks ran after the transaction had ended. kaipush's store makes
/// one chain of request callbacks (`closing_is_recorded_and_told`).
async fn promises_inside_a_transaction(scene: &Scene<'_>) -> Result<()> {
    let bare = Bare::with_worker(scene, "").await?;
    bare.app.site().put(
        "/app.js",
        "var open = indexedDB.open('app', 1);
        open.onupgradeneeded = function () { open.result.createObjectStore('seen'); };
        open.onsuccess = function () {
            var store = open.result.transaction('seen', 'readwrite').objectStore('seen');
            function done(request) {
                return new Promise(function (resolve, reject) {
                    request.onsuccess = function () { resolve(request.result); };
                    request.onerror = function () { reject(request.error); };
                });
            }
            done(store.get('count')).then(function (count) { return done(store.put((count || 0) + 1, 'count')); })
                .then(function () { window.stored = 'stored'; }, function (error) { window.stored = error.name; });
        };",
    );
    let page = bare.app.open().await?;
    let stored = page.wait_for(SOON, "return window.stored;", &[]).await?;
    let expected = match scene.profile().system {
        System::Kaios25 => "TransactionInactiveError",
        System::Kaios3 | System::Kaios4 => "stored",
    };
    ensure!(stored == expected, "the second request gave {stored}");
    bare.close().await
}

/// Gecko 48 passes modules over, runs what is for browsers without them, and does not mind
/// `crossorigin`. kaipush's page scripts for 2.5 are no modules (`each_system_has_what_it_has`).
async fn modules_and_their_attributes(scene: &Scene<'_>) -> Result<()> {
    let bare = Bare::with_worker(scene, "").await?;
    let site = bare.app.site();
    site.put("/app.js", "window.ran = [];");
    for name in ["module", "old", "shared"] {
        site.put(&format!("/{name}.js"), format!("window.ran.push('{name}');"));
    }
    site.put(
        "/index.html",
        "<!doctype html><script src=app.js></script><script type=module src=module.js></script>
        <script nomodule src=old.js></script><script crossorigin src=shared.js></script>",
    );
    let page = bare.app.open().await?;
    page.wait_for(SOON, "return document.readyState === 'complete';", &[]).await?;
    let ran = page.run("return window.ran;", &[]).await?;
    let expected = match scene.profile().system {
        System::Kaios25 => ["old", "shared"],
        System::Kaios3 | System::Kaios4 => ["shared", "module"],
    };
    ensure!(ran == json!(expected), "what ran was {ran}");
    if scene.profile().system == System::Kaios25 {
        bare.is_warned("module.js: modules are passed over, they need Firefox 60").await?;
        ensure!(!bare.has_warned("shared.js"), "a classic script was taken for a module");
    }
    bare.close().await
}
