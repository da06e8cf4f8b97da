//! The traps of the platforms, sprung by code as people write it: it fails here as on a phone. Behind
//! each stands the scenario in which kaipush gets the same right.

mod asking;
mod delivery;
mod engine;
mod messages;
mod opening;

use crate::harness::Scenario;

pub fn scenarios() -> Vec<Scenario> {
    [
        asking::scenarios(),
        opening::scenarios(),
        messages::scenarios(),
        delivery::scenarios(),
        engine::scenarios(),
    ]
    .concat()
}
