//! The user's hand on the drawn phone.

use anyhow::Result;
use kaipush_browser::Page;
use kaipush_simulator::Phone;
use serde_json::{Value, json};

/// Presses the mouse on what is drawn there, if nothing lies over it.
const MOUSE: &str = r#"const element = document.querySelector(arguments[0]);
if (!element) {
  throw new Error(`there is no ${arguments[0]}`);
}
element.scrollIntoView({ block: "nearest" });
const { left, top, width, height } = element.getBoundingClientRect();
const [x, y] = [left + width / 2, top + height / 2];
const hit = document.elementFromPoint(x, y);
if (!element.contains(hit)) {
  throw new Error(`${arguments[0]} lies under ${hit?.outerHTML.slice(0, 90)}`);
}
for (const type of arguments[1]) {
  hit.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y }));
}"#;

pub async fn click(phone: &Phone, selector: &str) -> Result<()> {
    let all = [json!(selector), json!(["mousedown", "mouseup", "click"])];
    phone.stage().firefox().chrome(MOUSE, &all).await.map(drop)
}

/// One part of a click.
pub async fn mouse(phone: &Phone, selector: &str, part: &str) -> Result<()> {
    phone.stage().firefox().chrome(MOUSE, &[json!(selector), json!([part])]).await.map(drop)
}

/// A key of the drawn keypad.
pub async fn key(phone: &Phone, name: &str) -> Result<()> {
    click(phone, &format!("[data-key='{name}']")).await
}

/// A key of the computer's keyboard, as it comes to the window.
pub async fn keyboard(phone: &Phone, name: &str) -> Result<()> {
    let script = r#"const processor = Cc["@mozilla.org/text-input-processor;1"]
            .createInstance(Ci.nsITextInputProcessor);
        processor.beginInputTransactionForTests(window);
        const event = new KeyboardEvent("", { key: arguments[0] });
        processor.keydown(event);
        processor.keyup(event);"#;
    phone.stage().firefox().chrome(script, &[json!(name)]).await.map(drop)
}

/// What a part of the window says.
pub async fn text(phone: &Phone, selector: &str) -> Result<String> {
    let script = "return document.querySelector(arguments[0])?.textContent ?? '';";
    let text = phone.stage().firefox().chrome(script, &[json!(selector)]).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// Fills in a field of the form.
pub async fn fill(phone: &Phone, name: &str, value: &str) -> Result<()> {
    let script = "document.querySelector(`.kp-send [name=${arguments[0]}]`).value = arguments[1];";
    phone.stage().firefox().chrome(script, &[json!(name), json!(value)]).await.map(drop)
}

/// A push that no server sends.
pub async fn push(phone: &Phone, message: Value) -> Result<()> {
    let app = phone.app()?;
    let message = message.to_string();
    phone.stage().firefox().notify_push(&app.scope(), Some(message.as_bytes())).await
}

/// The app's page in front.
pub async fn page(phone: &Phone) -> Result<Page> {
    phone.app()?.front().await
}

/// Whether the log has such a line.
pub fn told(phone: &Phone, part: &str) -> bool {
    phone.log().iter().any(|line| line.text.contains(part))
}

/// Whether the log has such a line after the first so many, and the panel shows it.
pub async fn shows(phone: &Phone, after: usize, part: &str) -> Result<bool> {
    let script =
        "return Array.from(document.querySelectorAll('.kp-log li'), line => line.textContent)
        .slice(arguments[0]).some(line => line.includes(arguments[1]));";
    let drawn = phone.stage().firefox().chrome(script, &[json!(after), json!(part)]).await?;
    Ok(drawn == json!(true) && phone.log()[after..].iter().any(|line| line.text.contains(part)))
}

/// The window's picture, for who wants to look: KAIPUSH_PICTURES names a folder for them.
pub async fn picture(phone: &Phone, name: &str) -> Result<()> {
    let Some(folder) = std::env::var_os("KAIPUSH_PICTURES") else {
        return Ok(());
    };
    let file = std::path::Path::new(&folder).join(format!("{name}.png"));
    Ok(std::fs::write(file, phone.picture().await?)?)
}
