//! What this Firefox itself must still do, without kaipush: if one of these fails, the others fail
//! for the same reason.

use anyhow::{Context as _, Result, bail, ensure};
use kaipush_browser::{Page, Permission};
use kaipush_push_service::Event;
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![canary_firefox_still_decrypts_aesgcm, canary_alerts_interface_is_the_same]
}

const WORKER: &str = r#"
function report(what) { return fetch("/__report", { method: "POST", body: JSON.stringify(what) }); }
self.onpush = event => event.waitUntil(report({ kind: "push", text: event.data.text() }));
self.onnotificationclick = event =>
    event.waitUntil(report({ kind: "click", action: event.action, data: event.notification.data }));
self.onnotificationclose = event => event.waitUntil(report({ kind: "close" }));
"#;

/// A page with a worker of its own and no kaipush.
async fn bare_page(scene: &Scene<'_>) -> Result<Page> {
    scene.permit(Permission::Granted).await?;
    scene.app.site().put("/canary/worker.js", WORKER);
    scene.app.site().put("/canary/index.html", "<!doctype html><title>Canary</title>");
    let page = scene.firefox().open(&scene.app.site().url("/canary/")).await?;
    let register = "await navigator.serviceWorker.register('worker.js');
        await navigator.serviceWorker.ready;";
    page.run(register, &[]).await?;
    Ok(page)
}

async fn canary_firefox_still_decrypts_aesgcm(scene: &Scene<'_>) -> Result<()> {
    let page = bare_page(scene).await?;
    let subscribe = "const [key, server] = arguments;
        const registration = await navigator.serviceWorker.ready;
        const applicationServerKey = Uint8Array.from(
            atob(key.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
        const options = { userVisibleOnly: true, applicationServerKey };
        const subscription = (await registration.pushManager.subscribe(options)).toJSON();
        const body = JSON.stringify({ subscription, encodings: ['aesgcm'] });
        const headers = { 'Content-Type': 'application/json' };
        return (await fetch(server, { method: 'POST', headers, body })).status;";
    let args = [json!(scene.server.public_key()), json!(scene.server.report_url())];
    let status = page.run(subscribe, &args).await.context("Firefox does not subscribe")?;
    ensure!(status == 201, "the reference server answered {status}");
    scene.send(json!("canary")).await?;

    let version = scene.firefox().version();
    let acked = scene.log.wait_for(|event| matches!(event, Event::Acked { .. }), SOON).await?;
    match acked.event {
        Event::Acked { code: Some(100), .. } => {}
        Event::Acked { code: Some(101), .. } => bail!(
            "Firefox {version} no longer decrypts aesgcm, the only encoding that KaiOS takes: pin \
             an older Firefox ESR for these tests"
        ),
        other => bail!("Firefox {version} did not take an aesgcm push: {other}"),
    }
    let report = scene.report("push").await?;
    ensure!(report["text"] == "canary", "Firefox {version} decrypted {report}");
    Ok(())
}

async fn canary_alerts_interface_is_the_same(scene: &Scene<'_>) -> Result<()> {
    let changed = || {
        format!(
            "Firefox {} has changed its alerts interface (nsIAlertsService): adapt \
             browser/src/alerts",
            scene.firefox().version()
        )
    };
    let page = bare_page(scene).await?;
    let show = "const registration = await navigator.serviceWorker.ready;
        await registration.showNotification('Canary', {
            body: 'sings', data: 7, actions: [{ action: 'a', title: 'A' }] });";
    page.run(show, &[]).await.with_context(changed)?;
    let alert = scene.alert("Canary").await.with_context(changed)?;
    ensure!(alert.text == "sings" && alert.actions.len() == 1, "{}: {alert:?}", changed());
    scene.app.alerts().click_action(&alert, "a").await.with_context(changed)?;
    let click = scene.report("click").await.with_context(changed)?;
    ensure!(click["action"] == "a" && click["data"] == 7, "{}: {click}", changed());
    scene.app.alerts().close(&alert).await.with_context(changed)?;
    scene.report("close").await.with_context(changed)?;
    Ok(())
}
