//! The app's own question, before the system's, over restarts of the app.

use anyhow::{Result, ensure};
use kaipush_browser::{Answer, Page, Permission};
use serde_json::{Value, json};

use crate::harness::{SOON, Scenario, Scene, once_per_system, run_first, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    [
        scenarios![not_now_holds_over_a_restart, a_refusal_holds_over_a_restart],
        once_per_system(scenarios![
            asks_at_the_visit_that_the_app_says,
            asks_a_while_after_the_first_start
        ]),
    ]
    .concat()
}

/// Whether the template offers its own question, in words and soft keys.
async fn offers(page: &Page, offers: bool) -> Result<()> {
    let heading = if offers { "May we notify you?" } else { "Notifications are off" };
    let right = if offers { "Not now" } else { "Info" };
    let shown = "return document.body.dataset.state === 'needs-permission'
        && document.querySelector('[data-field=heading]').textContent === arguments[0]
        && document.getElementById('soft-right').textContent === arguments[1];";
    page.wait_for(SOON, shown, &[json!(heading), json!(right)]).await?;
    let ask = page.run("return (await inbox.push.state()).ask;", &[]).await?;
    ensure!(ask == offers, "ask: {ask}");
    Ok(())
}

async fn not_now_holds_over_a_restart(scene: &Scene<'_>) -> Result<()> {
    scene.permit(Permission::Prompt).await?;
    let page = scene.app.open().await?;
    offers(&page, true).await?;
    page.press("SoftRight").await?;
    offers(&page, false).await?;
    page.close().await?;
    let page = scene.app.open().await?;
    offers(&page, false).await?;
    // Who wants to can say yes at any time.
    page.press("Enter").await?;
    scene.firefox().answer_prompt(SOON, Answer::Allow).await?;
    scene.state(&page, "subscribed").await
}

async fn a_refusal_holds_over_a_restart(scene: &Scene<'_>) -> Result<()> {
    scene.permit(Permission::Prompt).await?;
    let page = scene.app.open().await?;
    offers(&page, true).await?;
    page.press("Enter").await?;
    scene.firefox().answer_prompt(SOON, Answer::Block).await?;
    scene.state(&page, "blocked").await?;
    page.close().await?;
    // Settings say "ask" again.
    scene.permit(Permission::Prompt).await?;
    let page = scene.app.open().await?;
    offers(&page, false).await
}

/// Opens the template, which is to ask by this rule.
async fn asks(scene: &Scene<'_>, rule: Value) -> Result<Page> {
    scene.permit(Permission::Prompt).await?;
    scene.app.configure_with(&json!({ "key": scene.server.public_key(), "ask": rule }));
    scene.app.open().await
}

async fn asks_at_the_visit_that_the_app_says(scene: &Scene<'_>) -> Result<()> {
    let page = asks(scene, json!({ "visits": 2 })).await?;
    offers(&page, false).await?;
    // The same visit.
    page.reload().await?;
    offers(&page, false).await?;
    scene.app.leave().await?;
    let page = scene.app.open().await?;
    offers(&page, true).await
}

async fn asks_a_while_after_the_first_start(scene: &Scene<'_>) -> Result<()> {
    run_first(&scene.app, "")?;
    let page = asks(scene, json!({ "after": 3600 })).await?;
    offers(&page, false).await?;
    scene.app.leave().await?;
    let an_hour_later = "var now = Date.now;
        Date.now = function () { return now() + 3600e3; };";
    scene.app.site().put("/first.js", an_hour_later);
    let page = scene.app.open().await?;
    offers(&page, true).await
}
