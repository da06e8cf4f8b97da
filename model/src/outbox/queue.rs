//! What comes into the outbox, and what it takes the place of.

use super::operation::{held, is_ahead};
use super::{Kind, Operation};

/// So many of the app's values may wait.
const APP: usize = 100;
/// So many events, and so many answers of buttons; older ones are worth less than newer ones.
const EVENTS: usize = 200;

/// So many dead endpoints the server may still have to forget, beside a subscription and by themselves.
/// Of more, it hears from the push service, which answers 410 for each.
const DEAD: usize = 20;

/// What becomes of one operation in the storage.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// It is written, in the place of the one of the same id.
    Put(Operation),
    /// The one of this id is removed.
    Delete(String),
}

/// So many of the app's values wait already that the next is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Full;

/// Takes an operation into the outbox.
///
/// One that somebody is sending just now stays before the new one: it may reach the server or not. Of older
/// subscriptions see [`outdated`].
///
/// # Errors
/// [`Full`] for an app's value, when a hundred wait.
pub fn enqueue(all: &[Operation], new: Operation, now: f64) -> Result<Vec<Step>, Full> {
    match new.kind {
        Kind::Unsubscription => Ok(unsubscribe(all, &placed(all, new, now), now)),
        Kind::App => set(all, placed(all, new, now), now),
        Kind::Subscription if same_waits(all, &new) => Ok(Vec::new()),
        _ => Ok(tell(all, new, now)),
    }
}

/// [`enqueue`] for what a worker has to tell, each once: subscriptions, events and answers.
pub fn tell(all: &[Operation], new: Operation, now: f64) -> Vec<Step> {
    let new = placed(all, new, now);
    match new.kind {
        Kind::Subscription => subscribe(all, new, now),
        _ => note(all, new, now),
    }
}

/// An operation behind those that wait already.
fn placed(all: &[Operation], mut new: Operation, now: f64) -> Operation {
    let lane = all.iter().filter(|one| one.kind.lane() == new.kind.lane() && one.to == new.to);
    // In the order they came, whatever the clock says.
    new.made = lane.fold(new.made, |made, one| made.max(one.made + 1.0));
    // What the server asked of the last operation it asks of the next, too.
    let held = held(all, &new.to, now);
    new.held = held;
    new.due = new.due.max(held);
    new
}

/// Everything that waits may be tried now: the network is back. What the server asked to wait for
/// still holds.
pub fn hurry(all: &[Operation], now: f64) -> Vec<Step> {
    let late = all.iter().filter(|one| one.refused == 0 && one.due > now.max(one.held));
    late.map(|one| Step::Put(Operation { due: now.max(one.held), ..one.clone() })).collect()
}

/// What has to go before anything else is decided: subscriptions that somebody was sending when a newer one was
/// made, and who died at it. Sent once more after that one, they would be back at the server.
pub fn outdated(all: &[Operation], now: f64) -> Vec<Step> {
    let newest = of(all, Kind::Subscription).map(|one| one.made).fold(0.0, f64::max);
    let mut steps = Vec::new();
    for older in of(all, Kind::Subscription).filter(|one| one.made < newest) {
        remove(&mut steps, older, now);
    }
    steps
}

/// The newer subscription is what counts; the server must forget what it holds of the older ones.
fn subscribe(all: &[Operation], mut new: Operation, now: f64) -> Vec<Step> {
    let mut steps = Vec::new();
    for pending in of(all, Kind::Subscription) {
        let reached = pending.was_sent().then_some(&pending.endpoint);
        for old in pending.olds.iter().chain(reached) {
            add(&mut new.olds, old);
        }
        remove(&mut steps, pending, now);
    }
    new.olds.retain(|old| *old != new.endpoint);
    // In front is the one that the server holds, behind it are the oldest.
    let too_many = new.olds.len().saturating_sub(DEAD);
    // Where none is, there may be none in front either.
    let behind = too_many.min(1);
    new.olds.drain(behind..behind + too_many);
    steps.push(Step::Put(new));
    steps
}

/// Nothing else waits than what the new one says. Each start and each return to the app tells it again for as
/// long as the server does not know it: that must not begin its tries, and its waits, anew.
fn same_waits(all: &[Operation], new: &Operation) -> bool {
    let mut waiting = of(all, Kind::Subscription).peekable();
    waiting.peek().is_some()
        && waiting.all(|one| {
            one.refused == 0
                && one.endpoint == new.endpoint
                && one.to == new.to
                && one.body == new.body
                && new.olds.iter().all(|old| one.olds.contains(old))
        })
}

fn unsubscribe(all: &[Operation], new: &Operation, now: f64) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut gone = Vec::new();
    add(&mut gone, &new.endpoint);
    for pending in of(all, Kind::Subscription) {
        for old in pending.olds.iter().chain([&pending.endpoint]) {
            add(&mut gone, old);
        }
        remove(&mut steps, pending, now);
    }
    for known in of(all, Kind::Unsubscription).filter(|one| one.refused > 0) {
        remove(&mut steps, known, now);
    }
    gone.truncate(DEAD);
    trim(
        &mut steps,
        of(all, Kind::Unsubscription).filter(|one| one.refused == 0),
        DEAD - gone.len(),
        now,
    );
    for (number, endpoint) in (0_u8..).zip(gone) {
        let mut id = new.id.clone();
        id.extend(std::iter::repeat_n('+', usize::from(number)));
        let made = new.made + f64::from(number);
        steps.push(Step::Put(Operation { id, endpoint, made, ..new.clone() }));
    }
    steps
}

fn set(all: &[Operation], new: Operation, now: f64) -> Result<Vec<Step>, Full> {
    let mut steps = Vec::new();
    for pending in of(all, Kind::App).filter(|one| one.name == new.name) {
        remove(&mut steps, pending, now);
    }
    let waiting = of(all, Kind::App).filter(|one| one.refused == 0 && one.name != new.name);
    if waiting.count() >= APP {
        return Err(Full);
    }
    // Given up, and the app has not asked what became of them.
    trim(&mut steps, of(all, Kind::App).filter(|one| one.refused > 0), APP, now);
    steps.push(Step::Put(new));
    Ok(steps)
}

/// What waits for its time already takes the new one along: a worker is kept awake once, not for each. A button that
/// was pressed twice is one answer.
fn note(all: &[Operation], mut new: Operation, now: f64) -> Vec<Step> {
    let mut steps = Vec::new();
    if all.iter().any(|one| one.id == new.id && one.refused == 0) {
        return steps;
    }
    let waiting = of(all, new.kind).filter(|one| one.refused == 0 && is_ahead(one.due, now));
    let first = waiting.map(|one| one.due).fold(new.due, f64::min);
    new.due = first.max(new.held);
    trim(&mut steps, of(all, new.kind).filter(|one| one.id != new.id), EVENTS - 1, now);
    steps.push(Step::Put(new));
    steps
}

fn of(all: &[Operation], kind: Kind) -> impl Iterator<Item = &Operation> {
    all.iter().filter(move |one| one.kind == kind)
}

/// Removes the oldest, so that `keep` are left.
fn trim<'a>(
    steps: &mut Vec<Step>,
    some: impl Iterator<Item = &'a Operation>,
    keep: usize,
    now: f64,
) {
    let mut some: Vec<_> = some.collect();
    // Seldom more than one is too many, and a sort weighs 6 kB in the worker.
    while some.len() > keep {
        let oldest = (0..some.len()).reduce(|a, b| if some[b].made < some[a].made { b } else { a });
        remove(steps, some.swap_remove(oldest.unwrap_or_default()), now);
    }
}

fn remove(steps: &mut Vec<Step>, pending: &Operation, now: f64) {
    if !pending.is_leased(now) {
        steps.push(Step::Delete(pending.id.clone()));
    }
}

fn add(list: &mut Vec<String>, endpoint: &str) {
    if !endpoint.is_empty() && !list.iter().any(|known| known == endpoint) {
        list.push(endpoint.into());
    }
}

#[cfg(test)]
mod tests;
