//! The drawn keypad.

use anyhow::{Result, ensure};
use kaipush_simulator::Phone;
use kaipush_simulator::phone::{Action, Place};

use crate::hand::{click, key, page, told};
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
