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
/// milliseconds. Several pages and workers may run at once; so the first of a lane, while another
/// sends it or while it waits for its time, holds up those behind it.
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
        let Some(first) = waiting.min_by(|a, b| a.made.total_cmp(&b.made)) else { continue };
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
    fn what_is_not_due_says_when() {
        let later = Operation { due: NOW + 5.0, ..made(Kind::App, "a", NOW) };
        let event = Operation { due: NOW + 9.0, ..made(Kind::Event, "e", NOW) };
        let taken = claim(&[later, event], NOW, 30.0, true);
        assert_eq!((ready(&taken), taken.next), (vec![], Some(NOW + 5.0)));
    }
}
