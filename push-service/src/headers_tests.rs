//! Tests of the header rules.

use super::*;

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let pair = |&(name, value): &(&'static str, &str)| {
        (HeaderName::from_static(name), value.parse().unwrap())
    };
    pairs.iter().map(pair).collect()
}

fn errno(pairs: &[(&'static str, &str)], has_data: bool) -> Option<u16> {
    PushHeaders::read(&headers(pairs), has_data).unwrap_err().errno()
}

const TTL: (&str, &str) = ("ttl", "60");
const AESGCM: (&str, &str) = ("content-encoding", "aesgcm");
const SALT: (&str, &str) = ("encryption", "salt=\"YWJj=\"");
const KEYS: (&str, &str) = ("crypto-key", "dh=ZGVm;p256ecdsa=Z2hp");

#[test]
fn ttl_is_asked_for_and_capped() {
    assert_eq!(errno(&[], false), Some(111));
    assert_eq!(errno(&[("ttl", "soon")], false), Some(111));
    assert_eq!(errno(&[("ttl", "-1")], false), Some(114));
    let read = PushHeaders::read(&headers(&[("ttl", "99999999")]), false).unwrap();
    assert_eq!(read.ttl, Duration::from_secs(MAX_TTL));
    assert_eq!(read.encryption, None);
}

#[test]
fn topic_is_short_and_plain() {
    let topic = |topic: &str| {
        let headers = headers(&[TTL, ("topic", topic)]);
        PushHeaders::read(&headers, false).map_err(|refusal| refusal.errno())
    };
    assert_eq!(topic("inbox_-1").unwrap().topic.as_deref(), Some("inbox_-1"));
    assert_eq!(topic(&"a".repeat(33)), Err(Some(113)));
    assert_eq!(topic("in box"), Err(Some(113)));
    assert_eq!(topic(""), Err(Some(113)));
}

#[test]
fn aesgcm_needs_salt_and_key() {
    assert_eq!(errno(&[TTL], true), Some(110));
    assert_eq!(errno(&[TTL, ("content-encoding", "br")], true), Some(110));
    assert_eq!(errno(&[TTL, AESGCM], true), Some(110));
    assert_eq!(errno(&[TTL, AESGCM, SALT], true), Some(110));
    assert_eq!(errno(&[TTL, AESGCM, KEYS], true), Some(110));
    let bad_salt = ("encryption", "salt=a+b/");
    assert_eq!(errno(&[TTL, AESGCM, bad_salt, KEYS], true), Some(110));
    let no_dh = ("crypto-key", "p256ecdsa=Z2hp");
    assert_eq!(errno(&[TTL, AESGCM, SALT, no_dh], true), Some(110));
}

#[test]
fn aesgcm_goes_on_clean() {
    let read = PushHeaders::read(&headers(&[TTL, AESGCM, SALT, KEYS]), true).unwrap();
    let clean = Encryption::Aesgcm {
        encryption: "salt=YWJj".into(),
        crypto_key: "dh=ZGVm;p256ecdsa=Z2hp".into(),
    };
    assert_eq!(read.encryption, Some(clean));
}

#[test]
fn aes128gcm_has_nothing_beside_the_body() {
    let new = ("content-encoding", "aes128gcm");
    assert_eq!(errno(&[TTL, new, SALT], true), Some(110));
    assert_eq!(errno(&[TTL, new, KEYS], true), Some(110));
    let read = PushHeaders::read(&headers(&[TTL, new]), true).unwrap();
    assert_eq!(read.encryption, Some(Encryption::Aes128gcm));
}

#[test]
fn without_a_body_encryption_does_not_matter() {
    let read = PushHeaders::read(&headers(&[TTL, AESGCM]), false).unwrap();
    assert_eq!(read.encryption, None);
}
