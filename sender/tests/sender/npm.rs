//! The same push from both, field by field.

use std::time::Duration;

use base64::prelude::*;
use kaipush_sender::{KeyPair, Push, Scheme, Urgency, Vapid};
use serde_json::{Map, Value, json};

use crate::SUBJECT;
use crate::node::{Browser, ask, headers};

const ENDPOINT: &str = "https://push.kaiostech.com:8443/wpush/v2/gAAAAABk-x_y";

/// One comparison: what was asked for, and what both made of it.
struct Pair {
    scheme: Scheme,
    key: String,
    ours: Map<String, Value>,
    theirs: Map<String, Value>,
}

/// Builds a push here and in npm, compares method, address and names, and lets the browser decrypt both.
fn compare(scheme: Scheme, payload: &[u8], push: Push, options: Value) {
    let (browser, keys) = (Browser::new(), KeyPair::generate().unwrap());
    let vapid = Vapid::new(SUBJECT, keys.public(), keys.private()).unwrap();
    let push = push.payload(payload).scheme(scheme);
    let request = push.request(&browser.subscription(ENDPOINT), &vapid).unwrap();

    let mut all = json!({ "contentEncoding": scheme.encoding() });
    all.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    let payload = (!payload.is_empty()).then(|| BASE64_URL_SAFE_NO_PAD.encode(payload));
    let npm = ask(
        "build",
        &json!({
            "subscription": { "endpoint": ENDPOINT, "keys": browser.keys() },
            "vapid": { "subject": SUBJECT, "public": keys.public(), "private": keys.private() },
            "payload": payload, "options": all,
        }),
    );
    assert_eq!(npm["method"], request.method().as_str());
    assert_eq!(npm["endpoint"], request.uri().to_string());

    let theirs = npm["headers"].as_object().unwrap();
    let theirs: Map<_, _> =
        theirs.iter().map(|(name, value)| (name.to_ascii_lowercase(), text(value))).collect();
    let ours = headers(&request).as_object().unwrap().clone();
    if let Some(payload) = payload {
        assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(browser.read(&request)), payload);
        let body = npm["body"].as_str().unwrap();
        let read = browser.open(scheme.encoding(), &theirs.clone().into(), body);
        assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(read), payload);
    } else {
        assert!(request.body().is_empty() && npm["body"].is_null());
    }
    Pair { scheme, key: keys.public().to_owned(), ours, theirs }.check();
}

impl Pair {
    fn check(&self) {
        let names = |headers: &Map<String, Value>| {
            let mut names: Vec<_> = headers.keys().cloned().collect();
            names.sort();
            names
        };
        assert_eq!(names(&self.ours), names(&self.theirs));
        for (name, ours) in &self.ours {
            let both = [ours, &self.theirs[name]].map(|value| value.as_str().unwrap());
            match &**name {
                "authorization" => self.tokens(both),
                "encryption" => both.iter().for_each(|value| parts(value, &[("salt", 16)])),
                "crypto-key" => self.keys(both),
                _ => assert_eq!(both[0], both[1], "{name}"),
            }
        }
    }

    /// Signed by the same key, with the same claims; only the time may differ by what the test took.
    fn tokens(&self, both: [&str; 2]) {
        let [ours, theirs] = both.map(|value| {
            let token = match self.scheme {
                Scheme::Legacy => value.strip_prefix("WebPush ").unwrap(),
                _ => {
                    let key = format!(", k={}", self.key);
                    value.strip_prefix("vapid t=").unwrap().strip_suffix(&key).unwrap()
                }
            };
            let read = ask("verify", &json!({ "token": token, "key": self.key }));
            assert_eq!(read["good"], true, "{value}");
            read
        });
        assert_eq!(ours["head"], theirs["head"]);
        for claim in ["aud", "sub"] {
            assert_eq!(ours["claims"][claim], theirs["claims"][claim]);
        }
        assert_eq!(ours["claims"]["aud"], "https://push.kaiostech.com:8443");
        let [ours, theirs] = [&ours, &theirs].map(|token| token["claims"]["exp"].as_u64().unwrap());
        assert!(ours.abs_diff(theirs) < 120, "exp: {ours} and {theirs}");
    }

    fn keys(&self, both: [&str; 2]) {
        let [ours, theirs] = both.map(|value| value.rsplit_once("p256ecdsa=").unwrap());
        assert_eq!((ours.1, theirs.1), (&*self.key, &*self.key));
        // An empty push has no key of its own.
        assert_eq!(ours.0.is_empty(), theirs.0.is_empty());
        for (value, _) in [ours, theirs].iter().filter(|(dh, _)| !dh.is_empty()) {
            parts(value.strip_suffix(';').unwrap(), &[("dh", 65)]);
        }
    }
}

/// A header of the form `name=base64url;…`, with so many bytes in each.
fn parts(value: &str, wanted: &[(&str, usize)]) {
    let found: Vec<_> = value
        .split(';')
        .map(|part| part.split_once('=').unwrap())
        .map(|(name, value)| (name, BASE64_URL_SAFE_NO_PAD.decode(value).unwrap().len()))
        .collect();
    assert_eq!(found, wanted);
}

fn text(value: &Value) -> Value {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned).into()
}

const BOTH: [Scheme; 2] = [Scheme::Legacy, Scheme::Standard];

#[test]
fn a_push_with_nothing_set() {
    for scheme in BOTH {
        compare(scheme, b"{\"title\":\"Hi\"}", Push::new(), json!({}));
    }
}

#[test]
fn a_push_with_all_set() {
    for scheme in BOTH {
        let push =
            Push::new().ttl(Duration::from_secs(60)).urgency(Urgency::VeryLow).topic("chat_7-A");
        let options = json!({ "TTL": 60, "urgency": "very-low", "topic": "chat_7-A" });
        compare(scheme, "Grüße, 👋".as_bytes(), push, options);
    }
}

#[test]
fn an_empty_push() {
    for scheme in BOTH {
        let push = Push::new().ttl(Duration::ZERO).urgency(Urgency::High);
        compare(scheme, b"", push, json!({ "TTL": 0, "urgency": "high" }));
    }
}

#[test]
fn the_largest_push() {
    for scheme in BOTH {
        let push = Push::new().urgency(Urgency::Low);
        compare(scheme, &vec![b'x'; scheme.most()], push, json!({ "urgency": "low" }));
    }
}

#[test]
fn npm_signs_with_our_keys_and_we_with_npms() {
    // `compare` gives npm a pair that was made here; this is the other way round.
    let keys = ask("make", &Value::Null);
    let [public, private] = [&keys["p256dh"], &keys["private"]].map(|key| key.as_str().unwrap());
    assert_eq!(Vapid::new(SUBJECT, public, private).unwrap().public_key(), public);
}
