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
