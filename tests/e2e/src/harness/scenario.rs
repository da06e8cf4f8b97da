//! A test, written once for all profiles.

use std::pin::Pin;

use anyhow::Result;
use kaipush_simulator::{Profile, System};

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
}

/// Scenarios that say something about these profiles only.
pub fn only(plays_on: fn(Profile) -> bool, scenarios: Vec<Scenario>) -> Vec<Scenario> {
    scenarios.into_iter().map(|scenario| Scenario { plays_on, ..scenario }).collect()
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
        }),+]
    };
}
pub(crate) use scenarios;
