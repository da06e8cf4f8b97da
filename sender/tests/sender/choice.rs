//! Which scheme a subscription gets.

use kaipush_sender::{KeyPair, Push, Scheme, Subscription};
use serde_json::{Value, json};

use crate::vapid;

const KAIOS: &str = "https://push.kaiostech.com:8443/wpush/v2/x";
const JIO: &str = "https://update.kai.jiophone.net:8443/wpush/v1/x";
const MOZILLA: &str = "https://updates.push.services.mozilla.com/wpush/v2/x";
const APPLE: &str = "https://web.push.apple.com/x";
const LOOPBACK: &str = "https://127.0.0.1:4000/wpush/v2/x";

fn bare(endpoint: &str) -> Value {
    let keys = KeyPair::generate().unwrap();
    json!({ "endpoint": endpoint, "keys": { "p256dh": keys.public(), "auth": "BTBZMqHH6r4Tts7J_aSIgg" } })
}

fn chosen(value: Value) -> Scheme {
    Subscription::try_from(value).unwrap().scheme()
}

#[test]
fn without_a_report_the_host_decides() {
    for (endpoint, scheme) in [
        (KAIOS, Scheme::Legacy),
        (JIO, Scheme::Legacy),
        (MOZILLA, Scheme::Standard),
        (APPLE, Scheme::Standard),
        (LOOPBACK, Scheme::Standard),
    ] {
        assert_eq!(chosen(bare(endpoint)), scheme, "{endpoint}");
    }
}

#[test]
fn a_report_decides_where_the_host_takes_both_or_is_not_known() {
    let legacy =
        json!({ "encodings": ["aesgcm"], "vapid": "draft-01", "platform": { "system": "kaios3" } });
    let standard = json!({ "encodings": ["aes128gcm", "aesgcm"], "vapid": "rfc8292", "platform": { "system": "web" } });
    let with = |endpoint, report: &Value| {
        let mut report = report.clone();
        report["subscription"] = bare(endpoint);
        chosen(report)
    };
    for endpoint in [MOZILLA, APPLE, LOOPBACK] {
        assert_eq!(with(endpoint, &legacy), Scheme::Legacy);
        assert_eq!(with(endpoint, &standard), Scheme::Standard);
        // Any one of the three is enough.
        for name in ["encodings", "vapid", "platform"] {
            let mut mixed = standard.clone();
            mixed[name] = legacy[name].clone();
            assert_eq!(with(endpoint, &mixed), Scheme::Legacy, "{name}");
        }
    }
    // KaiOS' own take what they take.
    assert_eq!(with(KAIOS, &standard), Scheme::Legacy);
    assert_eq!(with(JIO, &standard), Scheme::Legacy);
}

#[test]
fn the_caller_has_the_last_word() {
    let (kaios, vapid) = (Subscription::try_from(bare(KAIOS)).unwrap(), vapid());
    let encoding = |subscription: &Subscription, push: Push| {
        let request = push.payload("x").request(subscription, &vapid).unwrap();
        request.headers()["content-encoding"].to_str().unwrap().to_owned()
    };
    assert_eq!(encoding(&kaios, Push::new()), "aesgcm");
    assert_eq!(encoding(&kaios, Push::new().scheme(Scheme::Standard)), "aes128gcm");
    let changed = kaios.with_scheme(Scheme::Standard);
    assert_eq!(encoding(&changed, Push::new()), "aes128gcm");
    assert_eq!(encoding(&changed, Push::new().scheme(Scheme::Legacy)), "aesgcm");
}
