//! What the phone keeps between starts: of an older kaipush, and where it keeps nothing.

use anyhow::{Result, ensure};
use kaipush_browser::Page;
use serde_json::{Value, json};

use crate::harness::{Fault, Proxy, SOON, Scenario, Scene, once_per_system, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![
        the_log_of_the_first_version_is_kept,
        the_subscription_of_the_first_version_is_kept,
        a_newer_version_is_let_in,
        lost_while_the_server_answers,
        indexed_db_is_refused,
        indexed_db_never_answers,
    ])
}

/// A page of the app's origin on which no kaipush runs.
async fn blank(scene: &Scene<'_>) -> Result<Page> {
    scene.app.site().put("/blank.html", "<!doctype html><title>Blank</title>");
    scene.firefox().open(&scene.app.site().url("/blank.html")).await
}

async fn the_log_of_the_first_version_is_kept(scene: &Scene<'_>) -> Result<()> {
    let page = blank(scene).await?;
    let first = "const opening = indexedDB.open('kaipush', 1);
        opening.onupgradeneeded = () => {
            const log = opening.result.createObjectStore('log', { autoIncrement: true });
            log.add({ kind: 'received', title: 'Of old', at: Date.now(), shown: true });
        };
        await new Promise((done, failed) => { opening.onsuccess = done; opening.onerror = failed; });
        opening.result.close();";
    page.run(first, &[]).await?;
    page.close().await?;
    let page = scene.subscribe().await?;
    scene.send(json!({ "title": "Of today" })).await?;
    scene.alert("Of today").await?;
    let both = "const { received } = await inbox.push.history();
        return received.length === 2 && received.map(entry => entry.title);";
    let titles = page.wait_for(SOON, both, &[]).await?;
    ensure!(titles == json!(["Of today", "Of old"]), "the list has {titles}");
    Ok(())
}

/// It was in the page's own storage, and said nothing of when it was reported.
async fn the_subscription_of_the_first_version_is_kept(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let known = scene.server_knows(1).await?;
    scene.app.leave().await?;
    let page_of_old = blank(scene).await?;
    let back = "const [endpoint, key, reportedTo] = arguments;
        const gone = indexedDB.deleteDatabase('kaipush');
        await new Promise((done, failed) => { gone.onsuccess = done; gone.onerror = failed; });
        localStorage.setItem('kaipush.subscription', JSON.stringify({ endpoint, key, reportedTo }));";
    let endpoint = &known[0]["subscription"]["endpoint"];
    let (key, url) = (scene.server.public_key(), scene.server.report_url());
    page_of_old.run(back, &[endpoint.clone(), json!(key), json!(url)]).await?;
    page_of_old.close().await?;
    drop(page);

    let page = scene.app.open().await?;
    scene.state(&page, "subscribed").await?;
    scene.server_has(1, |report| report["subscription"]["endpoint"] == *endpoint).await?;
    let left = "return localStorage.getItem('kaipush.subscription') === null;";
    page.wait_for(SOON, left, &[]).await?;
    Ok(())
}

/// Page and worker of this version are there, and connected, when a newer one makes another layout. To them
/// it is a storage that is refused from then on.
async fn a_newer_version_is_let_in(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let known = scene.server_knows(1).await?;
    let endpoint = &known[0]["subscription"]["endpoint"];
    scene.send(json!({ "title": "Of today" })).await?;
    scene.alert("Of today").await?;
    upgrade(scene).await?;
    scene.send(json!({ "title": "All the same" })).await?;
    scene.alert("All the same").await?;
    scene.console("store-failed: received").await?;

    // What the page knew it knows still.
    is_reported(&page, endpoint).await?;
    page.run("await inbox.push.set('user', 'ada');", &[]).await?;
    scene.server_has(1, |known| known["values"] == json!({ "user": "ada" })).await?;
    // The next one finds a subscription of which it can't read anything. It is not thrown away for that.
    page.reload().await?;
    is_reported(&page, endpoint).await?;
    page.run("await inbox.push.subscribe();", &[]).await?;
    is_reported(&page, endpoint).await?;
    scene.server_has(1, |known| known["subscription"]["endpoint"] == *endpoint).await?;
    page.run("await inbox.push.unsubscribe();", &[]).await?;
    scene.server_knows(0).await?;
    page.reload().await?;
    scene.state(&page, "ready").await
}

/// The server has stored the subscription; that it has can't be written down.
async fn lost_while_the_server_answers(scene: &Scene<'_>) -> Result<()> {
    let page = scene.ready().await?;
    let slow = "const { fetch } = window;
        const gate = new Promise(open => { window.open_gate = open; });
        window.fetch = async (...asked) => {
            const answer = await fetch(...asked);
            await gate;
            return answer;
        };";
    page.run(slow, &[]).await?;
    page.press("Enter").await?;
    let known = scene.server_knows(1).await?;
    let endpoint = &known[0]["subscription"]["endpoint"];
    upgrade(scene).await?;
    page.run("window.open_gate();", &[]).await?;
    is_reported(&page, endpoint).await?;
    scene.app.leave().await?;

    let page = scene.app.open().await?;
    is_reported(&page, endpoint).await?;
    scene.server_has(1, |known| known["subscription"]["endpoint"] == *endpoint).await.map(drop)
}

/// A newer version makes another layout of the storage; whoever has the one of this version must let it.
async fn upgrade(scene: &Scene<'_>) -> Result<()> {
    let newer = blank(scene).await?;
    let upgrade = "const opening = indexedDB.open('kaipush', 3);
        await new Promise((done, failed) => {
            opening.onsuccess = done;
            opening.onblocked = opening.onerror = event => failed(new Error(event.type));
        });
        opening.result.close();";
    newer.run(upgrade, &[]).await?;
    newer.close().await
}

/// The page has the subscription, and says that the server knows it.
async fn is_reported(page: &Page, endpoint: &Value) -> Result<()> {
    let has = "const { kind, subscription, reported } = await inbox.push.state();
        return kind === 'subscribed' && reported === 'yes' && subscription.endpoint;";
    let has = page.wait_for(SOON, has, &[]).await?;
    ensure!(has == *endpoint, "the page has {has} instead of {endpoint}");
    Ok(())
}

/// Then a report that can't get through waits in the page alone, and kaipush says so.
async fn indexed_db_is_refused(scene: &Scene<'_>) -> Result<()> {
    let proxy = Proxy::before(scene.server).await?;
    let config = json!({ "key": scene.server.public_key(), "reportTo": proxy.report_url() });
    let refuse = "Object.defineProperty(window, 'indexedDB', { value: null });";
    scene.app.site().put("/js/config.js", format!("{refuse}\nvar config = {config};"));
    let page = scene.ready().await?;
    proxy.next([503, 503].map(Fault::Status));
    page.press("Enter").await?;
    scene.state(&page, "subscribed").await?;
    scene.console("storage-refused").await?;
    scene.server_knows(1).await?;
    page.reload().await?;
    scene.state(&page, "subscribed").await?;
    let reported = "return (await inbox.push.state()).reported === 'yes';";
    page.wait_for(SOON, reported, &[]).await?;
    page.run("await inbox.push.set('user', 'ada');", &[]).await?;
    scene.server_has(1, |known| known["values"] == json!({ "user": "ada" })).await?;
    Ok(())
}

/// As on some phones; nobody has to wait for it longer than for a slow network.
async fn indexed_db_never_answers(scene: &Scene<'_>) -> Result<()> {
    let silent = "Object.defineProperty(window, 'indexedDB', { value: { open: () => ({}) } });";
    let (key, url) = (scene.server.public_key(), scene.server.report_url());
    let config = json!({ "key": key, "reportTo": url });
    scene.app.site().put("/js/config.js", format!("{silent}\nvar config = {config};"));
    let page = scene.ready().await?;
    page.press("Enter").await?;
    scene.state(&page, "subscribed").await?;
    scene.server_knows(1).await?;
    scene.console("storage-refused").await?;
    page.reload().await?;
    scene.state(&page, "subscribed").await
}
