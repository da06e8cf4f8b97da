//! The crate in the hands of Rust developers: `wasm-pack build`, and an app that is all Rust.

use anyhow::{Result, ensure};
use kaipush_simulator::Product;
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![page_imports_what_wasm_pack_built, app_that_is_all_rust]
}

async fn page_imports_what_wasm_pack_built(scene: &Scene<'_>) -> Result<()> {
    let package = scene.workshop.wasm_pack()?;
    scene.app.site().mount("/pkg/", package)?;
    scene.app.site().put("/import.html", "<!doctype html><title>Import</title>");
    let page = scene.firefox().open(&scene.app.site().url("/import.html")).await?;
    if scene.product() == Product::Kaios25 {
        // The stand-in took WebAssembly away; the package says so, by the browser's own error.
        let load = "try { await (await import('/pkg/kaipush.js')).default(); return ''; }
            catch (error) { return String(error); }";
        let error = in_page(&page, load, &[]).await?;
        ensure!(error.as_str().is_some_and(|e| e.contains("WebAssembly")), "loading gave {error}");
        return Ok(());
    }
    let run = "const kaipush = await import('/pkg/kaipush.js');
        await kaipush.default();
        const bytes = kaipush.urlB64ToUint8Array(arguments[0]);
        const push = kaipush.Push.create({ key: arguments[0], worker: '/sw.js', reportTo: arguments[1] });
        const state = await push.subscribe();
        return [bytes.length, state.kind, push.platform.system];";
    let args = [json!(scene.server.public_key()), json!(scene.server.report_url())];
    let ran = in_page(&page, run, &args).await?;
    ensure!(ran == json!([65, "subscribed", "kaios3"]), "the package gave {ran}");
    scene.send(json!({ "title": "Packed" })).await?;
    scene.alert("Packed").await?;
    Ok(())
}

/// In the page's own scope: scripts of tests have globals of their own.
async fn in_page(
    page: &kaipush_browser::Page,
    body: &str,
    args: &[serde_json::Value],
) -> Result<serde_json::Value> {
    let script = "const [body, args] = arguments;
        const run = window.eval(`(async function () { ${body} })`);
        return await run(...args);";
    page.run(script, &[json!(body), json!(args)]).await
}

async fn app_that_is_all_rust(scene: &Scene<'_>) -> Result<()> {
    let apps = scene.workshop.rust_app()?;
    scene.app.site().mount("/", apps.join(scene.product().folder()))?;
    let page = scene.app.open().await?;
    let state = "return document.body.dataset.state === arguments[0];";
    page.wait_for(SOON, state, &[json!("ready")]).await?;
    page.press("Enter").await?;
    page.wait_for(SOON, state, &[json!("subscribed")]).await?;

    // Its worker sets the tag, adds a button and vibrates, and keeps quiet pushes to itself.
    scene.send(json!({ "title": "Hush", "quiet": true })).await?;
    scene.send(json!({ "title": "Ada", "body": "at eight" })).await?;
    let alert = scene.alert("Ada").await?;
    scene.alerts_stay(1).await?;
    let actions: Vec<_> = alert.actions.iter().map(|action| &*action.title).collect();
    ensure!(actions == ["Mark as read"], "actions: {actions:?}");
    let options = scene.report("showNotification").await?["options"].clone();
    ensure!(options["tag"] == "inbox", "options: {options}");
    let behavior = &options["mozbehavior"];
    ensure!(*behavior == json!({ "vibrationPattern": [30, 200, 30] }), "mozbehavior: {behavior}");
    let listed = "return document.getElementById('inbox').textContent;";
    let listed = page.wait_for(SOON, listed, &[]).await?;
    ensure!(listed == "Ada at eight", "the page lists {listed}");

    page.close().await?;
    scene.app.touch(&alert, "read").await?;
    let page = scene.app.front().await?;
    let launched = "return document.getElementById('launch').textContent;";
    let launched = page.wait_for(SOON, launched, &[]).await?;
    ensure!(launched == "You chose “read” on “Ada”", "the page says {launched}");
    Ok(())
}
