//! The browser is away: when a push is sent, and when the app has something to tell its server.

use anyhow::{Result, ensure};
use kaipush_browser::Page;
use kaipush_push_service::Event;
use kaipush_simulator::ReferenceServer;
use serde_json::{Value, json};

use super::subscription::renewed;
use crate::harness::{SOON, Scenario, Scene, once_per_system, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    let everywhere = scenarios![
        offline_pushes_come_later_in_order,
        expired_push_never_comes,
        another_key_waits_for_the_network,
    ];
    let waits = scenarios![what_waits_is_sent_when_the_network_is_back];
    [everywhere, once_per_system(waits)].concat()
}

async fn offline_pushes_come_later_in_order(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    let titles = ["One", "Two", "Three"];
    away(scene, async || {
        for title in titles {
            scene.send(json!({ "title": title })).await?;
        }
        scene.alerts_stay(0).await.map(drop)
    })
    .await?;
    for title in titles {
        scene.alert(title).await?;
    }
    scene.alerts_stay(3).await?;
    // In the order they were sent in: that is the service's to keep. Firefox decrypts what comes at
    // once side by side, and shows first what is ready first.
    let (mut sent, mut delivered) = (Vec::new(), Vec::new());
    for entry in scene.log.entries() {
        match entry.event {
            Event::Posted(post) => sent.extend(post.version),
            Event::Delivered { version, .. } => delivered.push(version),
            _ => {}
        }
    }
    ensure!(sent == delivered, "sent as {sent:?}, delivered as {delivered:?}");
    Ok(())
}

async fn expired_push_never_comes(scene: &Scene<'_>) -> Result<()> {
    scene.subscribe().await?;
    away(scene, async || {
        // A TTL of 0: now or never.
        let late = scene.server.send(&json!({ "payload": { "title": "Late" }, "ttl": 0 })).await?;
        ensure!(late.len() == 1 && late[0].status == 201, "it was not taken: {late:?}");
        scene.send(json!({ "title": "Kept" })).await
    })
    .await?;
    scene.alert("Kept").await?;
    scene.alerts_stay(1).await?;
    Ok(())
}

/// The page stays open, and the next try would be in an hour.
async fn what_waits_is_sent_when_the_network_is_back(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    scene.server_knows(1).await?;
    scene.firefox().loopback_when_offline(false).await?;
    let waiting = away(scene, async || {
        page.run("await inbox.push.set('user', 'ada');", &[]).await?;
        page.wait_for(SOON, LATER, &[]).await.map(drop)
    })
    .await;
    scene.firefox().loopback_when_offline(true).await?;
    waiting?;
    scene.server_has(1, |known| known["values"] == json!({ "user": "ada" })).await.map(drop)
}

/// The app was updated: what there is still receives, and without the network there would be no other.
async fn another_key_waits_for_the_network(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let known = scene.server_knows(1).await?;
    let old = &known[0]["subscription"]["endpoint"];
    let second = ReferenceServer::start(scene.server_config).await?;
    away(scene, async || {
        scene.app.configure(second.public_key(), &second.report_url());
        page.reload().await?;
        scene.console("renew-failed").await?;
        still(&page, old).await?;
        // Nor because the user asks for it.
        let asked = "const { code, retryable, message } = await inbox.push.subscribe().catch(error => error);
            return [code, retryable, message.includes('no network')];";
        let refused = page.run(asked, &[]).await?;
        ensure!(refused == json!(["subscribe-failed", true, true]), "refused as {refused}");
        still(&page, old).await
    })
    .await?;
    renewed(&page, &second, old).await?;
    second.send(&json!({ "payload": { "title": "New key" } })).await?;
    scene.alert("New key").await.map(drop)
}

/// The browser has this subscription, and the app says that it is not the right one.
async fn still(page: &Page, endpoint: &Value) -> Result<()> {
    let has = "const registration = await navigator.serviceWorker.getRegistration('/');
        const current = await registration.pushManager.getSubscription();
        return [(await inbox.push.state()).kind, current && current.endpoint];";
    let has = page.run(has, &[]).await?;
    ensure!(has == json!(["stale", endpoint]), "it has {has}");
    Ok(())
}

/// Lets what was tried in vain wait for another hour; by then the page's clock has rung for the try before.
const LATER: &str = "const opening = indexedDB.open('kaipush', 2);
    await new Promise(done => { opening.onsuccess = done; });
    const transaction = opening.result.transaction('outbox', 'readwrite');
    const outbox = transaction.objectStore('outbox');
    let tried = false;
    outbox.getAll().onsuccess = ({ target }) => {
        const [value] = target.result;
        tried = target.result.length === 1 && value.tries > 0 && !value.lease;
        if (tried) outbox.put({ ...value, due: Date.now() + 3600e3 });
    };
    await new Promise(done => { transaction.oncomplete = done; });
    opening.result.close();
    if (tried) await new Promise(done => setTimeout(done, 5000));
    return tried;";

/// Does something while the browser is offline, which it shares with the scenes to come.
async fn away(scene: &Scene<'_>, work: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
    scene.firefox().offline(true).await?;
    let gone = scene.log.wait_for(|event| matches!(event, Event::Disconnected { .. }), SOON).await;
    let done = if gone.is_ok() { work().await } else { Ok(()) };
    scene.firefox().offline(false).await?;
    gone?;
    done
}
