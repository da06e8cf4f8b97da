//! Workers, preludes and the console.

use anyhow::Result;
use libtest_mimic::Trial;
use serde_json::json;

use crate::Shared;
use crate::setting::{SOON, Setting};

pub fn trials(shared: &Shared) -> Vec<Trial> {
    vec![
        shared.trial("workers::terminated_worker_starts_again", terminate),
        shared.trial("workers::unknown_scope_is_named", unknown),
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
    site.worker_prelude("self.prelude = 'worker';", &["/sw.js"]);
    let page = setting.open_with_worker().await?;
    assert_eq!(page.run("return early;", &[]).await?, json!("undefined"));

    setting.push(json!({"title": "with prelude"})).await?;
    setting.report("shown").await?;
    let messages = setting.firefox.console(&site.origin()).await?;
    let found = |message: &kaipush_browser::Message| {
        message.worker && message.text == r#"push with prelude {"prelude":"worker"}"#
    };
    assert!(messages.iter().any(found), "{messages:#?}");
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
    let deadline = std::time::Instant::now() + SOON;
    let problems = loop {
        let messages = setting.firefox.console(&site.origin()).await?;
        assert!(std::time::Instant::now() < deadline, "{messages:#?}");
        let quiet = messages.iter().any(|one| one.text == r#"quiet {"a":1}"# && !one.is_problem());
        let mut problems = messages;
        problems.retain(kaipush_browser::Message::is_problem);
        if quiet && problems.len() >= 2 {
            break problems;
        }
    };
    let has = |part: &str| problems.iter().any(|one| one.to_string().contains(part));
    assert!(has("boom"), "{problems:#?}");
    assert!(has("Content-Security-Policy"), "{problems:#?}");

    let calm = Setting::start(setting.firefox).await?;
    calm.open().await?;
    let messages = setting.firefox.console(&calm.site.origin()).await?;
    assert!(messages.is_empty(), "{messages:#?}");
    Ok(())
}
