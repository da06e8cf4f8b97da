//! Two workers run at the same moment, as those of KaiOS 2.5's two processes may: they share the
//! storage and no memory, so whatever one decides the other must find written down.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::harness::{
    Fault, Proxy, QUIET, SOON, Scenario, Scene, once_per_system, register, scenarios,
};

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![one_push_in_both_is_one_notification, both_send_what_waits_once])
}

/// Where the second one is registered: Firefox runs one worker a registration.
const SECOND: &str = "/second/";

/// Code for both, with which the second takes itself for the first: it has the same scope, and so the same storage.
const SAME: &str =
    "Object.defineProperty(self.registration, 'scope', { value: self.location.origin + '/' });";

/// Fires `push` in both at the same moment.
async fn push_both(scene: &Scene<'_>, payload: &Value) -> Result<()> {
    let (text, scopes) = (payload.to_string(), [scene.app.scope(), scene.app.site().url(SECOND)]);
    let push = |scope| scene.firefox().notify_push(scope, Some(text.as_bytes()));
    let (one, other) = tokio::join!(push(&scopes[0]), push(&scopes[1]));
    one.and(other)
}

/// It would stay on the stage, nobody's app.
async fn end_second(scene: &Scene<'_>) -> Result<()> {
    scene.firefox().unregister_worker(&scene.app.site().url(SECOND)).await.map(drop)
}

/// 2.5 may hand a push to both. One of them shows it and asks the app; the other waits for that, and
/// shows it no more.
async fn one_push_in_both_is_one_notification(scene: &Scene<'_>) -> Result<()> {
    // So slow that both are at work, and the other has not given up waiting when it is looked.
    let slow = "kaipush.deadline = 4000;
        kaipush.onpush = function (message) {
            return kaipushReport({ kind: 'asked', id: message.id }).then(function () {
                return new Promise(function (resolve) { setTimeout(resolve, 300); });
            });
        };";
    scene.worker(&format!("{SAME}\n{slow}"))?;
    let page = scene.subscribe().await?;
    register(&page, "/sw.js", SECOND).await?;
    let push = |round: u32| json!({ "title": format!("Push {round}"), "id": format!("m-{round}") });
    for round in 1..=3 {
        push_both(scene, &push(round)).await?;
        scene.alert(&format!("Push {round}")).await?;
        for scope in [scene.app.scope(), scene.app.site().url(SECOND)] {
            ensure!(scene.firefox().worker_runs(&scope).await?, "no worker runs for {scope}");
        }
        scene.alerts_stay(round as usize).await?;
    }
    push_both(scene, &push(1)).await?;
    // What either had taken them for is over: three quarters of the deadline.
    tokio::time::sleep(Duration::from_millis(3500)).await;
    scene.alerts_stay(3).await?;
    let asked = scene.reports("asked").len();
    ensure!(asked == 3, "three pushes, and the app was asked {asked} times");
    end_second(scene).await
}

/// The server was down when the page told it of something; the next push comes to both.
async fn both_send_what_waits_once(scene: &Scene<'_>) -> Result<()> {
    scene.worker(SAME)?;
    let proxy = Proxy::before(scene.server).await?;
    scene.app.configure(scene.server.public_key(), proxy.report_url());
    let page = scene.subscribe().await?;
    scene.server_knows(1).await?;
    register(&page, "/sw.js", SECOND).await?;
    proxy.always(Some(Fault::Status(503)));
    page.run("inbox.push.set('user', 'ada');", &[]).await?;
    proxy.wait(2).await?;
    scene.app.leave().await?;
    proxy.always(None);
    let tried = proxy.asked().len();

    let end = Instant::now() + 2 * SOON;
    for round in 1.. {
        let known = scene.server.subscriptions().await?;
        if known.iter().all(|one| one["values"]["user"] == "ada") {
            break;
        }
        ensure!(Instant::now() < end, "nobody has sent it: {:?}", proxy.asked());
        push_both(scene, &json!({ "title": "Push", "id": format!("m-{round}") })).await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    tokio::time::sleep(QUIET).await;
    let sent = proxy.asked().split_off(tried);
    ensure!(sent.len() == 1, "it was sent {} times: {sent:?}", sent.len());
    end_second(scene).await
}
