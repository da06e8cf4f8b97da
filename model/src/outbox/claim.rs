//! Who sends what, and when.

use core::cmp::Ordering;

use super::operation::{held, is_ahead};
use super::{Kind, Lane, Operation};

/// What one page or worker may send now.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Claim {
    /// One of each lane and server at most, leased: nobody else sends it meanwhile.
    pub ready: Vec<Operation>,
    /// When to look again, if something waits for its time.
    pub next: Option<f64>,
}

/// Takes one operation of each lane, and of each server in it, that is due and that nobody is sending, for
/// `lease` milliseconds. Several pages and workers may run at once, so what follows another waits until
/// that is done (`Operation::follows`). Nothing else holds anybody up for ever; but while one waits that
/// has failed, its server is left alone.
///
/// `known`: the server that knows the subscription. The app's values go there, wherever they were meant
/// for before the app moved; without one, or while a newer subscription is still to be reported, there is
/// nothing yet that they could stand beside.
pub fn claim(all: &[Operation], now: f64, lease: f64, known: Option<&str>) -> Claim {
    let mut claim = Claim::default();
    let waiting = |one: &&Operation| one.refused == 0;
    let known =
        known.filter(|_| !all.iter().filter(waiting).any(|one| one.kind == Kind::Subscription));
    for (index, one) in all.iter().enumerate() {
        let lane = one.kind.lane();
        let same = |other: &&Operation| {
            waiting(other) && other.kind.lane() == lane && (lane == Lane::App || other.to == one.to)
        };
        let done = all[..index].iter().any(|before| same(&before));
        if !waiting(&one) || done || lane == Lane::App && known.is_none() {
            continue;
        }
        let free = |one: &&Operation| !all.iter().filter(same).any(|other| one.follows(other));
        let first = all.iter().filter(same).filter(free).min_by(|a, b| in_order(a, b, now));
        let Some(first) = first else { continue };
        let to = match lane {
            Lane::App => known.unwrap_or(&first.to),
            _ => &first.to,
        };
        // Whatever it was that the server answered: it wants to be left alone.
        let due = ends(first, now).max(held(all, to, now));
        if is_ahead(due, now) {
            claim.next = Some(claim.next.map_or(due, |next| next.min(due)));
            continue;
        }
        claim.ready.push(Operation { lease: now + lease, to: to.into(), ..first.clone() });
    }
    claim
}

/// When something may be done about it.
fn ends(one: &Operation, now: f64) -> f64 {
    if one.is_leased(now) { one.lease } else { one.due }
}

/// Which of two is the first: one that has failed and waits, else the one that is due first, else the one
/// whose lease ends first. An endpoint that is no more may wait: pushes come without the server's knowing of
/// it, but not without its knowing of the next subscription.
fn in_order(a: &Operation, b: &Operation, now: f64) -> Ordering {
    let rank = |one: &Operation| {
        let leased = one.is_leased(now);
        let holds = one.tries > 0 && one.kind != Kind::Unsubscription && is_ahead(one.due, now);
        (leased, leased || !holds)
    };
    rank(a).cmp(&rank(b)).then(ends(a, now).total_cmp(&ends(b, now)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 1_800_000_000_000.0;

    fn made(kind: Kind, id: &str, at: f64) -> Operation {
        Operation::new(kind, id.into(), "/r", at)
    }

    fn ready(claim: &Claim) -> Vec<&str> {
        claim.ready.iter().map(|one| one.id.as_str()).collect()
    }

    #[test]
    fn one_of_each_lane_in_order() {
        let mut all = vec![
            made(Kind::Unsubscription, "s2", NOW - 1.0),
            made(Kind::Unsubscription, "s1", NOW - 2.0),
            made(Kind::App, "a1", NOW - 1.0),
            made(Kind::Event, "e1", NOW),
        ];
        let taken = claim(&all, NOW, 30.0, Some("/r"));
        assert_eq!(ready(&taken), ["s1", "a1", "e1"]);
        assert_eq!((taken.ready[0].lease, taken.next), (NOW + 30.0, None));
        assert_eq!(ready(&claim(&all, NOW, 30.0, None)), ["s1", "e1"]);

        // Somebody else sends the first: the second waits for it, and other lanes don't.
        all[1].lease = NOW + 10.0;
        let taken = claim(&all, NOW, 30.0, Some("/r"));
        assert_eq!((ready(&taken), taken.next), (vec!["a1", "e1"], Some(NOW + 10.0)));
        // He died.
        assert_eq!(ready(&claim(&all, NOW + 10.0, 30.0, Some("/r"))), ["s1", "a1", "e1"]);
        // It was given up.
        all[1].refused = 400;
        assert_eq!(ready(&claim(&all, NOW, 30.0, None)), ["s2", "e1"]);
    }

    #[test]
    fn a_newer_subscription_waits_for_the_one_on_its_way() {
        let of = |id: &str, at: f64, lease: f64| Operation {
            endpoint: format!("https://{id}"),
            lease,
            ..made(Kind::Subscription, id, at)
        };
        let mut all = vec![of("new", NOW + 1.0, 0.0), of("old", NOW, NOW + 10.0)];
        let taken = claim(&all, NOW + 5.0, 30.0, Some("/r"));
        assert_eq!((ready(&taken), taken.next), (vec![], Some(NOW + 10.0)));
        // It was given up.
        all[1].refused = 400;
        assert_eq!(ready(&claim(&all, NOW + 5.0, 30.0, Some("/r"))), ["new"]);
    }

    #[test]
    fn values_go_where_the_subscription_is_known() {
        let value = made(Kind::App, "a", NOW - 1.0);
        let report = Operation { to: "/new".into(), ..made(Kind::Subscription, "s", NOW) };
        let both = [value.clone(), report];
        assert_eq!(ready(&claim(&both, NOW, 30.0, Some("/r"))), ["s"], "the old one is left");
        let taken = claim(&[value], NOW, 30.0, Some("/new"));
        assert_eq!(taken.ready[0].to, "/new");
    }

    #[test]
    fn events_wait_for_no_dead_sender_but_for_a_server_that_is_down() {
        let mut all: Vec<_> = (0..3)
            .map(|number: u8| made(Kind::Event, &number.to_string(), NOW + f64::from(number)))
            .collect();
        let later = NOW + 5.0;
        all[0].lease = later + 10.0;
        assert_eq!(ready(&claim(&all, later, 30.0, Some("/r"))), ["1"]);
        // The second has failed: the third waits with it, and goes first when the time has come.
        all[1] = Operation { tries: 1, due: later + 3.0, ..all[1].clone() };
        let taken = claim(&all, later, 30.0, Some("/r"));
        assert_eq!((ready(&taken), taken.next), (vec![], Some(later + 3.0)));
        assert_eq!(ready(&claim(&all, later + 3.0, 30.0, Some("/r"))), ["2"]);
        // Another server is not down.
        all[2].to = "/other".into();
        assert_eq!(ready(&claim(&all, later, 30.0, Some("/r"))), ["2"]);
        // With nothing else left, the end of the lease is what is waited for.
        let taken = claim(&all[..1], later, 30.0, Some("/r"));
        assert_eq!((ready(&taken), taken.next), (vec![], Some(later + 10.0)));
    }

    /// Events have random times: one that is not due has not failed.
    #[test]
    fn what_is_not_due_holds_up_nothing() {
        let later = Operation { due: NOW + 9.0, ..made(Kind::Event, "later", NOW - 9.0) };
        let all = [later, made(Kind::Event, "due", NOW)];
        assert_eq!(ready(&claim(&all, NOW, 30.0, None)), ["due"]);
        // Nor does what failed, when its time has come.
        let failed =
            Operation { tries: 1, due: NOW - 1.0, ..made(Kind::Event, "failed", NOW - 9.0) };
        let older = made(Kind::Event, "older", NOW - 5.0);
        assert_eq!(ready(&claim(&[failed, older], NOW, 30.0, None)), ["older"]);
    }

    #[test]
    fn what_is_refused_again_and_again_holds_up_nothing_that_can_do_without_it() {
        let of = |kind, id: &str, at, what: &str| Operation {
            endpoint: what.into(),
            name: what.into(),
            ..made(kind, id, at)
        };
        let later = NOW + 50.0;
        let fails = |one: Operation, due| Operation { tries: 9, due, ..one };
        // The server can't forget an endpoint: it hears of the next one all the same, and of that in order.
        let dead = fails(of(Kind::Unsubscription, "d", NOW - 9.0, "e1"), NOW + 20.0);
        let report = of(Kind::Subscription, "s", NOW, "e2");
        let all = [dead.clone(), report.clone()];
        assert_eq!(ready(&claim(&all, NOW, 30.0, None)), ["s"]);
        assert_eq!(ready(&claim(std::slice::from_ref(&dead), later, 30.0, None)), ["d"]);
        let same = of(Kind::Subscription, "s", NOW, "e1");
        let taken = claim(&[dead, same], NOW, 30.0, None);
        assert_eq!((ready(&taken), taken.next), (vec![], Some(NOW + 20.0)), "first it must go");
        // A report that fails lets an endpoint be forgotten when its next try is due.
        let all = [fails(report, NOW + 20.0), of(Kind::Unsubscription, "d", NOW, "e1")];
        assert_eq!(ready(&claim(&all, NOW, 30.0, None)), Vec::<&str>::new());
        assert_eq!(ready(&claim(&all, later, 30.0, None)), ["d"]);

        // A value that the server can't take, and another; and the first once more.
        let all = [
            fails(of(Kind::App, "a1", NOW - 9.0, "status"), NOW + 20.0),
            of(Kind::App, "a2", NOW, "topics"),
            of(Kind::App, "a3", NOW, "status"),
        ];
        assert_eq!(ready(&claim(&all, later, 30.0, Some("/r"))), ["a2"]);
        let rest = [all[0].clone(), all[2].clone()];
        assert_eq!(ready(&claim(&rest, later, 30.0, Some("/r"))), ["a1"]);
    }

    #[test]
    fn a_server_that_is_gone_holds_up_no_other() {
        let gone = Operation { due: NOW + 9.0, tries: 9, ..made(Kind::Unsubscription, "d", NOW) };
        let moved = Operation { to: "/new".into(), ..made(Kind::Subscription, "s", NOW + 1.0) };
        assert_eq!(ready(&claim(&[gone, moved], NOW + 2.0, 30.0, None)), ["s"]);
    }

    #[test]
    fn a_server_that_wants_to_be_left_alone_is() {
        let held = NOW + 60.0;
        let asked = Operation { held, due: held, tries: 1, ..made(Kind::Unsubscription, "s", NOW) };
        let value = made(Kind::App, "a", NOW);
        let event = Operation { to: "/events".into(), ..made(Kind::Event, "e", NOW) };
        let all = [asked, value, event];
        let taken = claim(&all, NOW, 30.0, Some("/r"));
        assert_eq!((ready(&taken), taken.next), (vec!["e"], Some(held)));
        assert_eq!(ready(&claim(&all, held, 30.0, Some("/r"))), ["s", "a", "e"]);
    }

    #[test]
    fn what_is_not_due_says_when() {
        let later = Operation { due: NOW + 5.0, ..made(Kind::App, "a", NOW) };
        let event = Operation { due: NOW + 9.0, ..made(Kind::Event, "e", NOW) };
        let taken = claim(&[later, event], NOW, 30.0, Some("/r"));
        assert_eq!((ready(&taken), taken.next), (vec![], Some(NOW + 5.0)));
    }
}
