//! The drawn keypad.

use anyhow::{Result, ensure};
use kaipush_simulator::Phone;
use kaipush_simulator::phone::{Action, Place};

use crate::hand::{click, key, keyboard, mouse, page, told};
use crate::setting::SOON;

pub async fn arrive_with_their_names(phone: &mut Phone) -> Result<()> {
    phone.wait(SOON, |phone| phone.state().place == Place::Front).await?;
    let names = ["SoftLeft", "SoftRight", "Call", "ArrowUp", "Enter", "7", "*", "#"];
    for name in names {
        key(phone, name).await?;
    }
    let app = page(phone).await?;
    let all = "return keys.length >= arguments[0] && keys;";
    let keys = app.wait_for(SOON, all, &[names.len().into()]).await?;
    assert_eq!(keys, serde_json::json!(names));
    // The computer's keyboard has other names for some of them.
    keyboard(phone, "F2").await?;
    keyboard(phone, "8").await?;
    let keys = app.wait_for(SOON, all, &[(names.len() + 2).into()]).await?;
    assert_eq!((&keys[names.len()], &keys[names.len() + 1]), (&"SoftRight".into(), &"8".into()));
    held(phone).await?;
    Ok(())
}

/// A key that is held comes again.
async fn held(phone: &Phone) -> Result<()> {
    let app = page(phone).await?;
    app.run("window.keys = [];", &[]).await?;
    mouse(phone, "[data-key='ArrowDown']", "mousedown").await?;
    let keys = app.wait_for(SOON, "return keys.length > 2 && keys;", &[]).await?;
    mouse(phone, "[data-key='ArrowDown']", "mouseup").await?;
    assert_eq!((&keys[0], &keys[1]), (&"ArrowDown".into(), &"ArrowDown again".into()));
    Ok(())
}

/// Backspace leaves the app, and Enter on the home screen opens it again.
pub async fn leave_the_app_where_it_does_not_use_them(phone: &mut Phone) -> Result<()> {
    key(phone, "Backspace").await?;
    phone.wait(SOON, |phone| phone.state().place == Place::Closed).await?;
    ensure!(told(phone, "Backspace was not used"), "{:?}", phone.log());
    key(phone, "Enter").await?;
    phone.wait(SOON, |phone| phone.state().place == Place::Front).await?;

    click(phone, "[data-do='background']").await?;
    phone.wait(SOON, |phone| phone.state().place == Place::Background).await?;
    let hidden = "return document.hidden;";
    let tabs = phone.stage().firefox().tabs().await?;
    let origin = phone.app()?.site().origin();
    let tab = tabs.iter().find(|tab| tab.url.starts_with(&origin)).unwrap();
    phone.stage().firefox().page(&tab.handle).wait_for(SOON, hidden, &[]).await?;
    phone.act(Action::Open).await?;
    phone.wait(SOON, |phone| phone.state().place == Place::Front).await?;
    phone.act(Action::key("EndCall")).await?;
    phone.wait(SOON, |phone| phone.state().place == Place::Closed).await.map(drop)
}
