//! One phone's run.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use super::books::Books;
use super::chance::Chance;
use super::memory;
use crate::house::{self, House};

/// How many pushes are sent without a look at what became of them.
const BATCH: usize = 50;
/// How long after the last notification of a batch no more are expected.
const QUIET: Duration = Duration::from_secs(5);
/// Milliseconds within which events are told.
const EVENTS_WITHIN: u32 = 500;
/// After so long nobody's lease holds up what a killed worker was about to tell.
const LEASE: Duration = Duration::from_secs(10);
/// One push in so many is followed by a kill, within so many milliseconds.
const KILLED: u64 = 8;
const WITHIN: u64 = 60;
/// One push in so many is sent twice, as KaiOS 2.5 may deliver it.
const TWICE: u64 = 20;

/// Says that a push has reached the worker, before kaipush's own listener hears of it.
const FIRST_LINE: &str = "self.addEventListener('push', function (event) {
    fetch('/__report', { method: 'POST', body: JSON.stringify({ kind: 'ran', id: event.data.json().id }) });
});";

/// Sends the pushes and prints what became of them.
pub async fn play(house: &House, count: usize, mut chance: Chance) -> Result<()> {
    subscribe(house).await?;
    let mut books = Books::default();
    let (began, mut sent) = (Instant::now(), 0);
    println!("{:<44} {:>6}", "content processes, MB", megabytes(house).await?);
    while sent < count {
        let batch: Vec<String> = (sent..count.min(sent + BATCH)).map(|n| format!("m{n}")).collect();
        sent += batch.len();
        send(house, &batch, &mut books, &mut chance).await?;
        settle(house, &batch, &mut books).await?;
        reported(house, &batch, &mut books).await?;
        if sent.is_multiple_of(count.div_ceil(4).next_multiple_of(BATCH)) || sent == count {
            println!("{:<44} {:>6}", format!("the same after {sent}"), megabytes(house).await?);
        }
    }
    // What waits in the outbox goes with the next push.
    tokio::time::sleep(LEASE).await;
    let last = ["last".to_owned()];
    house.server.send(&json!({ "payload": { "id": "last", "title": "last" } })).await?;
    books.of("last").sent += 1;
    settle(house, &last, &mut books).await?;
    tokio::time::sleep(QUIET).await;
    reported(house, &last, &mut books).await?;
    println!("{:<44} {:>6.0}", "seconds", began.elapsed().as_secs_f32());
    books.print();
    books.check()
}

/// The app with our line in its worker, which tells events, subscribed and closed.
async fn subscribe(house: &House) -> Result<()> {
    let House { stage, app, server, .. } = house;
    let worker = std::fs::read_to_string(app.folder().join("sw.js"))?;
    app.site().put("/sw.js", format!("{FIRST_LINE}\n{worker}"));
    app.configure_with(&json!({
        "key": server.public_key(), "reportTo": server.report_url(),
        "eventsTo": server.events_url(), "eventsWithin": EVENTS_WITHIN,
    }));
    house::subscribe(stage, app).await
}

/// Sends a batch, some of it twice, and kills the worker in between.
async fn send(
    house: &House,
    batch: &[String],
    books: &mut Books,
    chance: &mut Chance,
) -> Result<()> {
    let mut on_the_way = Vec::new();
    for id in batch {
        let times = if chance.once_in(TWICE) { 2 } else { 1 };
        for _ in 0..times {
            let sent = house.server.send(&json!({ "payload": { "id": id, "title": id } })).await?;
            let status = sent.first().context("the server knows no subscription")?.status;
            ensure!(status == 201, "the push was answered {status}");
            books.of(id).sent += 1;
        }
        on_the_way.push(id);
        if chance.once_in(KILLED) {
            tokio::time::sleep(Duration::from_millis(chance.below(WITHIN))).await;
            house.stage.firefox().kill_worker(&house.app.scope()).await?;
            books.kills += 1;
            // Which of them it hit is not to be seen from here: any that came since the last one.
            for id in on_the_way.drain(..) {
                books.of(id).killed = true;
            }
        }
    }
    Ok(())
}

/// Waits until all are shown, or nothing has come for a while; then takes them off the screen.
async fn settle(house: &House, batch: &[String], books: &mut Books) -> Result<()> {
    let alerts = house.app.alerts();
    let (mut before, mut since) = (usize::MAX, Instant::now());
    loop {
        books.count(&alerts.list().await?);
        match books.missing(batch) {
            0 => break,
            missing if missing == before && since.elapsed() > QUIET => break,
            missing if missing != before => (before, since) = (missing, Instant::now()),
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    for report in house.app.site().reports() {
        if let ("ran", Some(id)) =
            (report.value["kind"].as_str().unwrap_or_default(), report.value["id"].as_str())
        {
            books.of(id).ran = true;
        }
    }
    house.app.site().clear_reports();
    // As the user does; a phone keeps 99 of them.
    for alert in alerts.showing().await? {
        alerts.close(&alert).await?;
        books.of(&alert.title).closed = true;
    }
    Ok(())
}

/// Waits until all that were shown and dismissed are reported, or nothing has come for a while.
async fn reported(house: &House, batch: &[String], books: &mut Books) -> Result<()> {
    let (mut before, mut since) = (usize::MAX, Instant::now());
    loop {
        books.told(&house.server.events().await?);
        match books.untold(batch) {
            0 => return Ok(()),
            untold if untold == before && since.elapsed() > QUIET => return Ok(()),
            untold if untold != before => (before, since) = (untold, Instant::now()),
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn megabytes(house: &House) -> Result<u64> {
    Ok(memory::content(house.stage.firefox()).await? / 1024)
}
