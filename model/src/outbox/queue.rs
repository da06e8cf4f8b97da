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
mod tests {
    use super::*;

    const NOW: f64 = 1_800_000_000_000.0;

    fn made(kind: Kind, id: &str, endpoint: &str) -> Operation {
        Operation { endpoint: endpoint.into(), ..Operation::new(kind, id.into(), "/r", NOW) }
    }

    fn named(name: &str) -> Operation {
        Operation { name: name.into(), ..made(Kind::App, name, "") }
    }

    /// An outbox after these steps.
    fn after(mut all: Vec<Operation>, steps: Vec<Step>) -> Vec<Operation> {
        for step in steps {
            match step {
                Step::Put(one) => {
                    all.retain(|known| known.id != one.id);
                    all.push(one);
                }
                Step::Delete(id) => all.retain(|known| known.id != id),
            }
        }
        all
    }

    fn with(all: Vec<Operation>, new: Operation) -> Vec<Operation> {
        let steps = enqueue(&all, new, NOW).unwrap();
        after(all, steps)
    }

    fn endpoints(all: &[Operation]) -> Vec<(Kind, &str)> {
        all.iter().map(|one| (one.kind, one.endpoint.as_str())).collect()
    }

    #[test]
    fn a_newer_subscription_replaces_what_the_server_holds() {
        let first = Operation { olds: vec!["X".into()], ..made(Kind::Subscription, "1", "A") };
        let all = with(with(vec![], first), made(Kind::Subscription, "2", "B"));
        assert_eq!(endpoints(&all), [(Kind::Subscription, "B")]);
        // A was never sent, so the server can't hold it.
        assert_eq!(all[0].olds, ["X"]);

        let sent = vec![Operation { tries: 1, ..all[0].clone() }];
        let all = with(sent, made(Kind::Subscription, "3", "C"));
        assert_eq!((all.len(), &all[0].olds), (1, &vec!["X".to_owned(), "B".to_owned()]));
        // Back to one that it holds already: nothing replaces itself.
        let all = with(all, made(Kind::Subscription, "4", "X"));
        assert_eq!(all[0].olds, ["B"]);
    }

    #[test]
    fn one_that_says_the_same_keeps_its_tries_and_its_time() {
        let due = NOW + 9000.0;
        let olds = vec!["X".to_owned()];
        let waiting =
            Operation { tries: 4, denied: 2, due, olds, ..made(Kind::Subscription, "1", "A") };
        let again = made(Kind::Subscription, "2", "A");
        // What is being sent says it already.
        let sending = Operation { lease: due, ..waiting.clone() };
        for one in [&waiting, &sending] {
            assert_eq!(with(vec![one.clone()], again.clone()), std::slice::from_ref(one));
        }
        // Anything else begins anew: another address or text, one more to replace, or one that was given up.
        for new in [
            Operation { to: "/other".into(), ..again.clone() },
            Operation { body: "{}".into(), ..again.clone() },
            Operation { olds: vec!["Y".into()], ..again.clone() },
        ] {
            let all = with(vec![waiting.clone()], new);
            assert_eq!((all.len(), all[0].tries, all[0].due), (1, 0, NOW));
        }
        let refused = Operation { refused: 400, ..waiting };
        let all = with(vec![refused], again);
        assert_eq!((all.len(), all[0].id.as_str(), all[0].refused), (1, "2", 0));
    }

    #[test]
    fn one_that_is_being_sent_stays_in_front() {
        let lease = NOW + 1000.0;
        let sending = Operation { lease, ..made(Kind::Subscription, "1", "A") };
        let all = with(vec![sending], made(Kind::Subscription, "2", "B"));
        assert_eq!(endpoints(&all), [(Kind::Subscription, "A"), (Kind::Subscription, "B")]);
        assert_eq!(all[1].olds, ["A"]);
        assert!(all[0].made < all[1].made);
    }

    #[test]
    fn the_same_answer_waits_once_and_moves_no_other() {
        let mut all: Vec<_> =
            (0..EVENTS).map(|number| made(Kind::Answer, &number.to_string(), "")).collect();
        all[7].lease = NOW + 1000.0;
        let again = made(Kind::Answer, "7", "");
        assert_eq!(tell(&all, again.clone(), NOW), []);
        // It was given up: now it is tried again.
        all[7] = Operation { refused: 400, ..again.clone() };
        let all = with(all, again);
        assert!(all.iter().any(|one| one.id == "7" && one.refused == 0));
    }

    #[test]
    fn one_whose_sender_died_gives_way_to_a_newer_one() {
        let lease = NOW + 1000.0;
        let sending = Operation { lease, ..made(Kind::Subscription, "1", "A") };
        let both = with(vec![sending.clone()], made(Kind::Subscription, "2", "B"));
        assert_eq!(outdated(&both, NOW), [], "it may be on its way");
        assert_eq!(outdated(&both, lease), [Step::Delete("1".into())]);
        let others = ["3", "4"].map(|id| made(Kind::Unsubscription, id, "A"));
        assert_eq!(outdated(&[&[sending][..], &others].concat(), lease), [], "nothing is newer");
    }

    #[test]
    fn an_end_also_ends_what_the_server_may_hold() {
        let pending =
            Operation { tries: 2, olds: vec!["X".into()], ..made(Kind::Subscription, "1", "B") };
        let all = with(vec![pending], made(Kind::Unsubscription, "2", "B"));
        assert_eq!(endpoints(&all), [(Kind::Unsubscription, "B"), (Kind::Unsubscription, "X")]);
        assert_ne!(all[0].id, all[1].id);
        assert!(all[1].made > all[0].made, "they are sent in this order");
        // What was given up of earlier ones goes; what waits stays.
        let mut earlier = with(vec![], made(Kind::Unsubscription, "0", "Y"));
        earlier = with(earlier, made(Kind::Unsubscription, "1", "Z"));
        earlier[0].refused = 400;
        let ends = with(earlier, made(Kind::Unsubscription, "2", "B"));
        assert_eq!(endpoints(&ends), [(Kind::Unsubscription, "Z"), (Kind::Unsubscription, "B")]);
        // What comes then, comes then.
        let all = with(all, made(Kind::Subscription, "3", "C"));
        assert_eq!(all.len(), 3);
        assert!(all[2].made > all[1].made && all[2].olds.is_empty());
    }

    #[test]
    fn a_server_that_is_never_reached_has_so_many_to_forget_and_no_more() {
        let mut all = Vec::new();
        for number in 0..DEAD + 5 {
            let endpoint = number.to_string();
            all = with(all, made(Kind::Subscription, &endpoint, &endpoint));
            all[0].tries = 1;
        }
        assert_eq!((all.len(), all[0].endpoint.as_str()), (1, "24"));
        // What stands at the server stands beside the first.
        let known: Vec<_> = [0].into_iter().chain(5..24).map(|one: u32| one.to_string()).collect();
        assert_eq!((all[0].olds.len(), &all[0].olds), (DEAD, &known));

        let all = with(all, made(Kind::Unsubscription, "end", "24"));
        assert_eq!(
            (all.len(), all[0].endpoint.as_str()),
            (DEAD, "24"),
            "the one that ends comes first"
        );
        let all = (0..DEAD).fold(all, |all, number| {
            with(all, made(Kind::Unsubscription, &format!("u{number}"), &format!("u{number}")))
        });
        assert_eq!(all.len(), DEAD);
        assert!(all.iter().all(|one| one.endpoint.starts_with('u')), "{all:?}");
    }

    #[test]
    fn a_value_replaces_the_one_of_its_name_and_none_is_lost() {
        let mut all = with(with(vec![], named("user")), named("topics"));
        let newer = Operation { body: "2".into(), id: "other".into(), ..named("user") };
        all = with(all, newer);
        let names: Vec<_> = all.iter().map(|one| (one.name.as_str(), one.body.as_str())).collect();
        assert_eq!(names, [("topics", ""), ("user", "2")]);

        for number in all.len()..APP {
            all = with(all, named(&number.to_string()));
        }
        assert_eq!(enqueue(&all, named("one more"), NOW), Err(Full));
        assert_eq!(with(all.clone(), named("topics")).len(), APP);
        // What was given up takes nobody's place.
        all[0].refused = 400;
        let mut all = with(all, named("one more"));
        assert_eq!(all.len(), APP + 1);
        // So many of those, and no more, wait for the app to ask: the oldest go.
        all.iter_mut().for_each(|one| one.refused = 400);
        let oldest = all.iter().map(|one| one.made).fold(f64::INFINITY, f64::min);
        let all = with(all, named("the next"));
        assert_eq!((all.len(), all.iter().filter(|one| one.refused == 0).count()), (APP + 1, 1));
        assert!(all.iter().all(|one| one.made > oldest));
    }

    #[test]
    fn the_oldest_events_go() {
        let mut all = Vec::new();
        for number in 0..EVENTS + 5 {
            all = with(all, made(Kind::Event, &number.to_string(), ""));
        }
        assert_eq!((all.len(), all[0].id.as_str()), (EVENTS, "5"));
        // By their age, wherever they stand.
        all.reverse();
        let all = with(all, made(Kind::Event, "one more", ""));
        assert!(all.len() == EVENTS && all.iter().all(|one| one.id != "5"));
        // Other lanes are not counted.
        let all = with(all, made(Kind::Answer, "answer", ""));
        assert_eq!(with(all, named("user")).len(), EVENTS + 2);
    }

    #[test]
    fn events_go_together() {
        let later = |id: &str, due| Operation { due, ..made(Kind::Event, id, "") };
        let all = with(vec![], later("1", NOW + 9.0));
        let all = with(all, later("2", NOW + 20.0));
        let all = with(all, later("3", NOW + 3.0));
        let due: Vec<_> = all.iter().map(|one| one.due - NOW).collect();
        assert_eq!(due, [9.0, 9.0, 3.0]);
        // Nobody goes with one that was given up, or whose time has come.
        for one in [Operation { refused: 400, ..later("0", NOW + 1.0) }, later("0", NOW - 1.0)] {
            assert_eq!(with(vec![one], later("4", NOW + 5.0))[1].due, NOW + 5.0);
        }
        // An answer waits for nobody.
        let all = with(all, made(Kind::Answer, "4", ""));
        assert_eq!(all[3].due, NOW);
    }

    #[test]
    fn only_who_goes_the_same_way_goes_in_front() {
        let ahead = Operation { made: NOW + 500.0, ..made(Kind::Event, "1", "") };
        let behind = |new: Operation| placed(std::slice::from_ref(&ahead), new, NOW).made;
        assert_eq!(behind(made(Kind::Event, "2", "")), NOW + 501.0);
        assert_eq!(behind(named("user")), NOW);
        assert_eq!(behind(Operation { to: "/other".into(), ..made(Kind::Event, "3", "") }), NOW);
    }

    #[test]
    fn what_the_server_asked_for_holds_for_the_next_one_too() {
        let held = NOW + 60_000.0;
        let waiting = Operation { held, due: held, ..made(Kind::Subscription, "1", "A") };
        let all = with(vec![waiting], made(Kind::Subscription, "2", "B"));
        assert_eq!((all.len(), all[0].due), (1, held));
        assert_eq!(hurry(&all, NOW), []);
        let slow = vec![Operation { due: NOW + 9.0, ..made(Kind::Event, "1", "") }];
        assert_eq!(after(slow.clone(), hurry(&slow, NOW))[0].due, NOW);
    }
}
