//! The picture in the README.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use kaipush_simulator::Phone;
use kaipush_simulator::phone::{Action, Form, Place, Push};
use kaipush_simulator::template::{wait_launched, wait_state};

/// The toast comes slowly into sight.
const FADED: Duration = Duration::from_millis(400);
const SOON: Duration = Duration::from_secs(15);

/// Subscribes, opens the closed app by a click on a toast, and takes the picture under another toast.
pub async fn take(phone: &mut Phone, file: &Path) -> Result<()> {
    let page = phone.app()?.front().await?;
    wait_state(&page, "ready").await?;
    phone.act(Action::key("Enter")).await?;
    wait_state(&page, "subscribed").await?;
    phone.act(Action::Close).await?;

    send(phone, "Ada", "Tea at eight?").await?;
    let state = phone.wait(SOON, |phone| phone.state().toast.is_some()).await?;
    let seq = state.toast.as_ref().map_or(0, |toast| toast.seq);
    phone.act(Action::touch(seq, "")).await?;
    phone.wait(SOON, |phone| phone.state().place == Place::Front).await?;
    let page = phone.app()?.front().await?;
    wait_launched(&page).await?;
    page.wait_for(SOON, "return document.body.textContent.includes('Opened from');", &[]).await?;
    phone.act(Action::key("Backspace")).await?;

    send(phone, "Grace", "The compiler is done.").await?;
    phone.wait(SOON, |phone| phone.state().toast.is_some()).await?;
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
