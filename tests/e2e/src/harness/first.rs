//! A script before all others in every page of the template.

use std::time::Duration;

use anyhow::{Result, ensure};
use kaipush_simulator::App;

/// Has the app's pages run it first, such as one that loses what they are told. Before the app is opened.
pub fn run_first(app: &App, script: &str) -> Result<()> {
    let page = std::fs::read_to_string(app.folder().join("index.html"))?;
    let first = "<script defer src=\"/first.js\"></script>\n  <script defer src=\"kaipush.js\">";
    let changed = page.replace("<script defer src=\"kaipush.js\">", first);
    ensure!(changed != page, "index.html has changed");
    app.site().put("/index.html", changed.clone());
    app.site().put("/", changed);
    app.site().put("/first.js", script);
    Ok(())
}

/// When a page that has become visible has looked into the storage twice, of [`quick_looks`].
pub const LOOKED: Duration = Duration::from_millis(1500);

/// Has the app's pages look into the storage the second time after one second, not after three (src/page/launches.rs).
/// Before the app is opened.
pub fn quick_looks(app: &App) -> Result<()> {
    let sooner = "var later = window.setTimeout;
        window.setTimeout = function (call, time) {
            return later.call(window, call, time === 3000 ? 1000 : time);
        };";
    run_first(app, sooner)
}
