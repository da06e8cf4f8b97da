//! Who sends what, and when.

use super::operation::is_ahead;
use super::{Lane, Operation};

/// What one page or worker may send now.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Claim {
    /// One of each lane at most, leased: nobody else sends it meanwhile.
    pub ready: Vec<Operation>,
    /// When to look again, if something waits for its time.
    pub next: Option<f64>,
}

/// Takes the first operation of each lane that is due and that nobody is sending, for `lease`
/// milliseconds. Several pages and workers may run at once; so the first of an ordered lane, while
/// another sends it or while it waits for its time, holds up those behind it. In other lanes one whose
/// sender has died with the lease holds up nobody; but one that failed is tried first, and while it
/// waits, a server that is down is left alone.
///
/// `known`: the server knows the subscription. Without one there is nothing that the app's values
/// could stand beside.
pub fn claim(all: &[Operation], now: f64, lease: f64, known: bool) -> Claim {
    let mut claim = Claim::default();
    for lane in Lane::ALL {
        if lane == Lane::App && !known {
            continue;
        }
        let waiting = all.iter().filter(|one| one.kind.lane() == lane && one.refused == 0);
        let rank = |one: &Operation| {
            let leased = one.is_leased(now);
            let due = if leased { one.lease } else { one.due };
            if lane.ordered() { (false, false, one.made) } else { (leased, one.tries == 0, due) }
        };
        let first = waiting.min_by(|a, b| {
            let (a, b) = (rank(a), rank(b));
            (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2))
        });
        let Some(first) = first else { continue };
        let due = if first.is_leased(now) { first.lease } else { first.due };
        if is_ahead(due, now) {
            claim.next = Some(claim.next.map_or(due, |next| next.min(due)));
        } else {
            claim.ready.push(Operation { lease: now + lease, ..first.clone() });
        }
    }
    claim
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::Kind;

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
            made(Kind::Subscription, "s2", NOW - 1.0),
            made(Kind::Unsubscription, "s1", NOW - 2.0),
            made(Kind::App, "a1", NOW - 1.0),
            made(Kind::Event, "e1", NOW),
        ];
        let taken = claim(&all, NOW, 30.0, true);
        assert_eq!(ready(&taken), ["s1", "a1", "e1"]);
        assert_eq!((taken.ready[0].lease, taken.next), (NOW + 30.0, None));
        assert_eq!(ready(&claim(&all, NOW, 30.0, false)), ["s1", "e1"]);

        // Somebody else sends the first: the second waits for it, and other lanes don't.
        all[1].lease = NOW + 10.0;
        let taken = claim(&all, NOW, 30.0, true);
        assert_eq!((ready(&taken), taken.next), (vec!["a1", "e1"], Some(NOW + 10.0)));
        // He died.
        assert_eq!(ready(&claim(&all, NOW + 10.0, 30.0, true)), ["s1", "a1", "e1"]);
        // It was given up.
        all[1].refused = 400;
        assert_eq!(ready(&claim(&all, NOW, 30.0, false)), ["s2", "e1"]);
    }

    #[test]
    fn events_wait_for_no_dead_sender_but_for_a_server_that_is_down() {
        let mut all: Vec<_> = (0..3)
            .map(|number: u8| made(Kind::Event, &number.to_string(), NOW + f64::from(number)))
            .collect();
        let later = NOW + 5.0;
        all[0].lease = later + 10.0;
        assert_eq!(ready(&claim(&all, later, 30.0, true)), ["1"]);
        // The second has failed: it is the next to be tried, at its time.
        all[1] = Operation { tries: 1, due: later + 3.0, ..all[1].clone() };
        let taken = claim(&all, later, 30.0, true);
        assert_eq!((ready(&taken), taken.next), (vec![], Some(later + 3.0)));
        assert_eq!(ready(&claim(&all, later + 3.0, 30.0, true)), ["1"]);
        // With nothing else left, the end of the lease is what is waited for.
        let taken = claim(&all[..1], later, 30.0, true);
        assert_eq!((ready(&taken), taken.next), (vec![], Some(later + 10.0)));
    }

    #[test]
    fn what_is_not_due_says_when() {
        let later = Operation { due: NOW + 5.0, ..made(Kind::App, "a", NOW) };
        let event = Operation { due: NOW + 9.0, ..made(Kind::Event, "e", NOW) };
        let taken = claim(&[later, event], NOW, 30.0, true);
        assert_eq!((ready(&taken), taken.next), (vec![], Some(NOW + 5.0)));
    }
}
