//! The worker dies between any two steps of a push, an answer or a renewal: see js/cut.js.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::Alert;
use serde_json::{Value, json};

use super::outbox::hasty;
use super::page_dies::agreed;
use crate::harness::{
    CUT, Certain, Cut, Fault, MOST, Proxy, QUIET, Scenario, Scene, dead_before_each, once_per_core,
    scenarios,
};

pub fn scenarios() -> Vec<Scenario> {
    once_per_core(scenarios![
        a_push_is_cut_off_anywhere,
        a_push_that_comes_once_is_cut_off_anywhere,
        a_dismissed_push_is_cut_off_anywhere,
        a_replaced_push_is_cut_off_anywhere,
        an_answer_is_cut_off_anywhere,
        a_lost_subscription_is_cut_off_anywhere,
    ])
}

/// How far an event may come, the push says itself (else as far as it will); of another, a page has said it before. A
/// worker that comes through says so when nothing keeps it any more.
const LIMIT: &str = "
    var kept = 0;
    function over() {
        if (!kept && !kaipushCut.dead && kaipushCut.most < MOST) {
            kaipushReport({ kind: 'cut', dead: false, steps: kaipushCut.steps });
        }
    }
    // The system lets it live until it has said so.
    function free() {
        kept--;
        return new Promise(function (resolve) { setTimeout(resolve, 300); }).then(over);
    }
    var waitUntil = ExtendableEvent.prototype.waitUntil;
    ExtendableEvent.prototype.waitUntil = function (work) {
        kept++;
        return waitUntil.call(this, work.then(free, free));
    };
    function limit(most) {
        kaipushCut.steps = [];
        kaipushCut.most = most;
    }
    addEventListener('push', function (event) {
        var most = event.data.json().most;
        limit(most === undefined ? Infinity : most);
    });
    var next;
    addEventListener('message', function (event) {
        if (event.data && event.data.most !== undefined) {
            next = event.data.most;
            kaipushReport({ kind: 'armed ' + next });
        }
    });
    function armed() {
        if (next !== undefined) limit(next);
        next = undefined;
    }
    addEventListener('pushsubscriptionchange', armed);
    addEventListener('notificationclick', armed);
    addEventListener('notificationclose', armed);
";

/// The worker's deadline: no longer does it take a push for, so nobody waits long for the dead.
const LEASE: Duration = Duration::from_secs(2);

const TAG: &str = "chat";

const UNDER_WAY: Duration = Duration::from_millis(200);

/// The worker's code before kaipush's.
fn limited() -> String {
    format!("{CUT}{LIMIT}").replace("MOST", &MOST.to_string())
}

/// The app, which tells its server of events, subscribed and closed.
pub(super) async fn telling(scene: &Scene<'_>) -> Result<()> {
    let deadline = LEASE.as_millis();
    scene.worker_after(&format!("{}self.kaipush = {{ deadline: {deadline} }};", limited()))?;
    scene.app.configure_with(&json!({
        "key": scene.server.public_key(), "reportTo": scene.server.report_url(),
        "eventsTo": scene.server.events_url(), "eventsWithin": 0, "timeout": 1500,
    }));
    scene.subscribe().await?;
    scene.app.leave().await
}

/// Says how far the next event may come. What an earlier one has left to do is no step of it.
pub(super) async fn arm(scene: &Scene<'_>, most: usize) -> Result<()> {
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    // No page of kaipush's, and the worker stays when it is closed.
    scene.app.site().put("/blank.html", "<!DOCTYPE html><title>Blank</title>");
    let page = scene.firefox().open(&scene.app.site().url("/blank.html")).await?;
    let arm = "const registration = await navigator.serviceWorker.getRegistration('/');
        registration.active.postMessage({ most: arguments[0] });";
    page.run(arm, &[json!(most)]).await?;
    scene.report(&format!("armed {most}")).await?;
    page.close().await
}

/// How far the worker came, for the `count`-th time; it is dead then.
pub(super) async fn cut(scene: &Scene<'_>, count: usize) -> Result<Cut> {
    let told = scene.until(async || Ok(scene.reports("cut").into_iter().nth(count))).await;
    let told = told.context("the worker neither died nor came through")?.value;
    // What the system was asked for before is on its way.
    tokio::time::sleep(UNDER_WAY).await;
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    Cut::read(&told)
}

/// The same for a push that says how far it may come.
async fn cut_push(scene: &Scene<'_>, push: Value, count: usize) -> Result<Cut> {
    // What the one before has left to do is no step of this one.
    scene.firefox().terminate_worker(&scene.app.scope()).await?;
    scene.send(push).await?;
    cut(scene, count).await
}

/// Sent again, as a server does that does not know, it is shown, once, and told of by one key.
async fn a_push_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    telling(scene).await?;
    dead_before_each(async |most| {
        let (id, title) = (format!("{most} {}", scene.app.scope()), format!("Push {most}"));
        let push = json!({ "id": id, "title": title, "most": most });
        let cut = cut_push(scene, push, most).await?;
        scene.send(json!({ "id": id, "title": title })).await?;
        let held = shown_and_told(scene, &id, &title).await;
        held.with_context(|| cut.to_string())?;
        Ok(cut)
    })
    .await
}

/// Waits until it is so. What a dead worker was sending waits for the next occasion, which each look in vain brings.
pub(super) async fn at_an_occasion(
    scene: &Scene<'_>,
    is_so: impl AsyncFn() -> Result<bool>,
) -> Result<()> {
    let look = async || {
        if is_so().await? {
            return Ok(Some(()));
        }
        tokio::time::sleep(QUIET).await;
        scene.send(json!({ "title": "Occasion" })).await?;
        Ok(None)
    };
    scene.until(look).await
}

/// Not sent again: what was shown is told of by the next worker.
async fn a_push_that_comes_once_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    comes_once(scene, async |_| Ok(())).await
}

/// The next worker hears of it by its end, and finds it no more.
async fn a_dismissed_push_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    comes_once(scene, async |alert| scene.app.alerts().close(alert).await).await
}

/// The next worker finds it while it stands there still.
async fn a_replaced_push_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    comes_once(scene, async |alert| {
        tokio::time::sleep(LEASE).await;
        let title = format!("After {}", alert.title);
        scene.send(json!({ "id": title, "title": title, "tag": TAG })).await?;
        scene.alert(&title).await.map(drop)
    })
    .await
}

async fn comes_once(scene: &Scene<'_>, then: impl AsyncFn(&Alert) -> Result<()>) -> Result<()> {
    telling(scene).await?;
    dead_before_each(async |most| {
        let (id, title) = (format!("{most} {}", scene.app.scope()), format!("Push {most}"));
        let push = json!({ "id": id, "title": title, "tag": TAG, "most": most });
        let cut = cut_push(scene, push, most).await?;
        let shown = cut.reached("show")?;
        let held = async {
            if shown {
                then(&scene.alert(&title).await?).await?;
                delivered(scene, &id).await
            } else {
                tokio::time::sleep(LEASE).await;
                scene.send(json!({ "title": "Occasion" })).await?;
                tokio::time::sleep(QUIET).await;
                let told = told(scene, &id).await?;
                ensure!(told.is_empty(), "it was not shown, and told: {told:?}");
                Ok(())
            }
        };
        held.await.with_context(|| cut.to_string())?;
        Ok(cut)
    })
    .await
}

async fn shown_and_told(scene: &Scene<'_>, id: &str, title: &str) -> Result<()> {
    scene.alert(title).await?;
    // It waits for the one that was cut off, as long as that might be at work.
    tokio::time::sleep(LEASE).await;
    delivered(scene, id).await?;
    let alerts = scene.app.alerts().list().await?;
    let visible = alerts.iter().filter(|one| one.title == title && one.is_showing()).count();
    let standing = format!("it stands there {visible} times: {alerts:?}");
    ensure!(visible <= 1, Certain(standing));
    ensure!(visible == 1, standing);
    Ok(())
}

/// What the server knows of this push having come.
async fn told(scene: &Scene<'_>, id: &str) -> Result<Vec<Value>> {
    let mut all = scene.server.events().await?;
    all.retain(|event| event["id"] == id && event["type"] == "delivered");
    Ok(all)
}

/// What nobody has told by then nobody tells.
pub(super) fn unheard() -> Certain {
    Certain("nobody was told of it".into())
}

/// It is told, and by one key.
pub(super) async fn delivered(scene: &Scene<'_>, id: &str) -> Result<()> {
    let some = async || Ok(!told(scene, id).await?.is_empty());
    at_an_occasion(scene, some).await.context(unheard())?;
    tokio::time::sleep(QUIET).await;
    let told = told(scene, id).await?;
    ensure!(told.len() == 1, Certain(format!("told {} times: {told:?}", told.len())));
    Ok(())
}

/// The app is closed. What the worker does not come to, the page does when it is next opened.
async fn a_lost_subscription_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    scene.worker_after(&limited())?;
    scene.app.configure_with(&hasty(scene.server.public_key(), &scene.server.report_url()));
    scene.subscribe().await?;
    scene.app.leave().await?;
    dead_before_each(async |most| {
        let page = scene.app.open().await?;
        let old = agreed(scene, &page).await?;
        scene.app.leave().await?;
        arm(scene, most).await?;
        scene.lose_subscriptions();
        let cut = cut(scene, most).await?;
        let held = async {
            let page = scene.app.open().await?;
            let now = agreed(scene, &page).await?;
            ensure!(now != old, "it is the lost one");
            scene.app.leave().await
        };
        held.await.with_context(|| cut.to_string())?;
        Ok(cut)
    })
    .await
}

/// By a button that opens nothing. It stands there until the answer is safe, and can be pressed again.
async fn an_answer_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    let server = Proxy::before(scene.server).await?;
    server.always(Some(Fault::Status(204)));
    let origin = server.url("");
    scene.worker_after(&format!("{}self.kaipush = {{ allow: ['{origin}'] }};", limited()))?;
    scene.app.configure_with(&hasty(scene.server.public_key(), &scene.server.report_url()));
    scene.subscribe().await?;
    scene.app.leave().await?;
    let like = json!([{ "action": "like", "title": "Like", "post": format!("{origin}/likes") }]);
    dead_before_each(async |most| {
        let title = format!("Question {most}");
        scene.send(json!({ "id": title, "title": title, "actions": like })).await?;
        let alert = scene.alert(&title).await?;
        arm(scene, most).await?;
        scene.app.touch(&alert, "like").await?;
        let cut = cut(scene, most).await?;
        answered_once(scene, &server, &alert).await.with_context(|| cut.to_string())?;
        Ok(cut)
    })
    .await
}

async fn answered_once(scene: &Scene<'_>, server: &Proxy, question: &Alert) -> Result<()> {
    let asked = async || {
        let alerts = scene.app.alerts().list().await?;
        anyhow::Ok(alerts.into_iter().find(|one| one.title == question.title && one.is_showing()))
    };
    if let Some(question) = asked().await? {
        scene.app.touch(&question, "like").await?;
    }
    let keys = || -> BTreeSet<String> {
        let answers = server.asked().into_iter().map(|asked| asked.body);
        let these = answers.filter(|answer| answer["id"] == question.title.as_str());
        these.map(|answer| answer["key"].to_string()).collect()
    };
    let told = async || Ok(!keys().is_empty());
    at_an_occasion(scene, told).await.context(unheard())?;
    tokio::time::sleep(QUIET).await;
    ensure!(asked().await?.is_none(), "it stands there still");
    let keys = keys();
    ensure!(keys.len() == 1, Certain(format!("one answer under several keys: {keys:?}")));
    Ok(())
}
