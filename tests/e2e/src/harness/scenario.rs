//! A test, written once for all profiles.

use std::pin::Pin;

use anyhow::Result;
use kaipush_simulator::{Build, Profile, System};

use super::Scene;

/// A scenario that is being played.
pub type Playing<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// A test, by the name of its function.
#[derive(Clone, Copy)]
pub struct Scenario {
    /// Its name.
    pub name: &'static str,
    /// The function.
    pub play: for<'a> fn(&'a Scene<'a>) -> Playing<'a>,
    /// Where it is played.
    pub plays_on: fn(Profile) -> bool,
    /// On which build, where that is KaiOS 2.5.
    pub build: Build,
}

impl Scenario {
    /// By profile and name; with the version, where that is another than usual.
    pub fn title(&self, profile: Profile) -> String {
        let name = self.name;
        match self.build {
            Build::CURRENT => format!("{profile}::{name}"),
            build => format!("{profile}-{}::{name}", build.version),
        }
    }
}

/// Scenarios that say something about these profiles only.
pub fn only(plays_on: fn(Profile) -> bool, scenarios: Vec<Scenario>) -> Vec<Scenario> {
    scenarios.into_iter().map(|scenario| Scenario { plays_on, ..scenario }).collect()
}

/// Scenarios about what KaiOS 2.5.4 does otherwise than 2.5 before: once more on such a phone.
pub fn also_on_254(scenarios: Vec<Scenario>) -> Vec<Scenario> {
    let on_25 = |profile| profile == Profile::packaged(System::Kaios25);
    let last = only(on_25, scenarios.clone()).into_iter();
    let last = last.map(|scenario| Scenario { build: Build::V254, ..scenario });
    scenarios.into_iter().chain(last).collect()
}

/// Scenarios about the order of kaipush's own steps, or about what no system changes: one profile for each core.
pub fn once_per_core(scenarios: Vec<Scenario>) -> Vec<Scenario> {
    let plays_on = |profile| {
        [Profile::packaged(System::Kaios25), Profile::packaged(System::Kaios3)].contains(&profile)
    };
    only(plays_on, scenarios)
}

/// Scenarios about what kaipush decides by itself, whatever the app's type is: one profile of each system,
/// with both cores and both types among them.
pub fn once_per_system(scenarios: Vec<Scenario>) -> Vec<Scenario> {
    let plays_on = |profile| {
        [
            Profile::packaged(System::Kaios25),
            Profile::hosted(System::Kaios3),
            Profile::packaged(System::Kaios4),
        ]
        .contains(&profile)
    };
    only(plays_on, scenarios)
}

/// `scenarios![one, two]`: a `Vec<Scenario>` of `async fn one(scene: &Scene<'_>) -> Result<()>`.
macro_rules! scenarios {
    ($($name:ident),+ $(,)?) => {
        vec![$($crate::harness::Scenario {
            name: stringify!($name),
            play: |scene| Box::pin($name(scene)),
            plays_on: |_| true,
            build: kaipush_simulator::Build::CURRENT,
        }),+]
    };
}
pub(crate) use scenarios;
