//! Workers, preludes and the console.

use std::time::Duration;

use anyhow::Result;
use kaipush_browser::Message;
use libtest_mimic::Trial;
use serde_json::json;

use crate::Shared;
use crate::setting::{SOON, Setting};

pub fn trials(shared: &Shared) -> Vec<Trial> {
    vec![
        shared.trial("workers::terminated_worker_starts_again", terminate),
        shared.trial("workers::unknown_scope_is_named", unknown),
        shared.trial("workers::registered_and_unregistered_by_the_system", system),
        shared.trial("workers::reloaded_page_keeps_its_worker", reload),
        shared.trial("workers::focus_in_a_click_brings_the_tab_to_front", focus),
        shared.trial("workers::push_without_payload", empty),
        shared.trial("workers::preludes_run_first_under_csp", preludes),
        shared.trial("workers::console_of_pages_and_workers", console),
    ]
}

async fn terminate(setting: &Setting<'_>) -> Result<()> {
    setting.open_with_worker().await?;
    setting.push(json!({"title": "before"})).await?;
    let before = setting.report("shown").await?;
    assert!(setting.firefox.worker_runs(&setting.scope()).await?);

    setting.firefox.terminate_worker(&setting.scope()).await?;
    assert!(!setting.firefox.worker_runs(&setting.scope()).await?);

    setting.site.clear_reports();
    setting.push(json!({"title": "after"})).await?;
    let after = setting.report("shown").await?;
    assert_eq!(after["shown"], "after");
    assert_ne!(before["started"], after["started"]);
    Ok(())
}

async fn unknown(setting: &Setting<'_>) -> Result<()> {
    let scope = setting.scope();
    let error = setting.firefox.terminate_worker(&scope).await.unwrap_err();
    assert!(error.to_string().contains(&format!("has the scope {scope}")), "{error}");
    Ok(())
}

async fn system(setting: &Setting<'_>) -> Result<()> {
    let (firefox, scope) = (setting.firefox, setting.scope());
    firefox.register_worker(&scope, &setting.site.url("/sw.js")).await?;
    setting.push(json!({"title": "no page yet"})).await?;
    assert_eq!(setting.report("shown").await?["shown"], "no page yet");
    assert!(firefox.unregister_worker(&scope).await?);
    assert!(!firefox.unregister_worker(&scope).await?);
    let error = firefox.register_worker(&scope, &setting.site.url("/none.js")).await.unwrap_err();
    assert!(!error.to_string().is_empty());
    Ok(())
}

async fn reload(setting: &Setting<'_>) -> Result<()> {
    let page = setting.open_with_worker().await?;
    page.run("app.old = true;", &[]).await?;
    page.reload().await?;
    let fresh = "return !app.old && navigator.serviceWorker.controller !== null;";
    assert_eq!(page.run(fresh, &[]).await?, json!(true));
    Ok(())
}

async fn focus(setting: &Setting<'_>) -> Result<()> {
    let page = setting.open_with_worker().await?;
    setting.firefox.open("about:blank").await?;
    page.wait_for(SOON, "return document.hidden;", &[]).await?;
    setting.push(json!({"title": "come", "data": {"focus": true}})).await?;
    let alert = setting.alerts().wait(SOON, |alert| alert.title == "come").await?;
    setting.alerts().click(&alert).await?;
    setting.firefox.wait_tab(SOON, |tab| tab.front && tab.handle == page.handle()).await?;
    page.wait_for(SOON, "return !document.hidden;", &[]).await?;
    Ok(())
}

async fn empty(setting: &Setting<'_>) -> Result<()> {
    setting.open_with_worker().await?;
    setting.firefox.notify_push(&setting.scope(), None).await?;
    assert_eq!(setting.report("shown").await?["shown"], "empty");
    Ok(())
}

async fn preludes(setting: &Setting<'_>) -> Result<()> {
    let site = &setting.site;
    site.header_everywhere("Content-Security-Policy", "script-src 'self'")?;
    site.page_prelude("window.early = typeof app;");
    site.worker_prelude("self.prelude = 'worker';");
    let page = setting.open_with_worker().await?;
    assert_eq!(page.run("return early;", &[]).await?, json!("undefined"));

    setting.push(json!({"title": "with prelude"})).await?;
    setting.report("shown").await?;
    let found = |message: &Message| {
        message.worker && message.text == r#"push with prelude {"prelude":"worker"}"#
    };
    setting.firefox.wait_console(&site.origin(), SOON, found).await?;
    Ok(())
}

async fn console(setting: &Setting<'_>) -> Result<()> {
    let site = &setting.site;
    site.header_everywhere("Content-Security-Policy", "script-src 'self'")?;
    site.put(
        "/noisy.js",
        "console.log('quiet', {a: 1}); setTimeout(() => { throw new Error('boom'); }, 0);",
    );
    site.put(
        "/noisy.html",
        "<!doctype html><title>n</title><script>1</script><script src=/noisy.js></script>",
    );
    setting.firefox.open(&site.url("/noisy.html")).await?;
    let origin = site.origin();
    let console = async |wanted: fn(&Message) -> bool| {
        setting.firefox.wait_console(&origin, SOON, wanted).await
    };
    assert!(!console(|one| one.text == r#"quiet {"a":1}"#).await?.is_problem());
    assert!(console(|one| one.text.contains("boom")).await?.is_problem());
    assert!(console(|one| one.text.contains("Content-Security-Policy")).await?.is_problem());
    let nothing = setting.firefox.wait_console(&origin, Duration::ZERO, |_| false).await;
    let error = nothing.unwrap_err().to_string();
    assert!(error.contains("the console has: ") && error.contains("boom"), "{error}");

    let calm = Setting::start(setting.firefox).await?;
    calm.open().await?;
    let messages = setting.firefox.console(&calm.site.origin()).await?;
    assert!(messages.is_empty(), "{messages:#?}");
    Ok(())
}
