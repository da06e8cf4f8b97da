use super::*;
use crate::JsonSink;
use serde_json::json;

const NOW: u32 = 1_700_000_000;

fn days(count: u32) -> u32 {
    NOW + count * DAY
}

fn new_user() -> Past {
    Past::default().visited(NOW)
}

#[test]
fn visits_and_time_are_waited_for() {
    let rule = Ask::new().visits(2).after(60);
    assert!(!rule.may(&new_user(), NOW + 60), "one visit");
    let second = new_user().visited(NOW + 30);
    assert!(!rule.may(&second, NOW + 59), "too soon");
    assert!(rule.may(&second, NOW + 60));
    assert!(Ask::new().may(&new_user(), NOW), "by default at once");
}

#[test]
fn not_now_is_asked_again_twice_and_never_more() {
    let rule = Ask::new();
    let once = new_user().postponed(NOW);
    assert!(!rule.may(&once, NOW) && !rule.may(&once, days(7) - 1));
    assert!(rule.may(&once, days(7)));
    let twice = once.postponed(days(7));
    assert!(!rule.may(&twice, days(36)));
    assert!(rule.may(&twice, days(37)));
    let thrice = twice.postponed(days(37));
    assert!(!rule.may(&thrice, days(5_000)));
    assert!(!Ask::new().again([]).may(&new_user().postponed(NOW), days(5_000)));
}

#[test]
fn a_long_rule_ends_too() {
    let rule = Ask::new().again([1; 12]);
    let noes = |count: u32| (0..count).fold(new_user(), |past, day| past.postponed(days(day)));
    assert!(rule.may(&noes(12), days(12)));
    assert!(!rule.may(&noes(13), days(5_000)));
    let longest = Ask::new().again([0; 200]);
    assert!(longest.may(&noes(99), days(99)));
    assert!(!longest.may(&noes(100), days(5_000)) && !longest.may(&noes(150), days(5_000)));
    assert_eq!(Ask::read(&json!({ "again": vec![0; 200] })), Ok(longest));
    // Also after many starts, each of which reads what the last one wrote.
    let mut past = new_user();
    for day in 0..13 {
        let sink = JsonSink::empty();
        past.postponed(days(day)).write(&sink);
        past = Past::read(&sink.finish());
    }
    assert!(!rule.may(&past, days(5_000)));
}

#[test]
fn the_systems_dialog_counts_too() {
    let rule = Ask::new();
    let answered = |answer, took| new_user().answered(answer, took, NOW);
    let closed = answered(Answer::Default, 2_000.0);
    assert!(!rule.may(&closed, days(6)) && rule.may(&closed, days(7)));
    // No user is that quick: the browser has not asked at all.
    assert!(rule.may(&answered(Answer::Default, 3.0), NOW));
    let refused = answered(Answer::Denied, 3.0);
    assert!(!rule.may(&refused, days(6)), "even if Settings say `ask` again");
    let refused_twice = refused.postponed(days(7));
    assert!(!rule.may(&refused_twice, days(36)) && rule.may(&refused_twice, days(37)));
    assert!(rule.may(&refused_twice.answered(Answer::Granted, 900.0, NOW), NOW));
}

#[test]
fn a_wrong_clock_does_not_silence_the_app() {
    let from_the_future = new_user().postponed(days(9_000)).visited(days(1));
    assert!(!Ask::new().may(&from_the_future, days(7)));
    assert!(Ask::new().may(&from_the_future, days(8)));
    let before = Past::default().visited(days(9_000)).visited(NOW);
    assert!(Ask::new().after(60).may(&before, NOW + 60));
}

/// The battery was out: until the network sets it the clock stands in 1970.
#[test]
fn a_start_without_a_clock_brings_no_question() {
    let rule = Ask::new().after(60);
    let postponed = new_user().postponed(NOW);
    assert!(!rule.may(&postponed, 90), "nobody knows how long ago it was");
    let awake = postponed.visited(90).visited(days(1));
    assert!(!rule.may(&awake, days(7) - 1) && rule.may(&awake, days(7)));
    // A "not now" that came while it stood there: the days begin when the clock is right.
    let asleep = new_user().visited(90).postponed(100);
    assert!(!rule.may(&asleep, 200) && !rule.may(&asleep, days(1)));
    let awake = asleep.visited(days(1));
    assert!(!rule.may(&awake, days(8) - 1) && rule.may(&awake, days(8)));
    // So does what is waited for after the first start.
    let new = Past::default().visited(90);
    assert!(rule.may(&new, 150) && !rule.may(&new, NOW));
    assert!(rule.may(&new.visited(NOW), NOW + 60));
}

#[test]
fn what_was_written_is_read_and_rubbish_is_nothing() {
    let past = new_user().postponed(NOW).answered(Answer::Denied, 900.0, days(1));
    let sink = JsonSink::empty();
    past.write(&sink);
    assert_eq!(Past::read(&sink.finish()), past);
    for rubbish in [
        json!(7),
        json!([]),
        json!({ "visits": "1", "first": -1, "postponed": 3, "refused": [null, "x", 1e99] }),
    ] {
        assert_eq!(Past::read(&rubbish), Past::default(), "{rubbish}");
    }
    let many = (0..150).fold(new_user(), |past, day| past.postponed(days(day)));
    assert_eq!(many.postponed.len(), KEEP);
    assert_eq!(many.last_no(), Some(days(149)));
}

#[test]
fn a_wrong_rule_names_its_field() {
    let rule = json!({ "visits": 3, "after": 60, "again": [] });
    assert_eq!(Ask::read(&rule), Ok(Ask::new().visits(3).after(60).again([])));
    assert_eq!(Ask::read(&json!({})), Ok(Ask::new()));
    for (rule, field) in [
        (json!(true), "ask"),
        (json!([7]), "ask"),
        (json!({ "visits": "3" }), "ask.visits"),
        (json!({ "visits": -1 }), "ask.visits"),
        (json!({ "after": 0.5 }), "ask.after"),
        (json!({ "again": 7 }), "ask.again"),
        (json!({ "again": [7, "30"] }), "ask.again"),
    ] {
        assert_eq!(Ask::read(&rule), Err(field), "{rule}");
    }
}
