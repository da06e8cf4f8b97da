//! A script before all others in every page of the template.

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
