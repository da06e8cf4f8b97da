//! The scenarios, a group in a file.

mod actions;
mod asking;
mod canary;
mod changes;
mod click_dies;
mod clicks;
mod closing;
mod console;
mod content;
mod crash;
mod foreground;
mod full_disk;
mod guard;
mod handlers;
mod hard_clicks;
mod instances;
mod keys;
mod localise;
mod lost;
mod manifests;
mod memory;
mod naive;
mod neighbours;
mod offline;
mod options;
mod outbox;
mod overlapping;
mod own_scope;
mod package;
mod page_dies;
mod payload;
mod permission;
mod policy;
mod processes;
mod push;
mod quota;
mod renew;
mod report;
mod reports;
mod sender;
mod shared_origin;
mod small;
mod snippet;
mod storage;
mod subscription;
mod system_messages;
mod systems;
mod targets;
mod template;
mod traps;
mod update;
mod values;
mod worker_dies;

use crate::harness::Scenario;

/// All scenarios, in the order they are played: what Firefox itself must do goes first.
///
/// Those of deaths take half a minute and more, most of which they wait for the dead: they stand far from each other,
/// so that something else computes meanwhile.
pub fn all() -> Vec<Scenario> {
    let mut all = quick();
    let deaths = deaths();
    let apart = all.len() / (deaths.len() + 1);
    for (at, scenario) in deaths.into_iter().enumerate().rev() {
        all.insert((at + 1) * apart, scenario);
    }
    all
}

fn deaths() -> Vec<Scenario> {
    [
        click_dies::scenarios(),
        page_dies::scenarios(),
        worker_dies::scenarios(),
        crash::scenarios(),
        full_disk::scenarios(),
    ]
    .concat()
}

fn quick() -> Vec<Scenario> {
    [
        canary::scenarios(),
        systems::scenarios(),
        options::scenarios(),
        system_messages::scenarios(),
        push::scenarios(),
        payload::scenarios(),
        clicks::scenarios(),
        hard_clicks::scenarios(),
        actions::scenarios(),
        closing::scenarios(),
        lost::scenarios(),
        targets::scenarios(),
        handlers::scenarios(),
        overlapping::scenarios(),
        console::scenarios(),
        guard::scenarios(),
        instances::scenarios(),
        foreground::scenarios(),
        content::scenarios(),
        localise::scenarios(),
        quota::scenarios(),
        traps::scenarios(),
        small::scenarios(),
        neighbours::scenarios(),
        own_scope::scenarios(),
        shared_origin::scenarios(),
        memory::scenarios(),
        offline::scenarios(),
        subscription::scenarios(),
        permission::scenarios(),
        asking::scenarios(),
        changes::scenarios(),
        policy::scenarios(),
        update::scenarios(),
        keys::scenarios(),
        template::scenarios(),
        report::scenarios(),
        reports::scenarios(),
        outbox::scenarios(),
        values::scenarios(),
        storage::scenarios(),
        renew::scenarios(),
        sender::scenarios(),
        snippet::scenarios(),
        package::scenarios(),
        processes::scenarios(),
        manifests::scenarios(),
        naive::scenarios(),
    ]
    .concat()
}
