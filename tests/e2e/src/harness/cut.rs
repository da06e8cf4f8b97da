//! A page that dies between two steps: see js/cut.js.

use std::fmt;

use anyhow::{Context as _, Result, bail, ensure};
use kaipush_browser::Page;
use kaipush_simulator::App;
use serde_json::{Value, json};

use super::{SOON, run_first};

/// More than any journey has.
pub const MOST: usize = 60;

/// The script; `MOST` in it is how many steps it lets be taken.
pub const CUT: &str = include_str!("../js/cut.js");

/// That the template has its `Push`.
const THERE: &str = "!!(window.inbox && inbox.push)";

/// Waits until the template has its `Push`.
pub async fn there(page: &Page) -> Result<()> {
    page.wait_for(SOON, &format!("return {THERE};"), &[]).await.map(drop)
}

/// That a page has taken no step for a while.
const QUIET_NOW: &str = "const { length } = kaipushCut.steps;
    await new Promise(later => setTimeout(later, 300));
    return length === kaipushCut.steps.length;";

/// What is cut off.
pub enum Journey {
    /// What a start does by itself, and the app at once.
    Start(&'static str),
    /// What the app does when the start is over.
    Later(&'static str),
}

/// How far a page or a worker came.
pub struct Cut {
    /// What it did.
    pub steps: Vec<String>,
    /// Whether the app had its answer.
    pub answered: bool,
    dead: bool,
}

impl Cut {
    /// What the script says of itself.
    pub fn read(told: &Value) -> Result<Self> {
        let steps = serde_json::from_value(told["steps"].clone())?;
        Ok(Self { steps, dead: told["dead"] == true, answered: told["answered"] == true })
    }

    /// Whether it came through, so that there is no further step to die before.
    ///
    /// # Errors
    /// When it has hardly done anything.
    pub fn is_last(&self) -> Result<bool> {
        ensure!(self.dead || self.steps.len() > 2, "no steps to die between: {:?}", self.steps);
        Ok(!self.dead)
    }

    /// Whether it took this step; one that came through has to have.
    ///
    /// # Errors
    /// As [`Cut::is_last`].
    pub fn reached(&self, step: &str) -> Result<bool> {
        Ok(self.is_last()? || self.steps.iter().any(|one| one == step))
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ended = if self.dead { "it died" } else { "it came through" };
        write!(f, "{ended} after {} steps: {:?}", self.steps.len(), self.steps)
    }
}

/// Opens the app, lets it take so many steps of a journey, and closes it.
pub async fn cut(app: &App, most: usize, journey: &Journey) -> Result<Cut> {
    let (at_start, then, script) = match journey {
        Journey::Start(script) => (most, "", script),
        Journey::Later(script) => {
            (MOST, "kaipushCut.steps = []; kaipushCut.most = arguments[0];", script)
        }
    };
    app.site().put("/first.js", CUT.replace("MOST", &at_start.to_string()));
    let page = app.open().await?;
    page.wait_for(SOON, &format!("return kaipushCut.dead || {THERE}"), &[]).await?;
    if let Journey::Later(_) = journey {
        page.wait_for(SOON, QUIET_NOW, &[]).await?;
    }
    // What it does after it has answered counts, too.
    let begin = format!(
        "{then}
        const end = () => setTimeout(() => {{ window.ended = true; }}, 400);
        const answer = () => {{ kaipushCut.answered = !kaipushCut.dead; }};
        if ({THERE}) {{ {script} }}"
    );
    page.run(&begin, &[json!(most)]).await?;
    let told = "return (kaipushCut.dead || window.ended) && kaipushCut;";
    let told = page.wait_for(2 * SOON, told, &[]).await?;
    app.leave().await?;
    app.site().put("/first.js", "");
    Cut::read(&told)
}

/// Plays a journey dead before its first step, its second and so on, until it comes through.
pub async fn dead_before_each(play: impl AsyncFn(usize) -> Result<Cut>) -> Result<()> {
    for most in 0..MOST {
        if play(most).await?.is_last()? {
            return Ok(());
        }
    }
    bail!("the journey has more than {MOST} steps")
}

/// The same with the scene's one app: `before` sets the scene for each, `after` looks at the app that was opened
/// again.
pub async fn cut_everywhere(
    app: &App,
    journey: Journey,
    before: impl AsyncFn(usize) -> Result<()>,
    after: impl AsyncFn(&Page, &Cut) -> Result<()>,
) -> Result<()> {
    run_first(app, "")?;
    dead_before_each(async |most| {
        before(most).await?;
        let cut = cut(app, most, &journey).await?;
        let page = app.open().await?;
        after(&page, &cut).await.with_context(|| cut.to_string())?;
        app.leave().await?;
        Ok(cut)
    })
    .await
}
