//! A Firefox of a scenario's own.

use anyhow::Result;
use kaipush_browser::{Firefox, Launch};
use kaipush_push_service::{Options, PushService};
use serde_json::Value;

use super::Workshop;

/// Plays in a Firefox of its own, with a push service and these preferences, and ends both whatever came
/// of it.
pub async fn in_own_firefox(
    workshop: &Workshop,
    preferences: &[(&str, Value)],
    play: impl AsyncFnOnce(&mut Firefox) -> Result<()>,
) -> Result<()> {
    let tools = workshop.tools();
    let push = PushService::start(Options::default()).await?;
    let mut launch = Launch::new(tools.geckodriver()?, tools.firefox()?);
    launch.push_url = Some(push.websocket_url());
    let more = preferences.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    launch.preferences.extend(more);
    let mut firefox = Firefox::launch(launch).await?;
    let played = play(&mut firefox).await;
    let quit = firefox.quit().await;
    push.stop().await;
    played.and(quit)
}
