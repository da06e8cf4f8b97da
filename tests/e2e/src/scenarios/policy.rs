//! The Content-Security-Policy of packaged apps, as their systems send it.

use anyhow::{Context as _, Result, ensure};
use kaipush_simulator::{Product, System};
use serde_json::json;

use crate::harness::{Scenario, Scene, only, product_folder, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    only(|profile| profile.packaged, scenarios![packaged_app_works_under_its_policy])
}

/// Asks the engine itself, in the worker.
const PROBE: &str = "(function () {
    try {
        new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
        kaipushReport({ kind: 'probe', name: 'compiled' });
    } catch (error) {
        kaipushReport({ kind: 'probe', name: error.name, message: error.message });
    }
}());";

async fn packaged_app_works_under_its_policy(scene: &Scene<'_>) -> Result<()> {
    let site = scene.app.site();
    scene.worker(PROBE)?;
    let page = scene.subscribe().await?;

    // 2.5 has no wasm, 3 does not ask its policy about it, and 4 refuses it.
    let probe = scene.report("probe").await?;
    let said = match scene.profile().system {
        System::Kaios25 => "ReferenceError",
        System::Kaios3 => "compiled",
        System::Kaios4 => "CompileError",
    };
    ensure!(probe["name"] == said, "the worker's engine says {probe}");
    let core = page.run("return inbox.push.platform.core;", &[]).await?;
    ensure!(core == scene.profile().core(), "the page runs on the core {core}");
    if scene.profile().system == System::Kaios4 {
        let name = js_core(scene.product())?;
        ensure!(site.hits(&format!("/{name}")) > 0, "the worker never asked for {name}");
    }
    // Of a string no system makes a script.
    let evaluate = "try { window.eval('1'); return 'run'; } catch (error) { return error.name; }";
    let evaluated = page.run(evaluate, &[]).await?;
    ensure!(evaluated == "EvalError", "eval: {evaluated}");

    scene.send(json!({ "title": "Packaged", "data": 1 })).await?;
    let alert = scene.alert("Packaged").await?;
    scene.app.touch(&alert, "").await?;
    let launch = scene.launched(&page).await?;
    ensure!(launch["title"] == "Packaged" && launch["data"] == 1, "launched: {launch}");
    scene.alerts_stay(1).await?;
    Ok(())
}

/// The file with the worker's js core.
fn js_core(product: Product) -> Result<String> {
    let files = std::fs::read_dir(product_folder(product)?)?;
    let mut names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    names.find(|name| name.starts_with("kaipush-sw-core-")).context("the product has no js core")
}
