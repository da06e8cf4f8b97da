//! Other phones, and what they do with bad input.

use anyhow::{Result, ensure};
use kaipush_simulator::phone::{Action, Place, Push};
use kaipush_simulator::{Phone, Profile, System};
use serde_json::json;

use crate::hand::{click, key, page, picture, text, told};
use crate::setting::{SOON, folder, restore};

pub async fn are_changed_in_the_panel(phone: &mut Phone) -> Result<()> {
    let choose = "const list = document.querySelector('.kp-profile');
        list.value = 'kaios3-hosted';
        list.dispatchEvent(new Event('change'));";
    let before = phone.app()?.site().origin();
    phone.stage().firefox().chrome(choose, &[]).await?;
    let changed = |phone: &Phone| phone.state().profile == "kaios3-hosted";
    phone.wait(SOON, |phone| changed(phone) && phone.state().place == Place::Front).await?;
    ensure!(phone.app()?.site().origin() != before, "another phone has another origin");
    ensure!(text(phone, ".kp-facts").await?.contains("KaiOS 3"));
    Ok(())
}

pub async fn ask_for_permission(phone: &mut Phone) -> Result<()> {
    for (soft, answer) in [("SoftLeft", "denied"), ("SoftRight", "granted")] {
        phone.act(Action::profile(Profile::hosted(System::Kaios3))).await?;
        phone.wait(SOON, |phone| phone.state().place == Place::Front).await?;
        // No gesture of the user's: nobody is asked.
        key(phone, "Call").await?;
        let app = page(phone).await?;
        let said = app.wait_for(SOON, "return window.permission;", &[]).await?;
        assert_eq!(said, "default");
        phone.wait(SOON, |phone| told(phone, "the permission was asked for in Call")).await?;
        ensure!(!phone.state().asking, "it asks all the same");
        app.run("window.permission = '';", &[]).await?;
        key(phone, "5").await?;
        phone.wait(SOON, |phone| phone.state().asking).await?;
        let question = text(phone, "[data-what='question']").await?;
        ensure!(question.contains("Echo"), "the question is {question:?}");
        picture(phone, "question").await?;
        key(phone, soft).await?;
        let said = app.wait_for(SOON, "return window.permission;", &[]).await?;
        assert_eq!(said, answer);
    }
    ensure!(!told(phone, "the permission was asked for in 5"), "{:?}", phone.log());
    Ok(())
}

pub async fn refuse_what_is_broken(phone: &mut Phone) -> Result<()> {
    std::fs::write(folder().join("manifest.webapp"), "{ \"name\": \"Echo\", }")?;
    phone.act(Action::profile(Profile::packaged(System::Kaios25))).await?;
    phone.wait(SOON, |phone| phone.state().refused.is_some()).await?;
    let said = text(phone, ".kp-refused").await?;
    ensure!(said.contains("manifest.webapp:1:") && said.contains("not JSON"), "it says {said:?}");
    picture(phone, "refused").await?;
    ensure!(told(phone, "KaiOS 2.5 does not install this app"), "{:?}", phone.log());
    restore()?;
    click(phone, "[data-do='update']").await?;
    phone.wait(SOON, |phone| phone.state().place == Place::Front).await?;
    ensure!(phone.state().refused.is_none());

    // The old version stays where the new one is refused.
    std::fs::write(folder().join("manifest.webapp"), json!({ "name": "" }).to_string())?;
    phone.act(Action::Update).await?;
    ensure!(told(phone, "The old version stays"), "{:?}", phone.log());
    restore()
}

pub async fn say_when_nothing_can_receive(phone: &mut Phone) -> Result<()> {
    std::fs::write(folder().join("js/app.js"), "let = ;")?;
    phone.act(Action::profile(Profile::packaged(System::Kaios3))).await?;
    let error = phone.act(Action::Send { push: Push::Empty }).await.unwrap_err();
    ensure!(error.to_string().contains("registered a service worker"), "{error:#}");
    // Why there is none: the browser can't read the script.
    phone.wait(SOON, |phone| told(phone, "SyntaxError")).await?;
    phone.wait(SOON, |phone| told(phone, "nothing that could receive")).await?;
    restore()
}
