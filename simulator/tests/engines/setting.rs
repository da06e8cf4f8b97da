//! What every test has: the browser, and a way to run a script in a page or a worker of an engine.

use std::time::Duration;

use anyhow::Result;
use kaipush_browser::{Firefox, Launch, Site};
use kaipush_build::tools::Browser;
use kaipush_simulator::{Engine, engine};
use serde_json::{Value, json};

/// Far more than anything takes on a busy machine.
pub const SOON: Duration = Duration::from_secs(20);

/// Keeps the classes of events from the prelude: an event still reaches its handlers when the name of
/// its class is gone.
const EVENT_CLASSES: &str = "self.eventClasses = {};
    Object.getOwnPropertyNames(self).forEach(function (name) {
        if (/Event$/.test(name)) self.eventClasses[name] = self[name];
    });";

/// Where a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Page,
    Worker,
}

pub struct Setting<'a> {
    pub firefox: &'a Firefox,
}

impl Setting<'_> {
    /// Runs a script that calls `tell(value)`, behind the engine's prelude if there is one, as a
    /// page's or a service worker's own: what WebDriver runs has built-in objects of its own.
    pub async fn tell(&self, engine: Option<Engine>, place: Place, script: &str) -> Result<Value> {
        let site = Site::start().await?;
        let timed = |prelude: String| {
            format!(
                "{EVENT_CLASSES}\nself.begun = performance.now();\n{prelude}\nself.took = performance.now() - self.begun;"
            )
        };
        let prelude = timed(engine.map(Engine::prelude).unwrap_or_default());
        site.page_prelude(&prelude);
        site.worker_prelude(&prelude);
        let tell = "function tell(value) {
            fetch('/__report', { method: 'POST', body: JSON.stringify({ value: value, took: took }) });
        }
        self.onerror = function (error) { tell('failed: ' + (error.message || error)); };";
        site.put("/sw.js", format!("{tell}\n{script}"));
        site.put("/app.js", format!("{tell}\n{script}"));
        site.put("/register.js", "navigator.serviceWorker.register('/sw.js');");
        let own = if place == Place::Page { "app" } else { "register" };
        site.put("/index.html", format!("<!doctype html><script src=/{own}.js></script>"));
        let page = self.firefox.open(&site.url("/")).await?;
        let report = site.wait_report(SOON, |_| true).await?;
        page.close().await?;
        if let Some(engine) = engine {
            println!("{engine:?} {place:?}: {} bytes, {} ms", prelude.len(), report.value["took"]);
        }
        Ok(report.value["value"].clone())
    }

    /// Asserts what a script tells.
    pub async fn expect(
        &self,
        engine: Engine,
        place: Place,
        script: &str,
        expected: Value,
    ) -> Result<()> {
        let told = self.tell(Some(engine), place, script).await?;
        anyhow::ensure!(told == expected, "{engine:?} {place:?} told {told}, not {expected}");
        Ok(())
    }
}

/// The programs of this machine, as for the tests of kaipush-browser.
pub fn launch() -> Result<Launch> {
    let programs = Browser::locate()?;
    let mut launch = Launch::new(programs.geckodriver, programs.firefox);
    // How long a prelude takes is told more exactly than pages may know.
    launch.preferences.push(("privacy.reduceTimerPrecision".into(), json!(false)));
    let engine = engine::PREFERENCES.iter();
    launch.preferences.extend(engine.map(|(name, value)| ((*name).into(), json!(value))));
    Ok(launch)
}
