//! The launches that the template's own handler was told of: see js/told.js.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use kaipush_simulator::App;
use serde_json::Value;

use super::{Certain, QUIET};

/// Has the template in this folder report each of them.
pub fn tell_launches(template: &Path) -> Result<()> {
    let index = template.join("index.html");
    let page = std::fs::read_to_string(&index)?;
    let config = "<script defer src=\"js/config.js\">";
    let both = format!("<script defer src=\"js/told.js\"></script>\n  {config}");
    let changed = page.replace(config, &both);
    ensure!(changed != page, "index.html has changed");
    std::fs::write(&index, changed)?;
    let script = template.join("js/told.js");
    std::fs::write(&script, include_str!("../js/told.js")).context("cannot write js/told.js")
}

/// What this app's handler was told, by all pages so far, in this order.
pub fn told(app: &App) -> Vec<Value> {
    let reports = app.site().reports().into_iter();
    let launched = reports.filter(|report| report.value["kind"] == "launched");
    launched.map(|mut report| report.value["launch"].take()).collect()
}

/// That no launch was told twice so far.
pub fn none_told_twice(app: &App) -> Result<()> {
    let told = told(app);
    for (at, one) in told.iter().enumerate() {
        let again = told[..at].iter().any(|other| other["id"] == one["id"]);
        ensure!(!again, Certain(format!("the app's handler was told twice: {told:?}")));
    }
    Ok(())
}

/// That this app has had one launch in all, of which its handler was told, and that no more come.
pub async fn told_once(app: &App) -> Result<()> {
    tokio::time::sleep(QUIET).await;
    let told = told(app);
    let what = format!("one click, and the app's handler was told: {told:?}");
    ensure!(told.len() <= 1, Certain(what));
    ensure!(told.len() == 1, what);
    Ok(())
}
