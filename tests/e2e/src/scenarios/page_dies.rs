//! The page dies between any two steps. Each journey is played again and again, one step further each time (see
//! js/cut.js), and the app opened again after each: it must come to what it would have come to.

use std::cell::RefCell;

use anyhow::{Context as _, Result, ensure};
use kaipush_browser::{Page, Permission};
use kaipush_simulator::{App, ReferenceServer};
use serde_json::{Value, json};

use super::outbox::{hasty, reported, subscribe};
use super::values::DROP_IT;
use crate::harness::{
    Certain, Cut, Journey, Scenario, Scene, cut, cut_everywhere, dead_before_each, once_per_core,
    run_first, scenarios, there,
};

pub fn scenarios() -> Vec<Scenario> {
    once_per_core(scenarios![
        a_subscription_is_cut_off_anywhere,
        an_unsubscription_is_cut_off_anywhere,
        another_key_is_cut_off_anywhere,
        a_renewal_is_cut_off_anywhere,
        a_value_is_cut_off_anywhere,
    ])
}

/// That a start has brought the subscription in order.
const IN_ORDER: &str = "(function look() {
        inbox.push.state().then(({ kind, reported }) => {
            if (kind === 'subscribed' && reported === 'yes') end(); else setTimeout(look, 50);
        });
    })();";

/// The endpoint that the browser has, or null.
const CURRENT: &str = "const registration = await navigator.serviceWorker.getRegistration('/');
    const current = registration && await registration.pushManager.getSubscription();
    return current ? current.endpoint : null;";

/// That browser, page and server agree on one subscription.
pub(super) async fn agreed(scene: &Scene<'_>, page: &Page) -> Result<Value> {
    reported(page, "yes").await?;
    let known = scene.server_knows(1).await?;
    let current = page.run(CURRENT, &[]).await?;
    let reported = &known[0]["subscription"]["endpoint"];
    let apart = format!("the browser has {current}, and the server {reported}");
    ensure!(*reported == current, Certain(apart));
    Ok(current)
}

/// The app subscribed, and closed again.
async fn subscribed(scene: &Scene<'_>) -> Result<()> {
    scene.app.configure_with(&hasty(scene.server.public_key(), &scene.server.report_url()));
    let page = scene.ready().await?;
    ensure!(subscribe(&page).await? == json!(["subscribed", "yes"]), "it did not subscribe");
    scene.app.leave().await
}

/// On a phone that has never seen the app, each time.
async fn a_subscription_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    let journey = Journey::Start("inbox.push.subscribe().then(end, end);");
    dead_before_each(async |most| {
        scene.server.forget_all().await?;
        let app = App::install(scene.stage, scene.profile(), scene.app.folder()).await?;
        app.configure_with(&hasty(scene.server.public_key(), &scene.server.report_url()));
        let origin = app.site().origin();
        scene.firefox().set_permission(&origin, "notifications", Permission::Granted).await?;
        run_first(&app, "")?;
        let cut = cut(&app, most, &journey).await?;
        let page = app.open().await?;
        subscribes(scene, &page).await.with_context(|| cut.to_string())?;
        app.close().await?;
        Ok(cut)
    })
    .await
}

/// What the browser has is reported without the user, who can subscribe in any case.
async fn subscribes(scene: &Scene<'_>, page: &Page) -> Result<()> {
    there(page).await?;
    if !page.run(CURRENT, &[]).await?.is_null() {
        agreed(scene, page).await?;
    }
    let state = subscribe(page).await?;
    ensure!(state == json!(["subscribed", "yes"]), "asked once more it gave {state}");
    agreed(scene, page).await.map(drop)
}

/// Nothing has happened, or all of it does.
async fn an_unsubscription_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    subscribed(scene).await?;
    let before = async |_| {
        let page = scene.app.open().await?;
        there(&page).await?;
        ensure!(subscribe(&page).await? == json!(["subscribed", "yes"]), "it did not subscribe");
        agreed(scene, &page).await?;
        scene.app.leave().await
    };
    let after = async |page: &Page, cut: &Cut| {
        there(page).await?;
        // What is wanted is the first thing that is written down.
        if cut.steps.is_empty() {
            return agreed(scene, page).await.map(drop);
        }
        scene.server_knows(0).await?;
        let current = page.run(CURRENT, &[]).await?;
        ensure!(current.is_null(), "the browser still has {current}");
        let state = page.run("return (await inbox.push.state()).kind;", &[]).await?;
        ensure!(state == "ready", "the page takes it for {state}");
        Ok(())
    };
    let journey = Journey::Later("inbox.push.unsubscribe().then(end, end);");
    cut_everywhere(&scene.app, journey, before, after).await
}

/// The subscription of the old key gives way to one of the new, and the server hears what it replaces.
async fn another_key_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    subscribed(scene).await?;
    let other = ReferenceServer::start(scene.server_config).await?;
    let keys = [other.public_key(), scene.server.public_key()];
    let old = RefCell::new(Value::Null);
    let before = async |most: usize| {
        *old.borrow_mut() = scene.server_knows(1).await?[0]["subscription"]["endpoint"].clone();
        scene.app.configure_with(&hasty(keys[most % 2], &scene.server.report_url()));
        Ok(())
    };
    let after = async |page: &Page, _: &Cut| {
        scene.state(page, "subscribed").await?;
        let current = agreed(scene, page).await?;
        ensure!(current != *old.borrow(), "it is the old key's");
        Ok(())
    };
    cut_everywhere(&scene.app, Journey::Start(IN_ORDER), before, after).await
}

/// The browser has lost it, and the app is opened.
async fn a_renewal_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    subscribed(scene).await?;
    let before = async |_| {
        let page = scene.app.open().await?;
        agreed(scene, &page).await?;
        page.run(DROP_IT, &[]).await?;
        scene.app.leave().await
    };
    let after = async |page: &Page, _: &Cut| {
        scene.state(page, "subscribed").await?;
        agreed(scene, page).await.map(drop)
    };
    cut_everywhere(&scene.app, Journey::Start(IN_ORDER), before, after).await
}

/// What was taken arrives, and what was not leaves the former one.
async fn a_value_is_cut_off_anywhere(scene: &Scene<'_>) -> Result<()> {
    subscribed(scene).await?;
    // It ends when the server has it; `set` has answered long before.
    let journey = Journey::Later(
        "inbox.push.ondelivery = ({ name }) => { if (name === 'user') end(); };
        fetch('/__user').then(answer => answer.text())
            .then(user => inbox.push.set('user', user))
            .then(answer);",
    );
    let (former, new) = (RefCell::new(Value::Null), RefCell::new(Value::Null));
    let before = async |most| {
        let user = format!("user {most}");
        scene.app.site().put("/__user", user.clone());
        *former.borrow_mut() = scene.server_knows(1).await?[0]["values"].clone();
        *new.borrow_mut() = json!({ "user": user });
        Ok(())
    };
    let after = async |page: &Page, cut: &Cut| {
        let (former, new) = (former.borrow().clone(), new.borrow().clone());
        if cut.answered {
            scene.server_has(1, |known| known["values"] == new).await?;
        }
        agreed(scene, page).await?;
        let values = scene.server_knows(1).await?[0]["values"].take();
        let kept = values == former && !cut.answered;
        let what = format!("the server has {values}, had {former}, and was to have {new}");
        ensure!(kept || values == new, Certain(what));
        ensure!(kept || !cut.steps.is_empty(), Certain("what nobody took arrived".into()));
        Ok(())
    };
    cut_everywhere(&scene.app, journey, before, after).await
}
