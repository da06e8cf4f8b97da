//! The scenarios, a group in a file.

mod canary;
mod clicks;
mod handlers;
mod keys;
mod memory;
mod neighbours;
mod offline;
mod package;
mod payload;
mod permission;
mod policy;
mod processes;
mod push;
mod report;
mod snippet;
mod standins;
mod subscription;
mod targets;
mod traps;
mod update;

use kaipush_simulator::Product;

use crate::harness::Scenario;

/// All scenarios of a product, in the order they are played: what Firefox itself must do goes first.
pub fn all(product: Product) -> Vec<Scenario> {
    let mut all = [
        canary::scenarios(),
        standins::scenarios(),
        push::scenarios(),
        payload::scenarios(),
        clicks::scenarios(),
        targets::scenarios(),
        handlers::scenarios(),
        traps::scenarios(),
        neighbours::scenarios(),
        memory::scenarios(),
        offline::scenarios(),
        subscription::scenarios(),
        permission::scenarios(),
        policy::scenarios(),
        update::scenarios(),
        keys::scenarios(),
        report::scenarios(),
        snippet::scenarios(),
        package::scenarios(),
    ]
    .concat();
    if product == Product::Kaios25 {
        all.extend(processes::scenarios());
    }
    all
}
