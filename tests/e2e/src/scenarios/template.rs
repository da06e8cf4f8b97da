//! What the template shows of what it was told.

use std::time::Duration;

use anyhow::{Result, ensure};
use kaipush_browser::Page;
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, once_per_system, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![
        silent_pushes_are_no_messages,
        the_chosen_message_stays_chosen,
        arabic_is_laid_out_from_right_to_left,
        a_failed_unsubscription_stays_on_the_screen,
    ])
}

async fn silent_pushes_are_no_messages(scene: &Scene<'_>) -> Result<()> {
    scene.worker(
        "kaipush.onpush = function (message) { return message.id === 'hush' ? false : undefined; };",
    )?;
    let page = scene.subscribe().await?;
    scene.send(json!({ "id": "hush" })).await?;
    scene.send(json!({ "title": "Ada" })).await?;
    let known = "return (await inbox.push.history()).received.length === 2;";
    page.wait_for(SOON, known, &[]).await?;
    page.reload().await?;
    let titles = "const titles = [...document.querySelectorAll('.item .title')];
        return titles.length && titles.map(title => title.textContent).concat(
            document.querySelector('[data-tab=received]').textContent);";
    let titles = page.wait_for(SOON, titles, &[]).await?;
    ensure!(titles == json!(["Ada", "Received (1)"]), "listed are {titles}");
    Ok(())
}

/// `list(titles)` draws the template's inbox with these messages.
const INBOX: &str = "const list = titles => inbox.nav.home(inbox.screens.inbox({ kind: 'subscribed' }, {
        received: titles.map(title => ({ title, body: title, action: 'Like', at: title.length, shown: true })),
        launched: []
    }, { open: item => inbox.nav.open(inbox.screens.details(item, 'received', inbox.nav.back)) }));";

async fn the_chosen_message_stays_chosen(scene: &Scene<'_>) -> Result<()> {
    let page = scene.ready().await?;
    let read = "list(['Grace', 'Ada']);
        inbox.nav.press('ArrowDown');
        inbox.nav.press('Enter');
        const read = document.querySelector('[data-field=title]').textContent;
        list(['Barbara', 'Grace', 'Ada']);
        list(['Margaret', 'Barbara', 'Grace', 'Ada']);
        inbox.nav.press('Backspace');
        return [read, document.querySelector('[aria-selected=true].item').dataset.title];";
    let read = page.run(&[INBOX, read].concat(), &[]).await?;
    ensure!(read == json!(["Ada", "Ada"]), "read, and chosen after two more: {read}");
    Ok(())
}

async fn arabic_is_laid_out_from_right_to_left(scene: &Scene<'_>) -> Result<()> {
    let page = scene.ready().await?;
    let directions =
        "const of = query => getComputedStyle(document.querySelector(query)).direction;
        const found = [];
        for (const text of ['Hello', '\u{645}\u{631}\u{62d}\u{628}\u{627}']) {
            list([text]);
            found.push(of('.item .title'), of('.item .body'));
            inbox.nav.press('Enter');
            found.push(of('[data-field=title]'), of('[data-field=body]'));
            inbox.nav.press('Backspace');
        }
        return found.join(' ');";
    let found = page.run(&[INBOX, directions].concat(), &[]).await?;
    ensure!(found == "ltr ltr ltr ltr rtl rtl rtl rtl", "the texts run {found}");
    Ok(())
}

async fn a_failed_unsubscription_stays_on_the_screen(scene: &Scene<'_>) -> Result<()> {
    let page = scene.subscribe().await?;
    let fails = "PushSubscription.prototype.unsubscribe = () => Promise.reject(new Error('no'));
        ['SoftRight', 'ArrowDown', 'ArrowDown', 'Enter'].forEach(inbox.nav.press);";
    page.run(fails, &[]).await?;
    let error = page.wait_for(SOON, "return document.body.dataset.error;", &[]).await?;
    ensure!(error == "unsubscribe-failed", "the app shows {error}");
    let state = page.run("return (await inbox.push.state()).kind;", &[]).await?;
    scene.send(json!({ "title": "Late" })).await?;
    scene.alert("Late").await?;
    comes_back(&page).await?;
    let screen = page.run("return document.body.dataset.screen;", &[]).await?;
    ensure!(screen == "error", "the app shows {screen}");
    // What it says of the phone is what kaipush says.
    let says = "inbox.nav.press('SoftRight');
        return document.querySelector('[data-field=state]').textContent.split(' ')[0];";
    let says = page.run(says, &[]).await?;
    ensure!(says == state, "the app says {says} instead of {state}");
    Ok(())
}

/// The user comes back to the app, and it has had the time to read its list.
pub async fn comes_back(page: &Page) -> Result<()> {
    page.run("document.dispatchEvent(new Event('visibilitychange'));", &[]).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    Ok(())
}
