//! The app's own handler, and what goes wrong in it: still one notification.

use anyhow::{Result, ensure};
use kaipush_browser::Alert;
use serde_json::{Value, json};

use crate::harness::{SOON, Scenario, Scene, once_per_system, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![
        handler_decides,
        an_object_in_the_place_of_kaipush_counts,
        handler_drops,
        handler_throws,
        handler_rejects,
        what_is_thrown_may_be_anything,
        handler_hangs,
        handler_answers_rubbish,
        handler_shows_its_own,
        a_handlers_own_opens_the_app_if_it_is_formed_so,
        handler_shows_its_own_later,
        handler_shows_its_own_later_and_says_so,
        a_wrapper_of_somebody_else_stays,
        a_failing_notification_becomes_the_default,
    ])
}

/// Sends one push to an app with this code; gives the one notification's title and body.
async fn shown(scene: &Scene<'_>, handler: &str) -> Result<(String, String)> {
    scene.worker(handler)?;
    scene.subscribe().await?;
    scene.send(json!({ "title": "Sent", "body": "by the server" })).await?;
    let alert = scene.app.alerts().wait(SOON, |_| true).await?;
    scene.alerts_stay(1).await?;
    Ok((alert.title, alert.text))
}

/// The handler fails: what the server sent is shown, and the console says why.
async fn falls_back(scene: &Scene<'_>, handler: &str, why: &str) -> Result<()> {
    let shown = shown(scene, handler).await?;
    ensure!(shown == ("Sent".into(), "by the server".into()), "shown was {shown:?}");
    let line = scene.console("kaipush: handler-failed").await?;
    ensure!(line.contains(why), "the console says {line:?}, nothing about {why:?}");
    Ok(())
}

async fn handler_decides(scene: &Scene<'_>) -> Result<()> {
    let handler = "kaipush.onpush = function (message) {
        return Promise.resolve({ title: message.title + '!', body: message.payload.body, tag: 'own' });
    };";
    let shown = shown(scene, handler).await?;
    ensure!(shown == ("Sent!".into(), "by the server".into()), "shown was {shown:?}");
    Ok(())
}

/// The name belongs to the app's script as soon as that says `var`, also behind the import.
async fn an_object_in_the_place_of_kaipush_counts(scene: &Scene<'_>) -> Result<()> {
    let settings = "var kaipush = { deadline: Infinity, onpush: function (message) {
        return { title: message.title + '!' };
    } };";
    let (title, _) = shown(scene, settings).await?;
    ensure!(title == "Sent!", "shown was {title:?}");
    scene.console("kaipush: field-wrong: deadline").await.map(drop)
}

async fn handler_drops(scene: &Scene<'_>) -> Result<()> {
    // The fallback would come at the deadline, well before the look ends.
    scene.worker("kaipush.deadline = 400; kaipush.onpush = function () { return false; };")?;
    let page = scene.subscribe().await?;
    scene.send(json!({ "title": "Quiet" })).await?;
    let dropped = "return (await inbox.push.history()).received[0];";
    let entry: Value = page.wait_for(SOON, dropped, &[]).await?;
    ensure!(entry["title"] == "Quiet" && entry["shown"] == false, "received: {entry}");
    scene.alerts_stay(0).await?;
    Ok(())
}

async fn handler_throws(scene: &Scene<'_>) -> Result<()> {
    let handler = "kaipush.onpush = function () { throw new Error('broken today'); };";
    falls_back(scene, handler, "broken today").await
}

async fn handler_rejects(scene: &Scene<'_>) -> Result<()> {
    let handler = "kaipush.onpush = function () { return Promise.reject(new Error('no luck')); };";
    falls_back(scene, handler, "no luck").await
}

/// What can't be put into a line fails neither the push nor the core, and the handler's end is noticed.
async fn what_is_thrown_may_be_anything(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "var things = [
            function () { return Symbol('s'); },
            function () { return Object.create(null); },
            function () { return { get message() { throw this; } }; },
            function () { return { message: Symbol('m'), fileName: Symbol('f') }; }
        ];
        kaipush.onpush = function (message) {
            if (message.title === 'own') {
                return Promise.resolve().then(function () {
                    return self.registration.showNotification('Own', {});
                }).then(function () {
                    return new Promise(function (resolve) { setTimeout(resolve, 100); });
                });
            }
            var thing = things[message.data]();
            if (message.title === 'throws') throw thing;
            return Promise.reject(thing);
        };",
    )?;
    scene.subscribe().await?;
    let mut count = 0;
    for title in ["throws", "rejects"] {
        for thing in 0..4 {
            let body = format!("{thing}");
            scene.send(json!({ "title": title, "body": body, "data": thing })).await?;
            let shown = |one: &Alert| one.title == title && one.text == body;
            scene.app.alerts().wait(SOON, shown).await?;
            count += 1;
        }
    }
    scene.send(json!({ "title": "own" })).await?;
    scene.alert("Own").await?;
    scene.alerts_stay(count + 1).await?;
    let console = scene.firefox().console(&scene.app.site().origin()).await?;
    let told = |part| console.iter().filter(|line| line.text.contains(part)).count();
    let (handlers, others) = (told("kaipush: handler-failed: "), told("kaipush: "));
    ensure!((handlers, others) == (count, count), "{handlers} lines of {others}: {console:?}");
    Ok(())
}

async fn handler_hangs(scene: &Scene<'_>) -> Result<()> {
    let handler = "kaipush.deadline = 1000;
        kaipush.onpush = function () { return new Promise(function () {}); };";
    falls_back(scene, handler, "500 ms").await
}

async fn handler_answers_rubbish(scene: &Scene<'_>) -> Result<()> {
    falls_back(scene, "kaipush.onpush = function () { return 42; };", "onpush").await
}

async fn handler_shows_its_own(scene: &Scene<'_>) -> Result<()> {
    let handler = "kaipush.onpush = function () {
        self.registration.showNotification('Own', { body: 'by the app' });
    };";
    let shown = shown(scene, handler).await?;
    ensure!(shown == ("Own".into(), "by the app".into()), "shown was {shown:?}");
    Ok(())
}

/// Any other click is the app's own to answer.
async fn a_handlers_own_opens_the_app_if_it_is_formed_so(scene: &Scene<'_>) -> Result<()> {
    let handler = "kaipush.onpush = function () {
        var data = { kaipush: 1, url: '/index.html#/own', data: [7] };
        return self.registration.showNotification('Own', { data: data });
    };";
    scene.worker(handler)?;
    scene.subscribe().await?;
    scene.send(json!({ "title": "Sent" })).await?;
    let alert = scene.alert("Own").await?;
    scene.app.leave().await?;
    scene.app.touch(&alert, "").await?;
    let page = scene.app.front().await?;
    let launch = scene.launched(&page).await?;
    let url = launch["url"].as_str().unwrap_or_default();
    ensure!(launch["title"] == "Own" && launch["data"] == json!([7]), "launched: {launch}");
    ensure!(url.ends_with("/index.html#/own"), "launched: {launch}");
    Ok(())
}

async fn handler_shows_its_own_later(scene: &Scene<'_>) -> Result<()> {
    let handler = "kaipush.onpush = function () {
        return fetch('/index.html').then(function () {
            return self.registration.showNotification('Own', { body: 'after a while' });
        });
    };";
    let shown = shown(scene, handler).await?;
    ensure!(shown == ("Own".into(), "after a while".into()), "shown was {shown:?}");
    Ok(())
}

async fn handler_shows_its_own_later_and_says_so(scene: &Scene<'_>) -> Result<()> {
    let handler = "kaipush.deadline = 600; kaipush.onpush = function () {
        fetch('/index.html').then(function () {
            return self.registration.showNotification('Own', { body: 'after a while' });
        });
        return false;
    };";
    let shown = shown(scene, handler).await?;
    ensure!(shown == ("Own".into(), "after a while".into()), "shown was {shown:?}");
    Ok(())
}

/// Others may wrap `showNotification` for their own purposes; kaipush passes through and leaves it.
async fn a_wrapper_of_somebody_else_stays(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "var registration = self.registration;
        var show = registration.showNotification;
        registration.showNotification = function (title, options) {
            kaipushReport({ kind: 'wrapped', title: title });
            return show.call(registration, title, options);
        };
        kaipush.onpush = function (message) {
            if (message.title === 'Own') registration.showNotification('Own', {});
        };",
    )?;
    scene.subscribe().await?;
    for title in ["Own", "Default"] {
        scene.app.site().clear_reports();
        scene.send(json!({ "title": title })).await?;
        scene.alert(title).await?;
        let wrapped = scene.report("wrapped").await?;
        ensure!(wrapped["title"] == title, "the wrapper saw {wrapped}");
    }
    scene.alerts_stay(2).await?;
    Ok(())
}

/// What the browser itself refuses (data that can't be cloned) still becomes a notification: the default, which
/// is listed, and known when it comes again.
async fn a_failing_notification_becomes_the_default(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "kaipush.onpush = function () { return { title: 'Never', data: { call: function () {} } }; };",
    )?;
    let page = scene.subscribe().await?;
    let push =
        json!({ "title": "Sent", "body": "by the server", "id": "m-1", "data": { "chat": 7 } });
    scene.send(push.clone()).await?;
    let alert = scene.alert("Sent").await?;
    ensure!(alert.text == "by the server", "shown was {alert}");
    scene.console("kaipush: handler-failed").await?;
    let listed = "return (await inbox.push.history()).received[0];";
    let entry = page.wait_for(SOON, listed, &[]).await?;
    let (title, chat, shown) = (&entry["title"], &entry["data"]["chat"], &entry["shown"]);
    ensure!(title == "Sent" && *chat == 7 && *shown == true, "received: {entry}");
    scene.send(push).await?;
    // It has been looked at when this one is shown.
    scene.send(json!({ "title": "Next", "id": "m-2" })).await?;
    scene.alert("Next").await?;
    scene.alerts_stay(2).await.map(drop)
}
