//! The picture in the README.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use kaipush_simulator::Phone;
use kaipush_simulator::phone::{Action, Form, Push};
use kaipush_simulator::template::wait_state;

/// The toast comes slowly into sight.
const FADED: Duration = Duration::from_millis(400);
const SOON: Duration = Duration::from_secs(15);

/// Subscribes, sends a push, and takes the picture while its toast is there.
pub async fn take(phone: &mut Phone, file: &Path) -> Result<()> {
    let page = phone.app()?.front().await?;
    wait_state(&page, "ready").await?;
    phone.act(Action::key("Enter")).await?;
    wait_state(&page, "subscribed").await?;
    send(phone, "Ada", "Tea at eight?").await?;
    phone
        .wait(SOON, |phone| phone.state().toast.is_none() && !phone.state().notices.is_empty())
        .await?;
    send(phone, "Grace", "The compiler is done.").await?;
    phone.wait(SOON, |phone| phone.state().toast.is_some()).await?;
    // The app's own list has it, too.
    page.wait_for(SOON, "return document.body.textContent.includes('Grace');", &[]).await?;
    phone.look().await?;
    tokio::time::sleep(FADED).await;
    std::fs::write(file, phone.picture().await?)
        .with_context(|| format!("cannot write {}", file.display()))
}

async fn send(phone: &mut Phone, title: &str, body: &str) -> Result<()> {
    let form = Form {
        title: title.into(),
        body: body.into(),
        vibration: "30, 200, 30".into(),
        ..Form::default()
    };
    phone.act(Action::Send { push: Push::Notification(form.into()) }).await
}
