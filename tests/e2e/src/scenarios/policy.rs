//! The Content-Security-Policy of packaged apps, as their systems send it.

use anyhow::{Context as _, Result, ensure};
use kaipush_simulator::Product;
use serde_json::json;

use crate::harness::{Scenario, Scene, product_folder, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![packaged_app_works_under_its_policy]
}

/// Of 2.5 and of 3.x and 4.0: no `unsafe-eval`, no `wasm-unsafe-eval`.
fn policy(product: Product) -> &'static str {
    match product {
        Product::Kaios25 => {
            "default-src * data: blob:; script-src 'self' http://127.0.0.1:8081 \
             http://local-device.kaiostech.com:8081; object-src 'none'; \
             style-src 'self' 'unsafe-inline'"
        }
        Product::Kaios3 => {
            "default-src * data: blob:; script-src 'self' http://127.0.0.1 \
             http://shared.localhost; object-src 'none'; \
             style-src 'self' 'unsafe-inline' http://shared.localhost"
        }
    }
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
    site.header_everywhere("Content-Security-Policy", policy(scene.product()))?;
    scene.worker(PROBE)?;
    let page = scene.subscribe().await?;

    // Firefox refuses wasm (on 2.5 there is none), and both sides run on the js core.
    let probe = scene.report("probe").await?;
    if scene.product() == Product::Kaios3 {
        ensure!(probe["name"] == "CompileError", "the worker's engine says {probe}");
        ensure!(probe["message"].as_str().is_some_and(|m| m.contains("CSP")), "{probe}");
        let name = js_core(scene.product())?;
        ensure!(site.hits(&format!("/{name}")) > 0, "the worker never asked for {name}");
    } else {
        ensure!(probe["name"] == "ReferenceError", "the worker's engine says {probe}");
    }
    let core = page.run("return inbox.push.platform.core;", &[]).await?;
    ensure!(core == "js", "the page runs on the core {core}");

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
