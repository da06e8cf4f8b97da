//! Texts in the user's language.

use anyhow::Result;
use serde_json::json;

use crate::harness::{Scenario, Scene, once_per_system, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    once_per_system(scenarios![texts_in_the_users_language, texts_that_are_missing])
}

const TEXTS: &str = "kaipush.texts = {
    en: { chat: '{0} wrote', only: 'Only here' },
    de: { chat: '{0} hat geschrieben' },
    'de-AT': { chat: '{0} hat was g\\u2019schrieben' }
};";

async fn texts_in_the_users_language(scene: &Scene<'_>) -> Result<()> {
    scene.worker(TEXTS)?;
    scene.subscribe().await?;
    let played = in_each_language(scene).await;
    let reset = "Services.prefs.clearUserPref('intl.accept_languages');";
    let reset = scene.firefox().chrome(reset, &[]).await;
    played.and(reset.map(drop))
}

async fn in_each_language(scene: &Scene<'_>) -> Result<()> {
    for (language, title) in [
        ("de-AT", "Ada hat was g’schrieben"),
        ("de-CH", "Ada hat geschrieben"),
        ("fr", "Ada wrote"),
    ] {
        scene.firefox().set_preference("intl.accept_languages", language).await?;
        scene.firefox().terminate_worker(&scene.app.scope()).await?;
        let push = json!({ "title_loc_key": "chat", "title_loc_args": ["Ada"], "tag": language });
        scene.send(push).await?;
        scene.alert(title).await?;
    }
    let push = json!({ "title": "T", "body_loc_key": "only" });
    scene.send(push).await?;
    let alert = scene.alert("T").await?;
    anyhow::ensure!(alert.text == "Only here", "shown: {alert}");
    scene.alerts_stay(4).await.map(drop)
}

async fn texts_that_are_missing(scene: &Scene<'_>) -> Result<()> {
    scene.worker(TEXTS)?;
    scene.subscribe().await?;
    scene.send(json!({ "title": "Own text", "title_loc_key": "toString" })).await?;
    scene.alert("Own text").await?;
    scene.console("kaipush: text-missing: toString").await?;
    scene.send(json!({ "title_loc_key": "gone" })).await?;
    scene.alert("New message").await?;
    scene.console("kaipush: text-missing: gone").await?;
    scene.alerts_stay(2).await.map(drop)
}
