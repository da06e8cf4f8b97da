//! Pushes while the app is in front.

use anyhow::{Result, ensure};
use kaipush_browser::Page;
use serde_json::{Value, json};

use crate::harness::{SOON, Scenario, Scene, once_per_system, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![
        by_default_a_push_is_shown_in_front_too,
        the_page_in_front_takes_the_push,
        a_page_that_does_not_take_it_has_it_shown,
        a_hidden_page_has_it_shown,
        a_page_that_hangs_has_it_shown,
        a_page_that_hears_of_it_late_leaves_it,
        the_page_is_asked,
    ])
}

/// Keeps what arrives.
const TAKES: &str = "window.got = [];
    inbox.push.onmessage = message => { window.got.push(message); };";

async fn got(page: &Page, count: usize) -> Result<Value> {
    let got = "return window.got.length >= arguments[0] && window.got;";
    page.wait_for(SOON, got, &[json!(count)]).await
}

async fn by_default_a_push_is_shown_in_front_too(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    page.run(TAKES, &[]).await?;
    scene.send(json!({ "title": "Shown" })).await?;
    scene.alert("Shown").await?;
    scene.alerts_stay(1).await?;
    ensure!(got(&page, 0).await? == json!([]), "the page got it, too");
    Ok(())
}

async fn the_page_in_front_takes_the_push(scene: &Scene<'_>) -> Result<()> {
    scene.worker("kaipush.foreground = 'hidden'; kaipush.deadline = 600;")?;
    let page = scene.subscribe().await?;
    page.run(TAKES, &[]).await?;
    scene
        .send(json!({ "title": "Ada", "body": "Hi", "id": "m-1", "data": [1], "url": "/index.html#/chat",
                      "own": true }))
        .await?;
    let message = got(&page, 1).await?[0].clone();
    for (name, value) in
        [("title", json!("Ada")), ("body", json!("Hi")), ("id", json!("m-1")), ("data", json!([1]))]
    {
        ensure!(message[name] == value, "{name}: {message}");
    }
    ensure!(message["payload"]["own"] == true, "payload: {message}");
    ensure!(message["url"] == scene.app.site().url("/index.html#/chat"), "url: {message}");
    scene.send(json!({ "title": "Evil", "url": "javascript:alert(1)" })).await?;
    let message = got(&page, 2).await?[1].clone();
    ensure!(message["url"].is_null(), "url: {message}");
    scene.alerts_stay(0).await?;
    let history = scene.history(&page).await?;
    let entry = &history["received"][0];
    ensure!(entry["title"] == "Evil" && entry["shown"] == false, "received: {entry}");
    ensure!(history["silent"] == 2, "silent: {}", history["silent"]);
    Ok(())
}

/// No handler, or one that throws: nothing is lost.
async fn a_page_that_does_not_take_it_has_it_shown(scene: &Scene<'_>) -> Result<()> {
    scene.worker("kaipush.foreground = 'hidden';")?;
    let page = scene.subscribe().await?;
    scene.send(json!({ "title": "No handler" })).await?;
    scene.alert("No handler").await?;
    page.run("inbox.push.onmessage = () => { throw new Error('broken'); };", &[]).await?;
    scene.send(json!({ "title": "Broken" })).await?;
    scene.alert("Broken").await?;
    // Taken, and then given up again.
    page.run(TAKES, &[]).await?;
    scene.send(json!({ "title": "Taken" })).await?;
    got(&page, 1).await?;
    page.run("inbox.push.onmessage = null;", &[]).await?;
    scene.send(json!({ "title": "Given up" })).await?;
    scene.alert("Given up").await?;
    scene.alerts_stay(3).await?;
    Ok(())
}

async fn a_hidden_page_has_it_shown(scene: &Scene<'_>) -> Result<()> {
    scene.worker("kaipush.foreground = 'hidden';")?;
    let page = scene.subscribe().await?;
    page.run(TAKES, &[]).await?;
    let other = scene.elsewhere(&page).await?;
    scene.send(json!({ "title": "Hidden" })).await?;
    scene.alert("Hidden").await?;
    other.close().await?;
    scene.app.leave().await?;
    scene.send(json!({ "title": "Closed" })).await?;
    scene.alert("Closed").await?;
    scene.alerts_stay(2).await?;
    Ok(())
}

async fn a_page_that_hangs_has_it_shown(scene: &Scene<'_>) -> Result<()> {
    scene.worker("kaipush.foreground = 'ask';")?;
    let page = scene.subscribe().await?;
    page.run("inbox.push.onforeground = () => new Promise(() => {});", &[]).await?;
    scene.send(json!({ "title": "No answer" })).await?;
    scene.alert("No answer").await?;
    scene.console("kaipush: foreground-failed: no answer in 1000 ms").await?;
    // An answer that comes too late is none.
    page.run(
        "inbox.push.onforeground = () => {
            for (const end = Date.now() + 2500; Date.now() < end;);
            return false;
        };",
        &[],
    )
    .await?;
    scene.send(json!({ "title": "At work" })).await?;
    scene.alert("At work").await?;
    scene.alerts_stay(2).await?;
    Ok(())
}

/// Has the page at work from the moment on in which the worker has found it: the question waits.
const FOUND: &str = "
    var matchAll = self.clients.matchAll.bind(self.clients);
    self.clients.matchAll = function (options) {
        return matchAll(options).then(function (found) {
            found.forEach(function (page) { page.postMessage({ found: true }); });
            return found;
        });
    };";
const WORKS: &str = "window.work = arguments[0];
    navigator.serviceWorker.addEventListener('message', ({ data }) => {
        if (!data.found) return;
        for (const end = Date.now() + window.work; Date.now() < end;);
        window.work = 0;
    });";

async fn a_page_that_hears_of_it_late_leaves_it(scene: &Scene<'_>) -> Result<()> {
    scene.worker(&format!("kaipush.foreground = 'hidden';{FOUND}"))?;
    let page = scene.subscribe().await?;
    page.run(TAKES, &[]).await?;
    page.run(WORKS, &[json!(2500)]).await?;
    scene.send(json!({ "title": "At work" })).await?;
    scene.alert("At work").await?;
    scene.alerts_stay(1).await?;
    ensure!(got(&page, 0).await? == json!([]), "the page got it, too");
    // A short while is no reason.
    page.run("window.work = 300;", &[]).await?;
    scene.send(json!({ "title": "Taken" })).await?;
    ensure!(got(&page, 1).await?[0]["title"] == "Taken");
    scene.alerts_stay(1).await?;
    Ok(())
}

async fn the_page_is_asked(scene: &Scene<'_>) -> Result<()> {
    scene.worker("kaipush.foreground = 'ask'; kaipush.deadline = 3000;")?;
    let page = scene.subscribe().await?;
    scene.send(json!({ "title": "Nobody to ask" })).await?;
    scene.alert("Nobody to ask").await?;
    page.run(
        "window.got = [];
        inbox.push.onforeground = message => {
            window.got.push(message.title);
            if (message.title === 'throws') throw new Error('broken');
            if (message.title === 'rejects') return Promise.reject(new Error('broken'));
            if (message.title === 'later no') return new Promise(done => setTimeout(done, 200, false));
            if (message.title === 'nothing') return;
            return message.title !== 'no';
        };",
        &[],
    )
    .await?;
    for title in ["no", "later no"] {
        scene.send(json!({ "title": title })).await?;
    }
    got(&page, 2).await?;
    for title in ["yes", "nothing", "throws", "rejects"] {
        scene.send(json!({ "title": title })).await?;
        scene.alert(title).await?;
    }
    scene.alerts_stay(5).await?;
    let asked = got(&page, 6).await?;
    ensure!(asked == json!(["no", "later no", "yes", "nothing", "throws", "rejects"]), "{asked}");
    Ok(())
}
