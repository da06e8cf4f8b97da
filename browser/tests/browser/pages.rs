//! Scripts, tabs, keys, prompts and the screen.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use kaipush_browser::{Answer, Permission, ScriptError, Site};
use libtest_mimic::Trial;
use serde_json::json;

use crate::Shared;
use crate::setting::{SOON, Setting};

pub fn trials(shared: &Shared) -> Vec<Trial> {
    vec![
        shared.trial("pages::scripts_return_and_throw", scripts),
        shared.trial("pages::script_may_wait_for_the_test", concurrent),
        shared.trial("pages::looking_leaves_a_hidden_tab_hidden", hidden),
        shared.trial("pages::keys_are_real", keys),
        shared.trial("pages::prompt_is_answered", prompt),
        shared.trial("pages::viewport_is_a_phones", viewport),
        shared.trial("pages::offline_is_seen", offline),
        shared.trial("pages::closed_tab_says_so", closed),
        shared.trial("pages::named_origin_is_secure", named_origin),
    ]
}

async fn scripts(setting: &Setting<'_>) -> Result<()> {
    let page = setting.open().await?;
    let sum =
        page.run("return arguments[0] + arguments[1].b;", &[json!(1), json!({"b": 2})]).await?;
    assert_eq!(sum, json!(3));
    assert_eq!(page.run("// nothing", &[]).await?, json!(null));
    assert_eq!(page.run("return document.title;", &[]).await?, json!("Push me"));

    let thrown = async |body: &str| {
        let error = page.run(body, &[]).await.unwrap_err();
        error.downcast_ref::<ScriptError>().cloned().unwrap_or_default()
    };
    let error = thrown("app.fail();").await;
    assert_eq!(error.name, "TypeError");
    assert_eq!(error.message, "no such key");
    assert_eq!(error.code.as_deref(), Some("key-is-private"));
    assert!(error.stack.contains("app.js"), "{error}");
    assert_eq!(thrown("throw {a: 1};").await.message, r#"{"a":1}"#);
    assert_eq!(thrown("return (;").await.name, "SyntaxError");
    let error = thrown("location = '/?gone'; await new Promise(() => {});").await;
    assert!(error.message.contains("the page went away"), "{error}");
    Ok(())
}

async fn concurrent(setting: &Setting<'_>) -> Result<()> {
    let page = setting.open().await?;
    let waits = page.run("return new Promise((resolve) => { app.go = resolve; });", &[]);
    let goes = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        page.run("app.go('went');", &[]).await
    };
    let (waited, gone) = tokio::join!(waits, goes);
    gone?;
    assert_eq!(waited?, json!("went"));
    Ok(())
}

async fn hidden(setting: &Setting<'_>) -> Result<()> {
    let app = setting.open().await?;
    let other = setting.firefox.open(&setting.site.url("/?other")).await?;
    let state = "return document.visibilityState;";
    app.wait_for(SOON, "return document.hidden;", &[]).await?;
    assert_eq!(other.run(state, &[]).await?, json!("visible"));
    let tabs = setting.firefox.tabs().await?;
    let front: Vec<&str> = tabs.iter().filter(|tab| tab.front).map(|tab| &*tab.handle).collect();
    assert_eq!(front, [other.handle()]);

    app.focus().await?;
    app.wait_for(SOON, "return !document.hidden;", &[]).await?;
    Ok(())
}

async fn keys(setting: &Setting<'_>) -> Result<()> {
    let page = setting.open().await?;
    for key in ["Enter", "ArrowDown", "F1", "1", "SoftLeft", "MicrophoneToggle"] {
        page.press(key).await?;
    }
    let expected = json!([
        "Enter true",
        "ArrowDown true",
        "F1 true",
        "1 true",
        "SoftLeft true",
        "MicrophoneToggle true"
    ]);
    page.wait_for(SOON, "return app.keys.length >= 6;", &[]).await?;
    assert_eq!(page.run("return app.keys;", &[]).await?, expected);
    Ok(())
}

async fn prompt(setting: &Setting<'_>) -> Result<()> {
    let origin = setting.site.origin();
    let page = setting.open().await?;
    let ask_at_key = "addEventListener('keydown', () => {
        Notification.requestPermission().then((answer) => { app.answer = answer; });
    }, { once: true }); return Notification.permission;";
    for (answer, expected) in [(Answer::Allow, "granted"), (Answer::Block, "denied")] {
        setting.firefox.set_permission(&origin, "notifications", Permission::Prompt).await?;
        page.reload().await?;
        assert_eq!(page.run(ask_at_key, &[]).await?, json!("default"));
        page.press("Enter").await?;
        setting.firefox.answer_prompt(SOON, answer).await?;
        let given = page.wait_for(SOON, "return app.answer;", &[]).await?;
        assert_eq!(given, json!(expected));
    }
    Ok(())
}

async fn viewport(setting: &Setting<'_>) -> Result<()> {
    setting.firefox.set_viewport(Some((240, 320))).await?;
    let page = setting.open().await?;
    let size = "return innerWidth == 240 && innerHeight == 320;";
    page.wait_for(SOON, size, &[]).await?;
    let png = page.screenshot().await?;
    assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
    // Width and height in the header chunk.
    assert_eq!(png[16..24], [0, 0, 0, 240, 0, 0, 1, 64]);

    setting.firefox.set_viewport(None).await?;
    page.wait_for(SOON, "return innerWidth > 240;", &[]).await?;
    Ok(())
}

async fn offline(setting: &Setting<'_>) -> Result<()> {
    let page = setting.open().await?;
    setting.firefox.offline(true).await?;
    page.wait_for(SOON, "return !navigator.onLine;", &[]).await?;
    setting.firefox.offline(false).await?;
    page.wait_for(SOON, "return navigator.onLine;", &[]).await?;
    Ok(())
}

async fn closed(setting: &Setting<'_>) -> Result<()> {
    let page = setting.open().await?;
    page.clone().close().await?;
    let error = page.run("return 1;", &[]).await.unwrap_err();
    assert!(error.to_string().contains("closed"), "{error:#}");
    let error = page.press("Enter").await.unwrap_err();
    assert!(format!("{error:#}").contains("closed"), "{error:#}");
    Ok(())
}

async fn named_origin(setting: &Setting<'_>) -> Result<()> {
    let site = Site::start().await?.named("app");
    site.mount("/", Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/app"))?;
    let url = site.url("/");
    assert!(url.starts_with("http://app.localhost:"), "{url}");
    let page = setting.firefox.open(&url).await?;
    assert_eq!(page.run("return isSecureContext;", &[]).await?, json!(true));
    assert_eq!(page.run("return app.register();", &[]).await?, json!(url));
    Ok(())
}
