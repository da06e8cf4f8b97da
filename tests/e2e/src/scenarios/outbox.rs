//! What the app's server has to be told arrives, whatever comes between.

use std::time::Duration;

use anyhow::{Result, ensure};
use kaipush_browser::Page;
use serde_json::{Value, json};

use crate::harness::{
    Fault, Proxy, QUIET, SOON, Scenario, Scene, once_per_system, scenarios, subscribe_unheard,
};

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![
        closed_between_subscribe_and_report,
        closed_while_the_report_is_under_way,
        lost_answer_is_asked_for_again,
        down_for_three_tries,
        told_to_wait,
        told_to_wait_until,
        token_is_renewed,
        refused_for_good,
        a_redirect_has_taken_nothing,
        endpoint_called_dead,
        unsubscribed_while_the_server_is_down,
        reported_again_each_week,
    ])
}

/// Opens the template with a proxy before its server. It waits a second and a half for an answer, so
/// that what it leaves behind is not waited for long.
pub(super) async fn before_proxy(scene: &Scene<'_>) -> Result<(Page, Proxy)> {
    let proxy = server(scene).await?;
    Ok((scene.ready().await?, proxy))
}

/// A proxy before its server, which the app reports to when it is next opened.
pub(super) async fn server(scene: &Scene<'_>) -> Result<Proxy> {
    let proxy = Proxy::before(scene.server).await?;
    scene.app.configure_with(&hasty(scene.server.public_key(), proxy.report_url()));
    Ok(proxy)
}

/// The template's configuration with a short wait for the server.
pub(super) fn hasty(key: &str, report_to: &str) -> Value {
    json!({ "key": key, "reportTo": report_to, "timeout": 1500 })
}

/// Waits until the page says so of its subscription.
pub(super) async fn reported(page: &Page, expected: &str) -> Result<()> {
    let is = "const state = await inbox.push.state();
        return state.kind === 'subscribed' && state.reported === arguments[0];";
    page.wait_for(2 * SOON, is, &[json!(expected)]).await.map(drop)
}

/// Gathers what the app is told.
async fn listen(page: &Page) -> Result<()> {
    let listen = "window.told = [];
        inbox.push.ondelivery = delivery => { window.told.push(delivery); };";
    page.run(listen, &[]).await.map(drop)
}

pub(super) async fn subscribe(page: &Page) -> Result<Value> {
    let subscribe = "try { const state = await inbox.push.subscribe();
            return [state.kind, state.reported]; }
        catch (error) { return error.code; }";
    page.run(subscribe, &[]).await
}

/// The browser has subscribed, and the page never heard of it.
async fn closed_between_subscribe_and_report(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    let endpoint = subscribe_unheard(&page).await?;
    ensure!(proxy.asked().is_empty(), "it was reported");
    scene.app.leave().await?;

    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    reported(&page, "yes").await?;
    let known = scene.server_knows(1).await?;
    ensure!(known[0]["subscription"]["endpoint"] == endpoint, "the server has {known:?}");
    Ok(())
}

async fn closed_while_the_report_is_under_way(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    proxy.next([Fault::Silence]);
    page.run("inbox.push.subscribe();", &[]).await?;
    proxy.wait(1).await?;
    scene.app.leave().await?;
    ensure!(scene.server.subscriptions().await?.is_empty(), "the server knows it already");

    let page = scene.app.open().await?;
    reported(&page, "yes").await?;
    scene.server_knows(1).await.map(drop)
}

/// The server has stored it; the page does not know. Asked twice, it holds one.
async fn lost_answer_is_asked_for_again(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    proxy.next([Fault::Lost]);
    let state = subscribe(&page).await?;
    ensure!(state == json!(["subscribed", "pending"]), "it gave {state}");
    reported(&page, "yes").await?;
    ensure!(proxy.asked_to("POST").len() == 2, "asked {:?}", proxy.asked());
    scene.server_knows(1).await.map(drop)
}

async fn down_for_three_tries(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    listen(&page).await?;
    proxy.next([500, 502, 503].map(Fault::Status));
    let state = subscribe(&page).await?;
    ensure!(state == json!(["subscribed", "pending"]), "it gave {state}");
    reported(&page, "yes").await?;
    let asked = proxy.asked();
    ensure!(asked.len() == 4, "asked {asked:?}");
    for (pair, least) in asked.windows(2).zip([500, 1000, 2000]) {
        let waited = pair[1].at - pair[0].at;
        ensure!(waited >= Duration::from_millis(least), "tried again after {waited:?}");
    }
    let told = "return window.told.map(({ kind, outcome, status, code }) =>
        [kind, outcome, status, code || '']);";
    let told = page.run(told, &[]).await?;
    let expected = json!([
        ["subscription", "retry", 500, "report-failed"],
        ["subscription", "retry", 502, "report-failed"],
        ["subscription", "retry", 503, "report-failed"],
        ["subscription", "done", 201, ""],
    ]);
    ensure!(told == expected, "the app was told {told}");
    Ok(())
}

async fn told_to_wait(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    proxy.next([Fault::RetryAfter(429, "4".into())]);
    subscribe(&page).await?;
    // Not even the user may hurry what the server has asked to wait for.
    let state = subscribe(&page).await?;
    ensure!(state == json!(["subscribed", "pending"]), "it gave {state}");
    reported(&page, "yes").await?;
    let asked = proxy.asked();
    ensure!(asked.len() == 2, "asked {asked:?}");
    let waited = asked[1].at - asked[0].at;
    ensure!(waited >= Duration::from_secs(4), "tried again after {waited:?}");
    Ok(())
}

/// A date has no milliseconds, and a KaiOS phone's clock is as good as the network's.
async fn told_to_wait_until(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    let date = "return new Date(Date.now() + 5000).toUTCString();";
    let date = page.run(date, &[]).await?;
    proxy.next([Fault::RetryAfter(503, date.as_str().unwrap_or_default().into())]);
    subscribe(&page).await?;
    reported(&page, "yes").await?;
    let asked = proxy.asked();
    ensure!(asked.len() == 2, "asked {asked:?}");
    let waited = asked[1].at - asked[0].at;
    // Without the date it would have been one second.
    ensure!(waited >= Duration::from_secs(2), "tried again after {waited:?}");
    Ok(())
}

async fn token_is_renewed(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    let shape = "window.tokens = 0;
        inbox.push.onrequest = async request => {
            request.headers.Authorization = `Bearer ${++window.tokens}`;
        };";
    page.run(shape, &[]).await?;
    proxy.next([401, 401].map(Fault::Status));
    subscribe(&page).await?;
    reported(&page, "yes").await?;
    let tokens: Vec<_> = proxy.asked().into_iter().filter_map(|one| one.authorization).collect();
    ensure!(tokens == ["Bearer 1", "Bearer 2", "Bearer 3"], "signed in as {tokens:?}");

    // A page that says only later how it signs in loses nothing until then.
    page.run("inbox.push.onrequest = null;", &[]).await?;
    listen(&page).await?;
    proxy.next([Fault::Status(401)]);
    page.run("await inbox.push.set('user', 'ada');", &[]).await?;
    let told = page.wait_for(SOON, "return window.told[0];", &[]).await?;
    let expected = json!({ "kind": "app", "name": "user", "outcome": "retry", "status": 401,
        "code": "report-failed" });
    ensure!(told == expected, "the app was told {told}");
    page.run(shape, &[]).await?;
    scene.server_has(1, |known| known["values"] == json!({ "user": "ada" })).await?;
    let last = proxy.asked().pop().and_then(|one| one.authorization);
    ensure!(last.as_deref() == Some("Bearer 1"), "signed in as {last:?}");
    Ok(())
}

async fn refused_for_good(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    page.run("inbox.push.ondelivery = null;", &[]).await?;
    proxy.next([Fault::Status(400)]);
    let state = subscribe(&page).await?;
    ensure!(state == "report-refused", "it gave {state}");
    reported(&page, "refused").await?;
    tokio::time::sleep(QUIET * 2).await;
    ensure!(proxy.asked().len() == 1, "asked {:?}", proxy.asked());
    // Who listens only later is told all the same.
    listen(&page).await?;
    let told = page.wait_for(SOON, "return window.told[0];", &[]).await?;
    let expected = json!({ "kind": "subscription", "name": "", "outcome": "refused", "status": 400,
        "code": "report-refused" });
    ensure!(told == expected, "the app was told {told}");

    let state = subscribe(&page).await?;
    ensure!(state == json!(["subscribed", "yes"]), "it gave {state}");
    Ok(())
}

/// Followed, it becomes a `GET` without a body, which the page that is found there answers with 200. It may be
/// a login page or a network's portal, so it is tried again.
async fn a_redirect_has_taken_nothing(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    listen(&page).await?;
    let statuses = [301, 302, 303, 307, 308];
    proxy.next(statuses.map(Fault::Redirect));
    for number in 1..=statuses.len() {
        let state = subscribe(&page).await?;
        ensure!(state == json!(["subscribed", "pending"]), "it gave {state}");
        ensure!(proxy.asked().len() == number, "led on: {:?}", proxy.asked());
        let told = page.run("return window.told[window.told.length - 1];", &[]).await?;
        let expected = json!({ "kind": "subscription", "name": "", "outcome": "retry", "status": 302,
            "code": "report-failed" });
        ensure!(told == expected, "the app was told {told}");
    }
    reported(&page, "yes").await?;
    scene.server_knows(1).await.map(drop)
}

/// Another one is made, once.
async fn endpoint_called_dead(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    proxy.always(Some(Fault::Status(410)));
    subscribe(&page).await?;
    let asked = proxy.wait(2).await?;
    let endpoints: Vec<_> =
        asked.iter().map(|one| one.body["subscription"]["endpoint"].clone()).collect();
    ensure!(endpoints[0] != endpoints[1], "the same endpoint was reported again");
    tokio::time::sleep(QUIET * 2).await;
    ensure!(proxy.asked().len() == 2, "it goes on and on: {:?}", proxy.asked());

    proxy.always(None);
    page.reload().await?;
    reported(&page, "yes").await?;
    scene.server_knows(1).await?;
    scene.send(json!({ "title": "Alive" })).await?;
    scene.alert("Alive").await?;
    Ok(())
}

async fn unsubscribed_while_the_server_is_down(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    subscribe(&page).await?;
    scene.server_knows(1).await?;
    proxy.always(Some(Fault::Status(503)));
    let state = page.run("return (await inbox.push.unsubscribe()).kind;", &[]).await?;
    ensure!(state == "ready", "state: {state}");
    scene.app.leave().await?;
    ensure!(scene.server.subscriptions().await?.len() == 1, "the server has heard of it");

    proxy.always(None);
    let page = scene.app.open().await?;
    scene.state(&page, "ready").await?;
    scene.server_knows(0).await.map(drop)
}

async fn reported_again_each_week(scene: &Scene<'_>) -> Result<()> {
    let (page, proxy) = before_proxy(scene).await?;
    subscribe(&page).await?;
    reported(&page, "yes").await?;
    page.reload().await?;
    reported(&page, "yes").await?;
    tokio::time::sleep(QUIET).await;
    ensure!(proxy.asked().len() == 1, "reported again at once: {:?}", proxy.asked());

    let age = "const opening = indexedDB.open('kaipush', 2);
        await new Promise(done => { opening.onsuccess = done; });
        const transaction = opening.result.transaction('state', 'readwrite');
        const facts = transaction.objectStore('state');
        facts.get('subscription').onsuccess = ({ target }) => {
            target.result.reportedAt -= 8 * 24 * 3600 * 1000;
            facts.put(target.result);
        };
        await new Promise(done => { transaction.oncomplete = done; });
        opening.result.close();";
    page.run(age, &[]).await?;
    page.reload().await?;
    let asked = proxy.wait(2).await?;
    ensure!(asked[1].body["old"].is_null(), "the same replaces itself: {:?}", asked[1].body);
    reported(&page, "yes").await?;
    scene.server_knows(1).await.map(drop)
}
