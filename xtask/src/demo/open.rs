//! A browser for people, and how to send it more.

use std::time::Duration;

use anyhow::{Result, ensure};

use super::House;

const LOOK: Duration = Duration::from_secs(1);

/// # Errors
/// Where there is nothing to show a window on.
pub fn needs_a_screen() -> Result<()> {
    let screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some())
        || cfg!(target_os = "macos");
    ensure!(screen, "--open needs a screen: neither DISPLAY nor WAYLAND_DISPLAY is set");
    Ok(())
}

/// Opens the template and waits until Ctrl-C, or until Firefox is closed.
pub async fn keep(house: &House) -> Result<()> {
    house.app.open().await?;
    let url = house.server.url();
    println!(
        "The app is open: {}
Press Enter in it (F1 and F2 are the soft keys), then send it pushes, as many as you like:

  curl {url}/send -d '{{\"payload\": {{\"title\": \"Ada\", \"body\": \"Tea at eight?\", \"data\": 7}}}}'
  curl {url}/send -d '{{\"payload\": \"just text\"}}'
  curl {url}/send -d '{{\"payload\": null}}'

Who is subscribed: curl {url}/subscriptions
Ctrl-C, or closing Firefox, ends everything.",
        house.app.start_url()
    );
    let closed = async {
        while house.stage.firefox().tabs().await.is_ok() {
            tokio::time::sleep(LOOK).await
        }
    };
    tokio::select! {
        stopped = tokio::signal::ctrl_c() => stopped?,
        () = closed => println!("Firefox was closed."),
    }
    Ok(())
}
