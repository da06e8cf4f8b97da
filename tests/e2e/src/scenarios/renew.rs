//! The worker takes care of the subscription while nobody opens the app.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use kaipush_browser::Report;
use kaipush_push_service::Event;
use serde_json::json;

use crate::harness::{
    Certain, Fault, Proxy, QUIET, SOON, Scenario, Scene, once_per_core, register, run_first,
    scenarios,
};

pub fn scenarios() -> Vec<Scenario> {
    let everywhere = scenarios![
        the_worker_subscribes_again,
        the_worker_asks_a_server_that_stumbles_again,
        two_pages_and_the_worker_renew_once,
        an_unsubscription_on_another_page_holds,
        an_open_page_is_told_of_the_new_endpoint,
        the_worker_reports_what_the_page_left,
        a_refused_sign_in_is_left_to_the_page,
        a_foreign_subscription_is_left_alone,
    ];
    [everywhere, once_per_core(scenarios![a_page_that_died_at_it_is_not_waited_for])].concat()
}

async fn the_worker_subscribes_again(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    page.run("await inbox.push.set('user', 'ada');", &[]).await?;
    let known = scene.server_has(1, |known| known["values"]["user"] == "ada").await?;
    scene.app.leave().await?;
    scene.lose_subscriptions();

    let old = &known[0]["subscription"]["endpoint"];
    let now = scene.server_has(1, |report| report["old"] == *old).await?;
    ensure!(now[0]["subscription"]["endpoint"] != *old, "the endpoint is still the old one");
    ensure!(now[0]["values"]["user"] == "ada", "the values are lost: {}", now[0]);
    for part in ["system", "appType", "gecko"] {
        let (before, after) = (&known[0]["platform"][part], &now[0]["platform"][part]);
        ensure!(before == after, "the worker says {part} {after}, the page {before}");
    }
    scene.send(json!({ "title": "Again" })).await?;
    scene.alert("Again").await?;
    scene.alerts_stay(1).await?;

    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    let state = page.run("return (await inbox.push.state()).reported;", &[]).await?;
    ensure!(state == "yes", "the page takes it for {state}");
    scene.server_knows(1).await.map(drop)
}

/// No push can wake the worker while the server does not know where to send it.
async fn the_worker_asks_a_server_that_stumbles_again(scene: &Scene<'_>) -> Result<()> {
    let proxy = Proxy::before(scene.server).await?;
    scene.app.configure(scene.server.public_key(), proxy.report_url());
    scene.subscribe().await?;
    let known = scene.server_knows(1).await?;
    scene.app.leave().await?;
    proxy.next([503, 503].map(Fault::Status));
    scene.lose_subscriptions();
    let old = &known[0]["subscription"]["endpoint"];
    scene.server_has(1, |report| report["old"] == *old).await.map(drop)
}

/// The pages look for themselves while the worker is at it.
async fn two_pages_and_the_worker_renew_once(scene: &Scene<'_>) -> Result<()> {
    let tells = |takes: u32| {
        let subscribes = "var subscribe = PushManager.prototype.subscribe;
            PushManager.prototype.subscribe = function (options) {
                var own = this;
                kaipushReport({ kind: 'subscribes' });
                return new Promise(function (resolve) { setTimeout(resolve, TAKES); }).then(function () {
                    return subscribe.call(own, options);
                });
            };";
        subscribes.replace("TAKES", &takes.to_string())
    };
    scene.worker_after(&tells(1000))?;
    run_first(&scene.app, &tells(0))?;
    let proxy = Proxy::before(scene.server).await?;
    scene.app.configure(scene.server.public_key(), proxy.report_url());
    let first = scene.subscribe().await?;
    let known = scene.server_knows(1).await?;
    let second = scene.firefox().open(&scene.app.start_url()).await?;
    scene.state(&second, "subscribed").await?;
    scene.app.site().clear_reports();
    let (log, told) = (scene.stage.push().log().from_now(), proxy.asked_to("POST").len());
    scene.lose_subscriptions();
    scene.report("subscribes").await?;
    for page in [&first, &second] {
        page.run("window.dispatchEvent(new Event('online'));", &[]).await?;
    }
    let old = &known[0]["subscription"]["endpoint"];
    let now = scene.server_has(1, |report| report["old"] == *old).await?;
    // They could still undo each other's.
    tokio::time::sleep(2 * QUIET).await;
    let endpoint = &now[0]["subscription"]["endpoint"];
    scene.server_has(1, |report| report["subscription"]["endpoint"] == *endpoint).await?;
    let ours = "const { subscription, reported } = await inbox.push.state();
        return reported === 'yes' && subscription.endpoint;";
    for page in [&first, &second] {
        let page_has = page.wait_for(SOON, ours, &[]).await?;
        ensure!(page_has == *endpoint, "the page has {page_has}, the server {endpoint}");
    }
    // Firefox would make one subscription of several at once.
    let tries = scene.reports("subscribes").len();
    ensure!(tries == 1, Certain(format!("it was tried {tries} times")));
    let subscribed = log.entries().iter().filter(|one| is_subscription(&one.event)).count();
    ensure!(subscribed == 1, Certain(format!("it was renewed {subscribed} times")));
    let told = proxy.asked_to("POST").split_off(told);
    ensure!(told.len() == 1, Certain(format!("{} reports of it: {told:?}", told.len())));
    scene.send(json!({ "title": "Again" })).await?;
    scene.alert("Again").await.map(drop)
}

fn is_subscription(event: &Event) -> bool {
    matches!(event, Event::Registered { .. })
}

/// The user turns it off there while the first page still waits for its push service.
async fn an_unsubscription_on_another_page_holds(scene: &Scene<'_>) -> Result<()> {
    let first = scene.subscribe().await?;
    scene.server_knows(1).await?;
    let second = scene.firefox().open(&scene.app.start_url()).await?;
    scene.state(&second, "subscribed").await?;
    let lost = "const { subscribe } = PushManager.prototype;
        PushManager.prototype.subscribe = async function (options) {
            await new Promise((resolve) => { window.goOn = resolve; });
            return subscribe.call(this, options);
        };
        const registration = await navigator.serviceWorker.getRegistration();
        await (await registration.pushManager.getSubscription()).unsubscribe();
        window.dispatchEvent(new Event('online'));";
    first.run(lost, &[]).await?;
    first.wait_for(SOON, "return !!window.goOn;", &[]).await?;
    let left = second.run("return (await inbox.push.unsubscribe()).kind;", &[]).await?;
    ensure!(left == "ready", "the second page says {left}");
    first.run("window.goOn();", &[]).await?;
    // Of a renewal that goes on the server would hear.
    tokio::time::sleep(2 * QUIET).await;
    let none = "const registration = await navigator.serviceWorker.getRegistration();
        return await registration.pushManager.getSubscription() === null;";
    first.wait_for(SOON, none, &[]).await?;
    scene.server_knows(0).await?;
    for page in [&first, &second] {
        scene.state(page, "ready").await?;
    }
    Ok(())
}

/// What a page leaves that dies while it renews: it has taken that on, for some seconds more, and no longer.
async fn a_page_that_died_at_it_is_not_waited_for(scene: &Scene<'_>) -> Result<()> {
    /// Enough for the browser to hear of the loss meanwhile, and far less than the worker would wait.
    const LEFT: Duration = Duration::from_secs(3);
    let page = scene.subscribe().await?;
    let known = scene.server_knows(1).await?;
    let dies = "const [left] = arguments;
    await new Promise((resolve, reject) => {
        const opening = indexedDB.open('kaipush');
        opening.onsuccess = () => {
            const transaction = opening.result.transaction('state', 'readwrite');
            transaction.objectStore('state').put({ id: 'renewal', until: Date.now() + left });
            transaction.oncomplete = () => resolve(opening.result.close());
            transaction.onabort = reject;
        };
    });";
    let begun = Instant::now();
    page.run(dies, &[json!(LEFT.as_millis() as u64)]).await?;
    scene.app.leave().await?;
    let log = scene.stage.push().log().from_now();
    scene.lose_subscriptions();
    let is = |report: &Report| report.value["name"] == "pushsubscriptionchange";
    scene.app.site().wait_report(SOON, is).await?;
    tokio::time::sleep(LEFT.saturating_sub(begun.elapsed())).await;
    let early = log.entries().iter().any(|one| is_subscription(&one.event));
    ensure!(!early, "the page might have been at it still");
    log.wait_for(is_subscription, SOON).await?;
    let old = &known[0]["subscription"]["endpoint"];
    scene.server_has(1, |report| report["old"] == *old).await.map(drop)
}

async fn an_open_page_is_told_of_the_new_endpoint(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let listen = "window.changes = 0;
        navigator.serviceWorker.addEventListener('message', ({ data }) => {
            if (data.kaipush === 'changed') window.changes++;
        });
        return (await inbox.push.state()).subscription.endpoint;";
    let old = page.run(listen, &[]).await?;
    scene.lose_subscriptions();
    // Again when the server knows it.
    page.wait_for(SOON, "return window.changes >= 1;", &[]).await?;
    scene.server_has(1, |report| report["old"] == old).await?;
    let renewed = "const { subscription, reported } = await inbox.push.state();
        return reported === 'yes' && subscription.endpoint !== arguments[0];";
    page.wait_for(SOON, renewed, &[old]).await.map(drop)
}

/// The app's server was down, and the app is closed. The next push brings the worker.
async fn the_worker_reports_what_the_page_left(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "kaipush.onrequest = function (request) {
            request.headers.Authorization = 'Bearer worker';
        };",
    )?;
    let proxy = Proxy::before(scene.server).await?;
    scene.app.configure(scene.server.public_key(), proxy.report_url());
    proxy.always(Some(Fault::Status(503)));
    let page = scene.ready().await?;
    page.press("Enter").await?;
    scene.state(&page, "subscribed").await?;
    page.run("await inbox.push.set('user', 'ada');", &[]).await?;
    scene.app.leave().await?;
    proxy.always(None);

    let end = Instant::now() + 2 * SOON;
    let mut pushes = 0;
    while scene.server.subscriptions().await?.is_empty() {
        ensure!(Instant::now() < end, "the worker has not reported: {:?}", proxy.asked());
        pushes += 1;
        let payload = json!({ "title": "Push", "id": pushes }).to_string();
        let scope = scene.app.scope();
        scene.firefox().notify_push(&scope, Some(payload.as_bytes())).await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    scene.server_has(1, |known| known["values"]["user"] == "ada").await?;
    let asked = proxy.asked();
    let last = asked.iter().rev().take(2);
    let signed: Vec<_> = last.filter_map(|one| one.authorization.clone()).collect();
    ensure!(signed == ["Bearer worker", "Bearer worker"], "signed in as {signed:?}");
    // Whatever the outbox did, each push was shown.
    let alerts = scene.app.alerts().list().await?;
    ensure!(alerts.len() == pushes, "{} notifications for {pushes} pushes", alerts.len());

    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    let state = page.run("return (await inbox.push.state()).reported;", &[]).await?;
    ensure!(state == "yes", "the page takes it for {state}");
    Ok(())
}

/// Only the page knows the token, so the worker's 401 is not the last word.
async fn a_refused_sign_in_is_left_to_the_page(scene: &Scene<'_>) -> Result<()> {
    let proxy = Proxy::before(scene.server).await?;
    scene.app.configure(scene.server.public_key(), proxy.report_url());
    scene.subscribe().await?;
    let known = scene.server_knows(1).await?;
    scene.app.leave().await?;
    proxy.always(Some(Fault::Status(401)));
    let before = proxy.asked().len();
    scene.lose_subscriptions();
    proxy.wait(before + 1).await?;
    tokio::time::sleep(QUIET).await;
    proxy.always(None);

    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    let old = &known[0]["subscription"]["endpoint"];
    scene.server_has(1, |report| report["old"] == *old).await.map(drop)
}

/// One that the app has made without kaipush.
async fn a_foreign_subscription_is_left_alone(scene: &Scene<'_>) -> Result<()> {
    let page = scene.ready().await?;
    register(&page, "/sw.js", "/").await?;
    let own = "const registration = await navigator.serviceWorker.getRegistration('/');
        const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true });
        return subscription.endpoint;";
    let endpoint = page.run(own, &[]).await?;
    page.reload().await?;
    scene.state(&page, "stale").await?;
    let still = "const registration = await navigator.serviceWorker.getRegistration('/');
        return (await registration.pushManager.getSubscription()).endpoint;";
    ensure!(page.run(still, &[]).await? == endpoint, "it was touched");
    ensure!(scene.server.subscriptions().await?.is_empty(), "it was reported");
    // Until the user subscribes.
    page.press("Enter").await?;
    scene.state(&page, "subscribed").await?;
    ensure!(page.run(still, &[]).await? != endpoint, "it has no key");
    scene.server_knows(1).await?;
    Ok(())
}
