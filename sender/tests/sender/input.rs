//! Whatever comes in the place of a subscription, an error names the field, and nothing panics.

use kaipush_sender::{Error, KeyPair, Subscription};
use serde_json::{Value, json};

fn report() -> Value {
    json!({
        "subscription": {
            "endpoint": "https://127.0.0.1:4000/wpush/v2/x",
            "keys": { "p256dh": KeyPair::generate().unwrap().public(), "auth": "BTBZMqHH6r4Tts7J_aSIgg" }
        },
        "old": null,
        "platform": { "system": "kaios2.5", "host": "other" },
        "encodings": ["aesgcm"],
        "vapid": "draft-01"
    })
}

fn faulty(value: &Value) -> Option<&'static str> {
    match Subscription::try_from(value) {
        Ok(_) => None,
        Err(error) => {
            assert!(matches!(error, Error::Subscription(_)), "{error:?}");
            assert!(error.to_string().starts_with(error.field().unwrap()), "{error}");
            error.field()
        }
    }
}

/// Where in the report, what an error calls it, whether it must be there, and what type it is.
const FIELDS: [(&str, &str, bool, &str); 8] = [
    ("/subscription/endpoint", "endpoint", true, "text"),
    ("/subscription/keys", "keys", true, "object"),
    ("/subscription/keys/p256dh", "keys.p256dh", true, "text"),
    ("/subscription/keys/auth", "keys.auth", true, "text"),
    ("/platform", "platform", false, "object"),
    ("/platform/system", "platform.system", false, "text"),
    ("/encodings", "encodings", false, "list"),
    ("/vapid", "vapid", false, "text"),
];

#[test]
fn every_field_missing_or_of_a_wrong_type() {
    for (path, name, needed, kind) in FIELDS {
        let with = |value: Value| {
            let mut report = report();
            *report.pointer_mut(path).unwrap() = value;
            faulty(&report)
        };
        let mut without = report();
        let (parent, member) = path.rsplit_once('/').unwrap();
        let parent = without.pointer_mut(parent).unwrap();
        parent.as_object_mut().unwrap().remove(member);
        let missing = needed.then_some(name);
        assert_eq!(faulty(&without), missing, "{path} removed");
        assert_eq!(with(Value::Null), missing, "{path} null");
        for (other, value) in [
            ("number", json!(7)),
            ("boolean", json!(true)),
            ("text", json!("?")),
            ("list", json!([])),
            ("object", json!({})),
        ] {
            if other != kind {
                assert_eq!(with(value), Some(name), "{path} is a {other}");
            }
        }
    }
    for whole in [Value::Null, json!(1), json!("x"), json!([])] {
        assert_eq!(faulty(&whole), Some("subscription"));
        let mut report = report();
        report["subscription"] = whole.clone();
        let wanted = if whole.is_null() { "endpoint" } else { "subscription" };
        assert_eq!(faulty(&report), Some(wanted));
    }
}

#[test]
fn every_cut_and_every_changed_character() {
    let text = report().to_string();
    for end in 0..text.len() {
        assert!(text[..end].parse::<Subscription>().is_err(), "cut after {end}");
    }
    for at in 0..text.len() {
        for new in ["", "\"", "0", "é", "\u{0}", "{"] {
            let changed = format!("{}{new}{}", &text[..at], &text[at + 1..]);
            if let Err(error) = changed.parse::<Subscription>() {
                assert!(error.field().is_some(), "{error}");
            }
        }
    }
}

#[test]
fn keys_are_read_however_they_are_spelled() {
    let report = report();
    let keys = &report["subscription"]["keys"];
    let [p256dh, auth] = ["p256dh", "auth"].map(|name| keys[name].as_str().unwrap());
    let usual = |key: &str| format!("{}=", key.replace('-', "+").replace('_', "/"));
    let endpoint = "https://push.example/x";
    let one = Subscription::new(endpoint, p256dh, auth).unwrap();
    let same = Subscription::new(endpoint, &usual(p256dh), &format!("{}=", usual(auth))).unwrap();
    assert_eq!(one, same);
}

#[test]
fn it_is_read_by_serde_as_well() {
    let report = report();
    let read: Subscription = serde_json::from_value(report.clone()).unwrap();
    assert_eq!(read, Subscription::try_from(report).unwrap());
    let error = serde_json::from_str::<Subscription>("{}").unwrap_err();
    assert!(error.to_string().starts_with("endpoint: is missing"), "{error}");
}
