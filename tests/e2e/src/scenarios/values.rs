//! What the app has its server keep beside the subscription: topics, a user.

use anyhow::{Result, ensure};
use serde_json::json;

use super::outbox::{before_proxy, reported, server, subscribe};
use crate::harness::{Fault, QUIET, Scenario, Scene, once_per_system, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![
        values_before_and_after_the_subscription,
        values_survive_an_endpoint_that_the_server_gave_up,
        values_survive_a_server_that_calls_the_endpoint_gone,
        values_reach_a_server_that_knows_nothing_any_more,
        values_follow_the_app_to_another_server,
    ])
}

/// Ends the browser's subscription past kaipush.
pub const DROP_IT: &str = "const registration = await navigator.serviceWorker.getRegistration('/');
    const subscription = await registration.pushManager.getSubscription();
    await subscription.unsubscribe();";

async fn values_before_and_after_the_subscription(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    page.run("await inbox.push.set('user', 'bob'); await inbox.push.set('user', 'ada');", &[])
        .await?;
    tokio::time::sleep(QUIET).await;
    ensure!(proxy.asked().is_empty(), "there is nothing yet to keep it beside");
    subscribe(&page).await?;
    scene.server_has(1, |known| known["values"] == json!({ "user": "ada" })).await?;
    let methods: Vec<_> = proxy.asked().into_iter().map(|one| one.method).collect();
    ensure!(methods == ["POST", "PATCH"], "asked by {methods:?}");

    // What counts is what it was then.
    let set = "const topics = ['news', 'weather'];
        const kept = inbox.push.set('topics', topics);
        topics.push('oops');
        await kept;";
    page.run(set, &[]).await?;
    let all = json!({ "user": "ada", "topics": ["news", "weather"] });
    let known = scene.server_has(1, |known| known["values"] == all).await?;

    // They belong to the user, not to the endpoint.
    page.run(DROP_IT, &[]).await?;
    page.reload().await?;
    let old = &known[0]["subscription"]["endpoint"];
    scene.server_has(1, |known| known["values"] == all && known["old"] == *old).await?;
    Ok(())
}

/// The push service has called the endpoint gone, so the server hears of it before the app does.
async fn values_survive_an_endpoint_that_the_server_gave_up(scene: &Scene<'_>) -> Result<()> {
    let (page, _proxy) = before_proxy(scene).await?;
    subscribe(&page).await?;
    page.run("await inbox.push.set('user', 'ada');", &[]).await?;
    let known = scene.server_has(1, |known| known["values"]["user"] == "ada").await?;
    page.run(DROP_IT, &[]).await?;
    let answer = scene.post(json!({ "title": "Nobody" })).await?;
    ensure!(answer[0].status == 410, "the push service answered {}", answer[0].status);

    // No start of the app comes between: the value itself meets the dead endpoint.
    page.run("await inbox.push.set('topics', ['news']);", &[]).await?;
    let all = json!({ "user": "ada", "topics": ["news"] });
    let old = &known[0]["subscription"]["endpoint"];
    scene.server_has(1, |known| known["values"] == all && known["old"] == *old).await?;
    scene.send(json!({ "title": "Again" })).await?;
    scene.alert("Again").await.map(drop)
}

/// The browser has not heard that its subscription is dead, so it is the server that says so.
async fn values_survive_a_server_that_calls_the_endpoint_gone(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    subscribe(&page).await?;
    page.run("await inbox.push.set('user', 'ada');", &[]).await?;
    let known = scene.server_has(1, |known| known["values"]["user"] == "ada").await?;
    proxy.next([Fault::Status(404), Fault::Status(410)]);
    page.run("await inbox.push.set('topics', ['news']);", &[]).await?;
    let all = json!({ "user": "ada", "topics": ["news"] });
    let old = &known[0]["subscription"]["endpoint"];
    scene.server_has(1, |known| known["values"] == all && known["old"] == *old).await.map(drop)
}

/// A server that has lost all that it knew.
async fn values_reach_a_server_that_knows_nothing_any_more(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    subscribe(&page).await?;
    scene.server_knows(1).await?;
    scene.server.forget_all().await?;
    page.run("await inbox.push.set('user', 'ada');", &[]).await?;
    scene.server_has(1, |known| known["values"]["user"] == "ada").await?;
    let methods: Vec<_> = proxy.asked().into_iter().map(|one| one.method).collect();
    ensure!(methods == ["POST", "PATCH", "POST", "PATCH"], "asked by {methods:?}");
    Ok(())
}

/// The old server is gone for good, and holds nothing up.
async fn values_follow_the_app_to_another_server(scene: &Scene<'_>) -> Result<()> {
    let (page, gone) = before_proxy(scene).await?;
    subscribe(&page).await?;
    reported(&page, "yes").await?;
    gone.always(Some(Fault::Status(503)));
    page.run("await inbox.push.set('user', 'ada');", &[]).await?;
    scene.app.leave().await?;
    scene.server.forget_all().await?;

    // The old one answers again, and a value comes before anybody has looked where it belongs.
    let before = gone.asked().len();
    gone.always(None);
    let other = server(scene).await?;
    let app = std::fs::read_to_string(scene.app.folder().join("js/app.js"))?;
    let created = "inbox.push = push = created;\n";
    ensure!(app.contains(created), "the template keeps its push otherwise");
    let early = format!("{created} push.set('topics', ['news']);\n");
    scene.app.site().put("/js/app.js", app.replace(created, &early));
    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    let all = json!({ "user": "ada", "topics": ["news"] });
    scene.server_has(1, |known| known["values"] == all).await?;
    let methods: Vec<_> = other.asked().into_iter().map(|one| one.method).collect();
    ensure!(methods == ["POST", "PATCH", "PATCH"], "asked by {methods:?}");
    ensure!(gone.asked().len() == before, "the old server was asked: {:?}", gone.asked());
    Ok(())
}
