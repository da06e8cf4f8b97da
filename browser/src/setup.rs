//! What is put into a fresh browser before anything else runs in it.

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::launch::Launch;
use crate::session::Session;

/// Checks Firefox' interfaces and installs alerts service, console collector and
/// viewport.
pub(crate) async fn install(session: &Session, launch: &Launch) -> Result<()> {
    let changes = session.chrome(include_str!("js/interfaces.js"), &[]).await?;
    let changes: Vec<String> = serde_json::from_value(changes)?;
    if !changes.is_empty() {
        bail!(
            "this Firefox ({}) has changed interfaces that the tests stand on: {}",
            session.version().unwrap_or("of unknown version"),
            changes.join("; ")
        );
    }
    let in_every_process = json!(include_str!("js/process.js"));
    session.chrome(include_str!("js/collect.js"), &[in_every_process]).await?;
    session.chrome(include_str!("alerts/mock.js"), &[]).await?;
    if let Some((width, height)) = launch.viewport {
        set_viewport(session, Some((width, height))).await?;
    }
    Ok(())
}

/// Sets the size of all pages; none is the window's own.
pub(crate) async fn set_viewport(session: &Session, size: Option<(u32, u32)>) -> Result<()> {
    let size = size.map_or(Value::Null, |(width, height)| json!([width, height]));
    session.chrome(include_str!("js/viewport.js"), &[size]).await?;
    Ok(())
}
