//! After an operation was sent.

use super::{Kind, Operation, Outcome, Step, backoff};

/// The server's answer.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Answer {
    /// The status, 0 where no answer came.
    pub status: u32,
    /// Milliseconds that the server asks to wait.
    pub wait: Option<f64>,
}

/// What becomes of an operation that was `sent` and came to this. `None` where it is gone from the
/// outbox, or another has taken it over since; what it came to then is the other's to say, unless it
/// is done.
pub fn settle(
    all: &[Operation],
    sent: &Operation,
    answer: Answer,
    outcome: Outcome,
    now: f64,
    random: f64,
) -> Option<Step> {
    let mut left = all.iter().find(|one| one.id == sent.id)?.clone();
    if matches!(outcome, Outcome::Done | Outcome::Gone) {
        return Some(Step::Delete(left.id));
    }
    if left.lease != sent.lease {
        return None;
    }
    left.lease = 0.0;
    left.tries = 1 + tried(all, &left);
    if outcome == Outcome::Refused {
        left.refused = answer.status;
        return Some(Step::Put(left));
    }
    if matches!(answer.status, 401 | 404 | 410) && outcome != Outcome::Unsigned {
        left.denied += 1;
    }
    left.held = answer.wait.map_or(0.0, |wait| now + wait);
    left.due = left.held.max(now + backoff(left.tries, random));
    Some(Step::Put(left))
}

/// How often its server was tried in vain. That is down for all that waits for it: if each had waits of its own, a
/// hundred would knock a hundred times as often. An unsubscription alone keeps nobody waiting ([`claim`](super::claim())).
fn tried(all: &[Operation], left: &Operation) -> u32 {
    let alike = |one: &&Operation| one.refused == 0 && one.kind == left.kind && one.to == left.to;
    if left.kind == Kind::Unsubscription {
        return left.tries;
    }
    all.iter().filter(alike).fold(0, |most, one| most.max(one.tries))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::claim;

    const NOW: f64 = 1_800_000_000_000.0;

    fn settled(sent: &Operation, status: u32, wait: Option<f64>, outcome: Outcome) -> Operation {
        let all = [sent.clone()];
        match settle(&all, sent, Answer { status, wait }, outcome, NOW, 1.0) {
            Some(Step::Put(left)) => left,
            other => panic!("{other:?}"),
        }
    }

    /// Sends what is due until then, to a server that is down, and counts.
    fn knocks(kind: Kind, count: u32, until: f64) -> u32 {
        let made = |at| Operation::new(kind, format!("{at}"), "/r", NOW + f64::from(at));
        let mut all: Vec<_> = (0..count).map(made).collect();
        let (mut now, mut knocks) = (NOW + f64::from(count), 0);
        loop {
            let claim = claim(&all, now, 1.0, Some("/r"));
            for sent in claim.ready {
                knocks += 1;
                all.iter_mut().filter(|one| one.id == sent.id).for_each(|one| *one = sent.clone());
                let answer = Answer { status: 503, wait: None };
                let step = settle(&all, &sent, answer, Outcome::Retry, now, 1.0);
                let Some(Step::Put(left)) = step else { panic!("{step:?}") };
                all.iter_mut().filter(|one| one.id == left.id).for_each(|one| *one = left.clone());
            }
            match claim.next {
                Some(next) if next > NOW + until => return knocks,
                Some(next) => now = next,
                None => {}
            }
        }
    }

    #[test]
    fn a_server_that_is_down_is_tried_no_oftener_for_many_than_for_one() {
        for kind in [Kind::App, Kind::Event, Kind::Answer] {
            for until in [25_000.0, 3_600_000.0] {
                let one = knocks(kind, 1, until);
                assert_eq!(knocks(kind, 100, until), one, "{kind:?} in {until}");
                assert!(one < 14, "{one}");
            }
        }
    }

    #[test]
    fn what_is_done_goes_and_what_is_not_waits() {
        let sent = Operation {
            lease: NOW + 30.0,
            tries: 1,
            ..Operation::new(Kind::App, "a".into(), "/r", NOW)
        };
        let all = [sent.clone()];
        let done = settle(&all, &sent, Answer::default(), Outcome::Done, NOW, 1.0);
        assert_eq!(done, Some(Step::Delete("a".into())));

        let later = settled(&sent, 503, None, Outcome::Retry);
        assert_eq!((later.tries, later.due, later.held, later.lease), (2, NOW + 2000.0, 0.0, 0.0));
        let asked = settled(&sent, 429, Some(60_000.0), Outcome::Retry);
        assert_eq!((asked.due, asked.held), (NOW + 60_000.0, NOW + 60_000.0));
        let denied = settled(&sent, 401, None, Outcome::Retry);
        assert_eq!((denied.denied, denied.refused), (1, 0));
        assert_eq!(settled(&sent, 401, None, Outcome::Unsigned).denied, 0);
        assert_eq!(settled(&sent, 404, None, Outcome::Unknown).denied, 1);
        assert_eq!(settled(&sent, 400, None, Outcome::Refused).refused, 400);
    }

    #[test]
    fn only_what_is_done_counts_from_one_who_was_late() {
        let sent = Operation { lease: NOW, ..Operation::new(Kind::App, "a".into(), "/r", NOW) };
        let taken_over = [Operation { lease: NOW + 30.0, ..sent.clone() }];
        let late = |outcome| settle(&taken_over, &sent, Answer::default(), outcome, NOW, 1.0);
        assert_eq!(late(Outcome::Retry), None);
        assert_eq!(late(Outcome::Done), Some(Step::Delete("a".into())));
        assert_eq!(settle(&[], &sent, Answer::default(), Outcome::Retry, NOW, 1.0), None);
    }
}
