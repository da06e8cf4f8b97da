//! A test, written once for both products.

use std::pin::Pin;

use anyhow::Result;

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
}

/// `scenarios![one, two]`: a `Vec<Scenario>` of `async fn one(scene: &Scene<'_>) -> Result<()>`.
macro_rules! scenarios {
    ($($name:ident),+ $(,)?) => {
        vec![$($crate::harness::Scenario {
            name: stringify!($name),
            play: |scene| Box::pin($name(scene)),
        }),+]
    };
}
pub(crate) use scenarios;
