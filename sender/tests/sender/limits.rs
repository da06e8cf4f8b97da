//! What one push may be, and what no two pushes share.

use std::collections::HashSet;
use std::thread;

use kaipush_sender::{Error, KeyPair, Push, Scheme, Subscription};

use crate::vapid;

fn subscription() -> Subscription {
    let keys = KeyPair::generate().unwrap();
    Subscription::new("https://push.example/x", keys.public(), "BTBZMqHH6r4Tts7J_aSIgg").unwrap()
}

#[test]
fn the_body_is_4096_bytes_and_not_one_more() {
    let (subscription, vapid) = (subscription(), vapid());
    for (scheme, most) in [(Scheme::Legacy, 4078), (Scheme::Standard, 3993)] {
        let push = |bytes| Push::new().scheme(scheme).payload(vec![7; bytes]);
        assert_eq!(push(most).request(&subscription, &vapid).unwrap().body().len(), 4096);
        let error = push(most + 1).request(&subscription, &vapid).unwrap_err();
        let said = format!("payload: {} bytes, at most {most} for {}", most + 1, scheme.encoding());
        assert!(error.to_string().starts_with(&said), "{error}");
        assert!(matches!(error, Error::Push(_)));
    }
}

#[test]
fn a_topic_is_1_to_32_base64url_characters() {
    let (subscription, vapid) = (subscription(), vapid());
    let request = |topic: &str| Push::new().topic(topic).request(&subscription, &vapid);
    assert_eq!(request("a-Z_0").unwrap().headers()["topic"], "a-Z_0");
    assert!(request(&"x".repeat(32)).is_ok());
    for topic in ["", "a b", "é", "a\r\nb", "a=", &"x".repeat(33)] {
        assert_eq!(request(topic).unwrap_err().field(), Some("topic"), "{topic:?}");
    }
}

#[test]
fn what_is_no_json_is_an_error() {
    let map = std::collections::HashMap::from([((1, 2), 3)]);
    assert_eq!(Push::new().json(&map).unwrap_err().field(), Some("payload"));
}

#[test]
fn every_message_has_its_own_key_and_salt_and_all_share_a_token() {
    let (subscription, vapid) = (subscription().with_scheme(Scheme::Legacy), vapid());
    let push = Push::new().payload("the same");
    let of = |name: &str| -> HashSet<String> {
        thread::scope(|scope| {
            let send = || {
                let request = push.request(&subscription, &vapid.clone()).unwrap();
                request.headers()[name].to_str().unwrap().to_owned()
            };
            let threads: Vec<_> = (0..20).map(|_| scope.spawn(send)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        })
    };
    assert_eq!(of("encryption").len(), 20);
    assert_eq!(of("crypto-key").len(), 20);
    assert_eq!(of("authorization").len(), 1);
}

#[test]
fn the_token_is_kept_out_of_logs() {
    let request = Push::new().request(&subscription(), &vapid()).unwrap();
    assert!(request.headers()["authorization"].is_sensitive());
    assert!(!format!("{request:?}").contains("vapid t="));
}
