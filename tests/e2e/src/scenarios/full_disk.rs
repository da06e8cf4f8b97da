//! The phone's storage is full: kaipush goes on without, and says so.

use anyhow::{Result, ensure};
use kaipush_browser::{Firefox, Page, Site};
use kaipush_simulator::template::wait_state;
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, in_own_firefox, once_per_core, scenarios};

/// It is the browser's storage that is asked, so no system is simulated.
pub fn scenarios() -> Vec<Scenario> {
    once_per_core(scenarios![a_full_disk_stops_nothing])
}

/// All that this browser's sites may keep together, in KiB. A site gets a fifth, but not less than 10 MiB
/// (`QuotaManager::GetGroupLimit`).
const LIMIT: u32 = 50 * 1024;

/// In a Firefox of its own: what a site may keep is decided when the browser starts.
async fn a_full_disk_stops_nothing(scene: &Scene<'_>) -> Result<()> {
    let limit = [("dom.quotaManager.temporaryStorage.fixedLimit", json!(LIMIT))];
    in_own_firefox(scene.workshop, &limit, async |firefox| play(scene, firefox).await).await
}

async fn play(scene: &Scene<'_>, firefox: &Firefox) -> Result<()> {
    let site = Site::start().await?;
    site.mount("/", scene.app.folder())?;
    let config = json!({ "key": scene.server.public_key(), "reportTo": scene.server.report_url() });
    site.put("/js/config.js", format!("var config = {config};"));
    site.put("/blank.html", "<!doctype html><title>Blank</title>");
    let page = firefox.open(&site.url("/")).await?;
    wait_state(&page, "ready").await?;
    page.run("await inbox.push.subscribe();", &[]).await?;
    scene.server_knows(1).await?;
    page.close().await?;
    fill(firefox.open(&site.url("/blank.html")).await?).await?;

    // What can't be written down is told all the same, and the newest word counts.
    let page = firefox.open(&site.url("/")).await?;
    wait_state(&page, "subscribed").await?;
    page.run("await inbox.push.set('user', 'bob');", &[]).await?;
    // SQLite's log of the app's own database may still have half a megabyte of room in its file.
    let noise = "for (let number = 0; number < 30; number++) {
            const bytes = crypto.getRandomValues(new Uint8Array(30000));
            const noise = btoa(Array.from(bytes, one => String.fromCharCode(one)).join(''));
            await inbox.push.set(`noise ${number}`, noise);
        }
        await inbox.push.set('user', 'ada');";
    page.run(noise, &[]).await?;
    let told = |known: &serde_json::Value| {
        known["values"]["user"] == "ada" && known["values"]["noise 29"].is_string()
    };
    scene.server_has(1, told).await?;
    let refused = |line: &kaipush_browser::Message| line.text.contains("storage-refused");
    firefox.wait_console(&site.origin(), SOON, refused).await?;

    // A push is shown, and its click arrives.
    let (scope, text) = (site.url("/"), json!({ "title": "Ada", "id": "m-1" }).to_string());
    firefox.notify_push(&scope, Some(text.as_bytes())).await?;
    let alerts = firefox.alerts(&site.origin());
    let alert = alerts.wait(SOON, |alert| alert.title == "Ada").await?;
    alerts.click(&alert).await?;
    let banner = "return !!document.querySelector('.banner');";
    page.wait_for(SOON, banner, &[]).await?;

    // There is room again: what waits is kept as ever.
    let blank = firefox.open(&site.url("/blank.html")).await?;
    let free = "const gone = indexedDB.deleteDatabase('filler');
        await new Promise((done, failed) => { gone.onsuccess = done; gone.onerror = failed; });";
    blank.run(free, &[]).await?;
    firefox.loopback_when_offline(false).await?;
    firefox.offline(true).await?;
    page.run("await inbox.push.set('user', 'eve');", &[]).await?;
    page.close().await?;
    firefox.offline(false).await?;
    firefox.loopback_when_offline(true).await?;
    let page = firefox.open(&site.url("/")).await?;
    scene.server_has(1, |known| known["values"]["user"] == "eve").await?;

    // The user leaves, and stays away.
    let left = page.run("return (await inbox.push.unsubscribe()).kind;", &[]).await?;
    ensure!(left == "ready", "after the end: {left}");
    scene.server_knows(0).await?;
    page.reload().await?;
    wait_state(&page, "ready").await?;
    tokio::time::sleep(crate::harness::QUIET).await;
    ensure!(scene.server.subscriptions().await?.is_empty(), "it was subscribed again");
    Ok(())
}

/// Writes until nothing more is taken, however small.
async fn fill(page: Page) -> Result<()> {
    let fill = "const opening = indexedDB.open('filler', 1);
        opening.onupgradeneeded = () => {
            opening.result.createObjectStore('all', { autoIncrement: true });
        };
        await new Promise((done, failed) => { opening.onsuccess = done; opening.onerror = failed; });
        const write = size => new Promise(done => {
            const bytes = new Uint8Array(size);
            for (let at = 0; at < size; at += 65536) {
                crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65536, size)));
            }
            const transaction = opening.result.transaction('all', 'readwrite');
            transaction.oncomplete = () => done('');
            transaction.onabort = () => done(transaction.error && transaction.error.name);
            // After one that failed Gecko lets the next only remove (IDBTransaction's Mode::Cleanup).
            try { transaction.objectStore('all').add(bytes); } catch (cleanup) { return; }
        });
        let error = '';
        for (const size of [1 << 20, 1 << 16, 1 << 12, 1 << 8]) {
            do { error = await write(size); } while (!error);
        }
        opening.result.close();
        return error;";
    let error = page.run(fill, &[]).await?;
    ensure!(error == "QuotaExceededError", "the storage was filled until {error}");
    page.close().await
}
