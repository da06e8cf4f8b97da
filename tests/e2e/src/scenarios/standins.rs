//! The stand-ins keep the rules of the system that they stand in for.

use anyhow::{Result, ensure};
use kaipush_simulator::Product;
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![open_app_keeps_its_rules, each_system_has_what_it_has]
}

/// A worker that tries what the page asks for, outside of any click.
const TRY: &str = "self.onmessage = function (event) {
    Promise.resolve().then(function () { return self.clients.openApp(event.data); }).then(
        function () { kaipushReport({ kind: 'tried', error: '' }); },
        function (error) { kaipushReport({ kind: 'tried', error: error.name }); });
};";

async fn open_app_keeps_its_rules(scene: &Scene<'_>) -> Result<()> {
    scene.worker(TRY)?;
    let page = scene.subscribe().await?;
    let (outside, no_dictionary) = match scene.product() {
        Product::Kaios25 => ("InvalidAccessError", "TypeError"),
        // There is no such function.
        Product::Kaios3 => ("TypeError", "TypeError"),
    };
    for (options, error) in [(json!({ "msg": "hi" }), outside), (json!("/path"), no_dictionary)] {
        let post = "const registration = await navigator.serviceWorker.getRegistration('/');
            registration.active.postMessage(arguments[0]);";
        scene.app.site().clear_reports();
        page.run(post, std::slice::from_ref(&options)).await?;
        let tried = scene.report("tried").await?;
        ensure!(tried["error"] == error, "openApp({options}) gave {tried}");
    }
    Ok(())
}

async fn each_system_has_what_it_has(scene: &Scene<'_>) -> Result<()> {
    let page = scene.app.open().await?;
    // Scripts of tests have globals of their own, WebAssembly among them.
    let has = "return [typeof navigator.mozApps, typeof navigator.mozSetMessageHandler,
        window.eval('typeof WebAssembly'), inbox.push.platform.system, inbox.push.platform.core];";
    let has = page.wait_for(SOON, has, &[]).await?;
    let expected = match scene.product() {
        Product::Kaios25 => json!(["object", "function", "undefined", "kaios2.5", "js"]),
        Product::Kaios3 => json!(["undefined", "undefined", "object", "kaios3", "wasm"]),
    };
    ensure!(has == expected, "the page has {has}");
    Ok(())
}
