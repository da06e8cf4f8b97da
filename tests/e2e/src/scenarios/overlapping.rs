//! Pushes whose handlers are at work at the same time: each has its notification.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::harness::{Scenario, Scene, once_per_system, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![
        two_pushes_at_once_and_a_slow_handler,
        a_slow_handler_does_not_lose_its_push_to_another,
        a_slow_handler_does_not_lose_its_push_to_what_another_shows,
        what_a_slow_handler_shows_is_not_taken_for_anothers,
        a_tag_tells_whose_a_notification_is,
        a_handler_that_took_too_long_takes_no_push_from_another,
    ])
}

/// Each of two overlapping handlers shows its own, and neither is taken for the other's.
async fn two_pushes_at_once_and_a_slow_handler(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "kaipush.onpush = function (message) {
            return new Promise(function (resolve) { setTimeout(resolve, 300); }).then(function () {
                return self.registration.showNotification(message.title + '!', { tag: message.tag });
            }).then(function () {});
        };",
    )?;
    scene.subscribe().await?;
    for title in ["One", "Two"] {
        scene.send(json!({ "title": title, "tag": title })).await?;
    }
    scene.alert("Two!").await?;
    let alerts = scene.alerts_stay(2).await?;
    let mut titles: Vec<_> = alerts.iter().map(|alert| &*alert.title).collect();
    titles.sort_unstable();
    ensure!(titles == ["One!", "Two!"], "shown: {titles:?}");
    Ok(())
}

/// What kaipush shows for one push is not taken for the answer of another's handler.
async fn a_slow_handler_does_not_lose_its_push_to_another(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "var quick;
        var asked = new Promise(function (resolve) { quick = resolve; });
        kaipush.onpush = function (message) {
            if (message.title === 'Quick') return quick();
            return asked.then(function () {
                return new Promise(function (resolve) { setTimeout(resolve, 300); });
            });
        };",
    )?;
    scene.subscribe().await?;
    for title in ["Slow", "Quick"] {
        scene.send(json!({ "title": title })).await?;
    }
    scene.alert("Slow").await?;
    let alerts = scene.alerts_stay(2).await?;
    let order: Vec<_> = alerts.iter().map(|alert| &*alert.title).collect();
    ensure!(order == ["Quick", "Slow"], "shown: {order:?}");
    Ok(())
}

/// Two handlers at work, in either order of their pushes; each time these are shown.
async fn overlapping(scene: &Scene<'_>, handler: &str, tags: bool, shown: &[&str]) -> Result<()> {
    scene.worker(&format!(
        "function after(time, then) {{
            return new Promise(function (resolve) {{ setTimeout(resolve, time); }}).then(then);
        }}
        kaipush.onpush = function (message) {{
            function own() {{
                return self.registration.showNotification('Own', {{ tag: message.tag }}).then(function () {{}});
            }}
            function work() {{ {handler} }}
            return work().then(function () {{ kaipushReport({{ kind: 'over' }}); }});
        }};"
    ))?;
    scene.subscribe().await?;
    for (round, titles) in [["Slow", "Quick"], ["Quick", "Slow"]].iter().enumerate() {
        for title in titles {
            let tag = if tags { format!("{title} {round}") } else { String::new() };
            let push = json!({ "title": title, "tag": tag }).to_string();
            scene.firefox().notify_push(&scene.app.scope(), Some(push.as_bytes())).await?;
        }
        let over = 2 * (round + 1);
        scene.until(async || Ok((scene.reports("over").len() == over).then_some(()))).await?;
        let earlier = round * shown.len();
        let alerts = scene.alerts_stay(earlier + shown.len()).await?;
        let mut seen: Vec<_> = alerts.iter().skip(earlier).map(|one| &*one.title).collect();
        seen.sort_unstable();
        ensure!(seen == shown, "shown for {titles:?}: {seen:?}");
    }
    Ok(())
}

async fn a_slow_handler_does_not_lose_its_push_to_what_another_shows(
    scene: &Scene<'_>,
) -> Result<()> {
    let handler =
        "return message.title === 'Slow' ? after(1200, function () {}) : after(300, own);";
    overlapping(scene, handler, false, &["Own", "Slow"]).await
}

const SLOW_SHOWS: &str = "if (message.title === 'Quick') return after(600, function () {});
    return after(300, own).then(function () { return after(900, function () {}); });";

/// Whose it is is in doubt: then the default stands beside it.
async fn what_a_slow_handler_shows_is_not_taken_for_anothers(scene: &Scene<'_>) -> Result<()> {
    overlapping(scene, SLOW_SHOWS, false, &["Own", "Quick", "Slow"]).await
}

async fn a_tag_tells_whose_a_notification_is(scene: &Scene<'_>) -> Result<()> {
    overlapping(scene, SLOW_SHOWS, true, &["Own", "Quick"]).await
}

/// The default was shown for it; what it shows then is not the next handler's.
async fn a_handler_that_took_too_long_takes_no_push_from_another(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "kaipush.deadline = 2000;
        kaipush.onpush = function (message) {
            return new Promise(function (resolve) {
                setTimeout(resolve, message.title === 'Late' ? 1500 : 900);
            }).then(function () {
                if (message.title === 'Late') return self.registration.showNotification('Own', {});
            });
        };",
    )?;
    scene.subscribe().await?;
    scene.send(json!({ "title": "Late" })).await?;
    scene.alert("Late").await?;
    scene.send(json!({ "title": "Next" })).await?;
    scene.alert("Next").await?;
    let alerts = scene.alerts_stay(3).await?;
    let order: Vec<_> = alerts.iter().map(|alert| &*alert.title).collect();
    ensure!(order == ["Late", "Own", "Next"], "shown: {order:?}");
    Ok(())
}
