//! A preference of the browser that the scenarios share.

use anyhow::Result;
use serde_json::Value;

use super::Scene;

/// Plays with this preference, and sets it back to its default, whatever came of it.
pub async fn with_preference(
    scene: &Scene<'_>,
    name: &str,
    value: impl Into<Value>,
    default: impl Into<Value>,
    play: impl Future<Output = Result<()>>,
) -> Result<()> {
    scene.firefox().set_preference(name, value).await?;
    let played = play.await;
    scene.firefox().set_preference(name, default).await?;
    played
}
