//! What a failed scenario leaves to look at.

use std::fmt::Display;

use super::Scene;

/// Notifications, reports, console, push service and server, a line each.
pub async fn all(scene: &Scene<'_>) -> String {
    let site = scene.app.site();
    let alerts = scene.app.alerts().list().await.unwrap_or_default();
    let console = scene.firefox().console(&site.origin()).await.unwrap_or_default();
    let tabs = scene.firefox().tabs().await.unwrap_or_default();
    let tabs = tabs.iter().filter(|tab| tab.url.starts_with(&site.origin()));
    [
        list("notifications", &alerts),
        list("tabs", tabs.map(|tab| format!("{} front: {}", tab.url, tab.front))),
        list("reports", site.reports().iter().map(|report| shorten(&report.value.to_string()))),
        list("console", &console),
        list("push service", scene.log.entries().iter().map(|entry| shorten(&entry.to_string()))),
        list("reference server", last(&scene.server.output(), 12)),
    ]
    .concat()
}

fn list<T: Display>(title: &str, items: impl IntoIterator<Item = T>) -> String {
    let lines: String = items.into_iter().map(|item| format!("    {item}\n")).collect();
    format!("  {title}:\n{}", if lines.is_empty() { "    none\n" } else { &lines })
}

/// It serves many scenes.
fn last(text: &str, count: usize) -> Vec<String> {
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].iter().map(|line| (*line).to_owned()).collect()
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(600) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
