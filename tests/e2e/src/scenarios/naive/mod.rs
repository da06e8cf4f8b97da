//! The traps of the platforms, sprung by code as people write it: it fails here as on a phone. Behind
//! each stands the scenario in which kaipush gets the same right.

mod engine;
mod opening;

use crate::harness::Scenario;

pub fn scenarios() -> Vec<Scenario> {
    [opening::scenarios(), engine::scenarios()].concat()
}
