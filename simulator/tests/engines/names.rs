//! Every name of the tables: too new and gone, or old and still there.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use anyhow::{Context as _, Result, ensure};
use kaipush_build::levels;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_simulator::Engine;
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::Shared;
use crate::setting::{Place, Setting};

/// What can't be taken away, and why.
const STAYS: &[(&str, &str)] = &[
    ("CSSStyleRule.cssRules", CSS_STYLE_RULE),
    ("CSSStyleRule.deleteRule", CSS_STYLE_RULE),
    ("CSSStyleRule.insertRule", CSS_STYLE_RULE),
];
const CSS_STYLE_RULE: &str = "Firefox has it on CSSGroupingRule, where it was before";

pub fn trials(shared: &Shared) -> Vec<Trial> {
    let places = Engine::ALL.map(|engine| [(engine, Place::Page), (engine, Place::Worker)]);
    let all = places.into_iter().flatten().map(|(engine, place)| {
        shared.trial(format!("names::{engine:?}_{place:?}"), async move |setting| {
            names(setting, engine, place).await
        })
    });
    all.chain([shared.trial("names::what_the_fork_has_early", fork)]).collect()
}

async fn names(setting: &Setting<'_>, engine: Engine, place: Place) -> Result<()> {
    let tables = TABLES.as_ref().map_err(|error| anyhow::anyhow!("{error:#}"))?;
    let own = tables.iter().position(|(of, _, _)| *of == engine).context("no table")?;
    let (_, gone, kept) = &tables[own];

    // Without any prelude, asked once for all engines.
    static BARE: [OnceCell<Vec<BTreeSet<String>>>; 2] = [const { OnceCell::const_new() }; 2];
    let bare = BARE[usize::from(place == Place::Worker)].get_or_try_init(async || {
        let all: Vec<_> = tables.iter().flat_map(|(_, gone, kept)| [gone, kept]).collect();
        found(setting, None, place, &all).await
    });
    let bare = bare.await?;
    let (newer, older) = (&bare[2 * own], &bare[2 * own + 1]);
    ensure!(newer.len() > 30 && older.len() > 800, "the probe finds too little in Firefox");

    let here = found(setting, Some(engine), place, &[gone, kept]).await?;
    let stays = |name: &String| STAYS.iter().any(|(stays, _)| stays == name);
    let left: Vec<_> = here[0].iter().filter(|name| !stays(name)).collect();
    ensure!(left.is_empty(), "still there of {}: {left:?}", newer.len());

    // Some of what is older is younger in workers.
    let is_younger = |name: &str| {
        let owner = name.split('.').next().unwrap_or_default();
        gone["workers"].as_array().is_some_and(|list| list.contains(&json!(owner)))
    };
    let lost: Vec<_> = older
        .difference(&here[1])
        .filter(|name| place == Place::Page || !is_younger(name))
        .collect();
    ensure!(lost.is_empty(), "lost of {}: {lost:?}", older.len());
    Ok(())
}

/// Asked of each by itself, not of Firefox without a prelude: what that lacks, the phone has.
async fn fork(setting: &Setting<'_>) -> Result<()> {
    let script = "tell([
        'actions' in Notification.prototype, 'maxActions' in Notification,
        'requireInteraction' in Notification.prototype, 'silent' in Notification.prototype,
        typeof NotificationEvent === 'undefined' ? null : 'action' in NotificationEvent.prototype
    ]);";
    for engine in Engine::ALL {
        let silent = engine != Engine::Gecko48;
        // Events of a worker are unknown to a page.
        for (place, action) in [(Place::Page, json!(null)), (Place::Worker, json!(true))] {
            let expected = json!([true, true, true, silent, action]);
            setting.expect(engine, place, script, expected).await?;
        }
    }
    Ok(())
}

/// The names of each table that are there, as a script of the app would find them.
async fn found(
    setting: &Setting<'_>,
    engine: Option<Engine>,
    place: Place,
    tables: &[&Value],
) -> Result<Vec<BTreeSet<String>>> {
    let tables = json!(tables);
    let script = format!("{}\ntell({tables}.map(probe));", include_str!("probe.js"));
    let told = setting.tell(engine, place, &script).await?;
    serde_json::from_value(told.clone()).with_context(|| told.to_string())
}

/// For each engine what it lacks and what it has, from MDN's data.
static TABLES: LazyLock<Result<Vec<(Engine, Value, Value)>>> = LazyLock::new(|| {
    let tools = Tools::locate_or_install(Needs::BUILD, &Progress::silent())?;
    let tables = Engine::ALL.into_iter().map(|engine| {
        let gone = serde_json::from_str(&levels::gone(&tools, engine.firefox())?)?;
        let kept = serde_json::from_str(&levels::kept(&tools, engine.firefox())?)?;
        Ok((engine, gone, kept))
    });
    tables.collect()
});
