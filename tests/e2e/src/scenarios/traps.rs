//! Rust code that panics or never answers, inside the core: what it promised never settles.

use anyhow::{Result, ensure};
use kaipush_browser::{Page, Report};
use serde_json::json;

use crate::harness::{Fault, Proxy, SOON, Scenario, Scene, once_per_system, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![
        core_that_traps_still_shows,
        what_falls_back_is_read_in_every_shape,
        what_a_dead_core_was_doing_falls_back,
        click_after_a_trap,
        fifty_traps,
        core_that_hangs_still_shows,
        rust_handler_decides,
        rust_handler_shows_its_own,
        rust_handlers_hear_of_the_rest,
    ])
}

/// Longer than any test waits: what comes has not waited for it.
const NEVER: &str = "kaipush.deadline = 600000;";

/// The template with the worker of `fixtures/trap`.
async fn with_trap(scene: &Scene<'_>, code: &str) -> Result<Page> {
    scene.install_with_worker("kaipush-e2e-trap", code)?;
    scene.subscribe().await
}

async fn core_that_traps_still_shows(scene: &Scene<'_>) -> Result<()> {
    with_trap(scene, NEVER).await?;
    scene.send(json!({ "title": "trap", "body": "in the core", "data": 7 })).await?;
    let alert = scene.alert("trap").await?;
    ensure!(alert.text == "in the core", "shown was {alert}");
    scene.alerts_stay(1).await?;
    scene.console("kaipush: push-failed").await?;

    // The same worker has another core by now.
    scene.send(json!({ "title": "after" })).await?;
    let alert = scene.alert("after").await?;
    ensure!(alert.text == "by the handler", "shown was {alert}");
    scene.console("kaipush: core-restarted").await?;
    scene.alerts_stay(2).await?;
    Ok(())
}

async fn what_falls_back_is_read_in_every_shape(scene: &Scene<'_>) -> Result<()> {
    with_trap(scene, NEVER).await?;
    let data = json!({ "chat": 7 });
    let pushes = [
        json!({ "title": "trap", "id": "m-0", "data": data, "url": "/index.html#/chat" }),
        json!({ "notification": { "title": "trap", "url": "/index.html#/chat", "data": data }, "id": "m-1" }),
        json!({
            "web_push": 8030, "data": data,
            "notification": { "title": "trap", "navigate": "/index.html#/chat", "id": "m-2" }
        }),
    ];
    for (number, push) in pushes.into_iter().enumerate() {
        let id = format!("m-{number}");
        scene.send(push).await?;
        let shown = |report: &Report| {
            report.value["kind"] == "showNotification" && report.value["options"]["tag"] == *id
        };
        let shown = scene.app.site().wait_report(SOON, shown).await?;
        let given = &shown.value["options"]["data"];
        ensure!(
            given["id"] == *id && given["data"] == data && given["url"] == "/index.html#/chat",
            "shown was {shown:?}"
        );
    }
    scene.alerts_stay(3).await.map(drop)
}

/// One push waits in its handler when the next one's traps: neither waits for the deadline.
async fn what_a_dead_core_was_doing_falls_back(scene: &Scene<'_>) -> Result<()> {
    // Half of it is the handler's, and it must not have passed when the second push comes.
    with_trap(scene, NEVER).await?;
    scene.send(json!({ "title": "hang", "body": "and wait" })).await?;
    scene.send(json!({ "title": "trap", "body": "in the core" })).await?;
    for (title, body) in [("trap", "in the core"), ("hang", "and wait")] {
        let alert = scene.alert(title).await?;
        ensure!(alert.text == body, "shown was {alert}");
    }
    scene.alerts_stay(2).await?;
    Ok(())
}

async fn click_after_a_trap(scene: &Scene<'_>) -> Result<()> {
    let page = with_trap(scene, NEVER).await?;
    scene.send(json!({ "title": "show", "data": { "chat": 7 } })).await?;
    let alert = scene.alert("show").await?;
    scene.send(json!({ "title": "trap" })).await?;
    scene.alert("trap").await?;
    scene.app.touch(&alert, "").await?;
    let launch = scene.launched(&page).await?;
    ensure!(launch["title"] == "show" && launch["data"] == json!({ "chat": 7 }), "{launch}");
    Ok(())
}

/// Every core is the first one for the push that it gets. What becomes of their memory is tested in
/// build/tests/core.rs.
async fn fifty_traps(scene: &Scene<'_>) -> Result<()> {
    with_trap(scene, NEVER).await?;
    for number in 0..50 {
        scene.send(json!({ "title": "trap", "body": number.to_string(), "tag": "t" })).await?;
    }
    scene.app.alerts().wait(SOON, |alert| alert.text == "49").await?;
    scene.send(json!({ "title": "after" })).await?;
    let alert = scene.alert("after").await?;
    ensure!(alert.text == "by the handler", "shown was {alert}");
    scene.alerts_stay(51).await?;
    Ok(())
}

async fn core_that_hangs_still_shows(scene: &Scene<'_>) -> Result<()> {
    with_trap(scene, "kaipush.deadline = 600;").await?;
    scene.send(json!({ "title": "hang", "body": "for ever" })).await?;
    let alert = scene.app.alerts().wait(SOON, |_| true).await?;
    ensure!((&*alert.title, &*alert.text) == ("hang", "for ever"), "shown was {alert}");
    scene.alerts_stay(1).await?;
    scene.console("kaipush: handler-failed").await?;
    Ok(())
}

async fn rust_handler_decides(scene: &Scene<'_>) -> Result<()> {
    with_trap(scene, "").await?;
    scene.send(json!({ "title": "drop" })).await?;
    scene.send(json!({ "title": "show" })).await?;
    let alert = scene.alert("show").await?;
    ensure!(alert.text == "by the handler", "shown was {alert}");
    scene.alerts_stay(1).await?;
    Ok(())
}

/// One for each push, whatever it answers; listed as shown.
async fn rust_handler_shows_its_own(scene: &Scene<'_>) -> Result<()> {
    let page = with_trap(scene, "").await?;
    for (count, title) in [(1, "own"), (2, "own, and says so")] {
        scene.send(json!({ "title": title })).await?;
        let listed = "const { received } = await inbox.push.history();
            return received.length === arguments[0] && received[0];";
        let entry = page.wait_for(SOON, listed, &[json!(count)]).await?;
        ensure!(entry["title"] == title && entry["shown"] == true, "received: {entry}");
        let alerts = scene.alerts_stay(count).await?;
        ensure!(alerts.iter().all(|one| one.title == "by itself"), "shown: {alerts:?}");
    }
    Ok(())
}

/// How a notification ended, and what is sent to the server.
async fn rust_handlers_hear_of_the_rest(scene: &Scene<'_>) -> Result<()> {
    let server = Proxy::before(scene.server).await?;
    let origin = server.url("");
    let page = with_trap(scene, &format!("kaipush.allow = ['{origin}'];")).await?;
    let other = scene.elsewhere(&page).await?;
    server.next([Fault::Status(204)]);
    let like = json!([{ "action": "like", "title": "Like", "post": format!("{origin}/likes") }]);
    scene.send(json!({ "title": "Ada", "id": "m1", "actions": like })).await?;
    let alert = scene.alert("Ada").await?;
    scene.app.touch(&alert, "like").await?;
    let sent = server.wait(1).await?;
    ensure!(sent[0].authorization.as_deref() == Some("Bearer rust"), "sent: {sent:?}");
    scene.alert("Ada was ended by: user").await?;

    scene.send(json!({ "title": "Bea" })).await?;
    let alert = scene.alert("Bea").await?;
    scene.app.alerts().close(&alert).await?;
    scene.alert("Bea was ended by: user").await?;
    scene.alive().await?;
    other.close().await
}
