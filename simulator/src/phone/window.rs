//! The browser's window as a phone, and the talk with it.

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kaipush_browser::Firefox;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::journal::Line;
use super::state::{Place, State};

/// Phone and panel; with a title bar it fits on a screen of 768 lines.
const SIZE: (u32, u32) = (1180, 686);
/// One function: what the first files make the later ones use.
const SCRIPTS: &str = concat!(
    "const [css, width, height] = arguments;\n",
    include_str!("../../window/dom.js"),
    include_str!("../../window/phone.js"),
    include_str!("../../window/keys.js"),
    include_str!("../../window/question.js"),
    include_str!("../../window/screens.js"),
    include_str!("../../window/frame.js"),
    include_str!("../../window/send.js"),
    include_str!("../../window/panel.js"),
    include_str!("../../window/picture.js"),
    include_str!("../../window/exchange.js"),
);
const CSS: &str = include_str!("../../window/phone.css");

/// What the user has done since the last time, and how the window is.
#[derive(Debug, Deserialize)]
pub(super) struct Said {
    /// What to do. Not read yet: a mistake in one must not lose the others.
    pub(super) actions: Vec<Value>,
    /// What the window did by itself.
    pub(super) notes: Vec<String>,
    pub(super) place: Place,
    pub(super) asking: bool,
}

/// A notification that the user notices.
#[derive(Debug, Serialize)]
pub(super) struct Noticed {
    pub(super) vibration: Vec<u64>,
    pub(super) text: String,
}

/// Makes the window a phone.
pub(super) async fn install(firefox: &Firefox) -> Result<()> {
    let (width, height) = SIZE;
    firefox.chrome(SCRIPTS, &[json!(CSS), json!(width), json!(height)]).await?;
    Ok(())
}

/// Gives what to draw, takes what was done.
pub(super) async fn exchange(
    firefox: &Firefox,
    state: &State,
    lines: &[Line],
    noticed: &[Noticed],
) -> Result<Said> {
    let body = "return window.kaipushPhone.exchange(...arguments);";
    let said = firefox.chrome(body, &[json!(state), json!(lines), json!(noticed)]).await?;
    serde_json::from_value(said).context("the phone's window talks nonsense")
}

/// Calls one of the window's functions.
pub(super) async fn call(firefox: &Firefox, function: &str, argument: Value) -> Result<Value> {
    firefox
        .chrome(
            "return window.kaipushPhone[arguments[0]](arguments[1]);",
            &[json!(function), argument],
        )
        .await
}

/// The window as PNG.
pub(super) async fn picture(firefox: &Firefox) -> Result<Vec<u8>> {
    let image = call(firefox, "picture", Value::Null).await?;
    STANDARD.decode(image.as_str().unwrap_or_default()).context("a picture that is not base64")
}
