//! Wrong keys, each named for what it is.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::harness::{Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![wrong_keys_are_named_before_subscribing, point_off_the_curve_is_refused]
}

const CREATE: &str = "try {
        await kaipush.Push.create({ key: arguments[0], worker: '/sw.js' });
        return 'created';
    } catch (error) {
        return { code: error.code, retryable: error.retryable, message: error.message };
    }";

async fn wrong_keys_are_named_before_subscribing(scene: &Scene<'_>) -> Result<()> {
    let page = scene.ready().await?;
    let good = scene.server.public_key();
    let other_form = format!("A{}", &good[1..]);
    for (key, code) in [
        (scene.server.private_key(), "key-is-private"),
        (&good[..80], "key-wrong-length"),
        ("not a key!", "key-not-base64"),
        (&*other_form, "key-wrong-form"),
        ("-----BEGIN PUBLIC KEY-----\nMFkw…", "key-is-der"),
        (" ", "key-empty"),
    ] {
        let error = page.run(CREATE, &[json!(key)]).await?;
        ensure!(error["code"] == code, "{key:?} gave {error} instead of {code}");
        ensure!(error["retryable"] == false, "{code} can't succeed again");
        let advice = error["message"].as_str().unwrap_or_default();
        ensure!(advice.len() > 20 && advice.contains(' '), "{code} gives no advice: {advice:?}");
        if code == "key-is-private" {
            let named = advice.contains("the private key, which must never be in an app")
                && advice.contains("32 bytes");
            ensure!(named, "the private key is not named: {advice:?}");
        }
    }
    // As people paste it.
    for key in [format!(" <{good}>\n"), format!("{good}=")] {
        let created = page.run(CREATE, &[json!(key)]).await?;
        ensure!(created == "created", "{key:?} gave {created}");
    }
    Ok(())
}

/// 65 bytes of the right form that are no point: only the browser sees it.
async fn point_off_the_curve_is_refused(scene: &Scene<'_>) -> Result<()> {
    let no_point = format!("B{}", "A".repeat(86));
    scene.app.configure(&no_point, &scene.server.report_url());
    let page = scene.ready().await?;
    page.press("Enter").await?;
    let error = "return document.body.dataset.error;";
    let code = page.wait_for(crate::harness::SOON, error, &[]).await?;
    ensure!(code == "key-refused", "the app shows {code}");
    let known: Vec<Value> = scene.server.subscriptions().await?;
    ensure!(known.is_empty(), "the server got {known:?}");
    Ok(())
}
