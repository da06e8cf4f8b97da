//! The crate in the hands of Rust developers: `wasm-pack build`, and an app that is all Rust.

use anyhow::{Result, ensure};
use kaipush_browser::Permission;
use kaipush_simulator::Profile;
use serde_json::json;

use super::outbox::server;
use super::permission::comes_back;
use crate::harness::{Fault, QUIET, SOON, Scenario, Scene, once_per_system, only, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    let has_wasm = |profile: Profile| profile.core() == "wasm";
    [
        only(has_wasm, scenarios![page_imports_what_wasm_pack_built]),
        scenarios![app_that_is_all_rust, app_in_rust_whose_report_is_refused],
        once_per_system(scenarios![app_in_rust_never_gets_stuck]),
    ]
    .concat()
}

async fn page_imports_what_wasm_pack_built(scene: &Scene<'_>) -> Result<()> {
    scene.permit(Permission::Granted).await?;
    let site = scene.app.site();
    site.mount("/pkg/", scene.workshop.wasm_pack()?)?;
    site.put("/import.html", r#"<!doctype html><script type="module" src="/import.js"></script>"#);
    site.put(
        "/import.js",
        format!(
            "import init, {{ Push, urlB64ToUint8Array }} from '/pkg/kaipush.js';
            async function run(key, reportTo) {{
                await init();
                const push = Push.create({{ key, worker: '/sw.js', reportTo }});
                const state = await push.subscribe();
                return [urlB64ToUint8Array(key).length, state.kind, push.platform.system];
            }}
            run({:?}, {:?}).catch(String).then(ran => {{ window.ran = ran; }});",
            scene.server.public_key(),
            scene.server.report_url()
        ),
    );
    let page = scene.firefox().open(&site.url("/import.html")).await?;
    let ran = page.wait_for(SOON, "return window.ran;", &[]).await?;
    let expected = json!([65, "subscribed", scene.profile().system.as_str()]);
    ensure!(ran == expected, "the package gave {ran}");
    scene.send(json!({ "title": "Packed" })).await?;
    scene.alert("Packed").await?;
    Ok(())
}

/// The example in the place of the template.
fn mount_rust_app(scene: &Scene<'_>) -> Result<()> {
    let apps = scene.workshop.rust_app()?;
    scene.app.site().mount("/", apps.join(scene.product().folder()))
}

/// Whether that is its heading.
const SAYS: &str = "return document.getElementById('heading').textContent === arguments[0];";

async fn app_that_is_all_rust(scene: &Scene<'_>) -> Result<()> {
    mount_rust_app(scene)?;
    scene.permit(Permission::Granted).await?;
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

async fn app_in_rust_whose_report_is_refused(scene: &Scene<'_>) -> Result<()> {
    mount_rust_app(scene)?;
    scene.permit(Permission::Granted).await?;
    let proxy = server(scene).await?;
    proxy.next([Fault::Status(400)]);
    let page = scene.app.open().await?;
    page.wait_for(SOON, SAYS, &[json!("Messages are off")]).await?;
    page.press("Enter").await?;
    page.wait_for(SOON, SAYS, &[json!("That did not work")]).await?;
    // The same once more would be refused once more, but there is a way on.
    page.press("Enter").await?;
    page.wait_for(SOON, SAYS, &[json!("Messages can't arrive")]).await?;

    // Its next start does not take it for a phone that hears of news, and offers the way on.
    page.reload().await?;
    page.wait_for(SOON, SAYS, &[json!("Messages can't arrive")]).await?;
    let key = page.run("return document.getElementById('key').textContent;", &[]).await?;
    ensure!(key == "Try again", "Enter does {key}");
    page.press("Enter").await?;
    page.wait_for(SOON, SAYS, &[json!("Messages are on")]).await?;
    Ok(())
}

async fn app_in_rust_never_gets_stuck(scene: &Scene<'_>) -> Result<()> {
    mount_rust_app(scene)?;
    scene.permit(Permission::Denied).await?;
    let page = scene.app.open().await?;
    page.wait_for(SOON, SAYS, &[json!("Messages are blocked")]).await?;
    scene.permit(Permission::Granted).await?;
    comes_back(scene, &page).await?;
    page.wait_for(SOON, SAYS, &[json!("Messages are off")]).await?;
    page.press("Enter").await?;
    page.wait_for(SOON, SAYS, &[json!("Messages are on")]).await?;

    let fails = "window.works = PushSubscription.prototype.unsubscribe;
        PushSubscription.prototype.unsubscribe = () => Promise.reject(new Error('no'));";
    page.run(fails, &[]).await?;
    page.press("Enter").await?;
    page.wait_for(SOON, SAYS, &[json!("That did not work")]).await?;
    // The user has not read it yet, whatever else is found out, and while the key is still held.
    let held = "PushSubscription.prototype.unsubscribe = window.works;
        dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', repeat: true }));";
    page.run(held, &[]).await?;
    comes_back(scene, &page).await?;
    tokio::time::sleep(QUIET).await;
    let stays = page.run(SAYS, &[json!("That did not work")]).await?;
    ensure!(stays == true, "the error has gone by itself");
    // What failed is what is tried again.
    page.press("Enter").await?;
    page.wait_for(SOON, SAYS, &[json!("Messages are off")]).await?;

    let many = "for (let i = 0; i < 12; i++)
        document.getElementById('inbox').appendChild(document.createElement('li')).textContent = i;";
    page.run(many, &[]).await?;
    let seen = "const list = document.getElementById('inbox').getBoundingClientRect();
        const item = document.querySelector(arguments[0]).getBoundingClientRect();
        return item.top >= list.top - 1 && item.bottom <= list.bottom + 1;";
    for (key, item) in [("ArrowDown", "li:last-child"), ("ArrowUp", "li:first-child")] {
        let before = page.run(seen, &[json!(item)]).await?;
        ensure!(before == false, "{item} is seen before {key}");
        for _ in 0..12 {
            page.press(key).await?;
        }
        page.wait_for(SOON, seen, &[json!(item)]).await?;
    }

    scene.app.configure("no key", &scene.server.report_url());
    page.reload().await?;
    page.wait_for(SOON, SAYS, &[json!("That did not work")]).await?;
    let advice = "return document.getElementById('advice').textContent;";
    let advice = page.run(advice, &[]).await?;
    ensure!(advice.as_str().is_some_and(|advice| advice.contains("key")), "the advice is {advice}");
    Ok(())
}
