//! Other phones, and what they do with bad input.

use anyhow::{Result, ensure};
use kaipush_simulator::phone::{Action, Place, Push};
use kaipush_simulator::{Phone, Profile, System};
use serde_json::json;

use crate::hand::{click, fill, key, page, picture, push, shows, text, told};
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

/// It is KaiOS 3, and may notify.
pub async fn say_what_they_may_not_do(phone: &mut Phone) -> Result<()> {
    let before = phone.log().len();
    let asked = json!({ "title": "Bell", "vibrate": [30], "mozbehavior": { "loopControl": { "sound": true } } });
    push(phone, asked).await?;
    phone.wait(SOON, |phone| phone.state().toast.is_some()).await?;
    phone.look().await?;
    for part in ["dom.webnotifications.vibrate.enabled", "mozbehavior.loopControl is not played"] {
        ensure!(shows(phone, before, part).await?, "{part} is not in the panel: {:?}", phone.log());
    }
    Ok(())
}

/// Before what a user forbids there: KaiOS 3, with the permission.
pub async fn have_settings(phone: &mut Phone) -> Result<()> {
    let permission = "return Notification.permission;";
    for (label, now) in [("Forbid", "denied"), ("Allow", "granted")] {
        ensure!(text(phone, "[data-do='permission']").await? == label, "it is {now} already");
        click(phone, "[data-do='permission']").await?;
        phone.wait(SOON, |phone| phone.state().withdrawn == (now == "denied")).await?;
        ensure!(page(phone).await?.run(permission, &[]).await? == now, "the page is not {now}");
        phone.look().await?;
    }
    ensure!(told(phone, "notifications are forbidden in the settings"), "{:?}", phone.log());
    Ok(())
}

/// The same phone.
pub async fn send_system_messages(phone: &mut Phone) -> Result<()> {
    page(phone).await?.wait_for(SOON, "return window.subscribed;", &[]).await?;
    click(phone, "[data-kind='system']").await?;
    fill(phone, "text", "alarm { \"id\": 7 }").await?;
    click(phone, "[data-do='send']").await?;
    let shown =
        |phone: &Phone| phone.state().toast.as_ref().is_some_and(|one| one.title == "alarm 7");
    phone.wait(SOON, shown).await?;
    for (written, why) in [
        ("activity", "nobody hears of “activity”: the app has not subscribed to it"),
        ("alarm {", "the data of a system message is JSON"),
    ] {
        fill(phone, "text", written).await?;
        click(phone, "[data-do='send']").await?;
        phone.wait(SOON, |phone| told(phone, why)).await?;
    }
    fill(phone, "text", "").await?;
    click(phone, "[data-kind='notification']").await
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

/// The page's script can't be read by Gecko 48: nothing of it runs, so no worker is registered either.
pub async fn say_which_syntax_is_too_new(phone: &mut Phone) -> Result<()> {
    let script = std::fs::read_to_string(folder().join("js/app.js"))?;
    std::fs::write(
        folder().join("js/app.js"),
        format!("{script}window.title = document?.title;\n"),
    )?;
    let line = script.lines().count() + 1;
    let refused = format!(
        "js/app.js:{line}:24: `?.`: needs Firefox 74, this engine is of Firefox 48; \
         the phone runs nothing of this script"
    );
    let before = phone.log().len();
    phone.act(Action::profile(Profile::packaged(System::Kaios25))).await?;
    let said = |phone: &Phone| phone.log()[before..].iter().any(|one| one.text == refused);
    phone.wait(SOON, said).await?;
    // What the browser itself says of it.
    phone.wait(SOON, |phone| told(phone, "SyntaxError: js/app.js")).await?;
    phone.look().await?;
    ensure!(shows(phone, before, &refused).await?, "the panel has no such line");
    let keys = page(phone).await?.run("return typeof window.keys;", &[]).await?;
    ensure!(keys == "undefined", "the script ran");

    // The same files on a phone whose engine reads them.
    let before = phone.log().len();
    phone.act(Action::profile(Profile::packaged(System::Kaios3))).await?;
    let ran = page(phone).await?.wait_for(SOON, "return window.title;", &[]).await?;
    ensure!(ran == "Echo" && !shows(phone, before, "needs Firefox").await?, "{:?}", phone.log());
    restore()
}

/// A sound app that registers no worker.
pub async fn say_that_there_is_no_worker(phone: &mut Phone) -> Result<()> {
    std::fs::write(folder().join("js/app.js"), "window.keys = [];")?;
    let before = phone.log().len();
    phone.act(Action::profile(Profile::packaged(System::Kaios25))).await?;
    click(phone, "[data-do='send']").await?;
    let why = "no page of this app has registered a service worker: there is nothing that could receive a push";
    let (refused, later) = (why.to_owned(), format!("{why}, until one does"));
    // The push that nobody takes, and a word for who sends none.
    let said = |phone: &Phone, text: &str| phone.log()[before..].iter().any(|one| one.text == text);
    phone.wait(SOON, |phone| said(phone, &refused) && said(phone, &later)).await?;
    phone.look().await?;
    ensure!(shows(phone, before, &later).await?, "the panel has no such line");
    ensure!(phone.state().place == Place::Front, "the app itself runs");
    restore()
}

pub async fn say_when_nothing_can_receive(phone: &mut Phone) -> Result<()> {
    std::fs::write(folder().join("js/app.js"), "let = ;")?;
    let before = phone.log().len();
    phone.act(Action::profile(Profile::packaged(System::Kaios3))).await?;
    let error = phone.act(Action::Send { push: Push::Empty }).await.unwrap_err();
    ensure!(error.to_string().contains("registered a service worker"), "{error:#}");
    // Why there is none: the browser can't read the script.
    let said = |phone: &Phone, part: &str| {
        phone.log()[before..].iter().any(|line| line.text.contains(part))
    };
    phone.wait(SOON, |phone| said(phone, "SyntaxError")).await?;
    phone.wait(SOON, |phone| said(phone, "nothing that could receive")).await?;
    restore()
}
