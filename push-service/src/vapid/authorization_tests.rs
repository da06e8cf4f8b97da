//! Tests of reading and checking `Authorization`.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};

use super::*;

const ORIGIN: &str = "https://127.0.0.1:8443";
const HEAD: &str = r#"{"typ":"JWT","alg":"ES256"}"#;
const CLAIMS: &str = r#"{"aud":"https://127.0.0.1:8443","exp":2000,"sub":"mailto:a@b.example"}"#;

struct Sender(EcdsaKeyPair);

impl Sender {
    fn new() -> Self {
        let rng = SystemRandom::new();
        let alg = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(alg, &rng).unwrap();
        Self(EcdsaKeyPair::from_pkcs8(alg, pkcs8.as_ref(), &rng).unwrap())
    }

    fn key(&self) -> String {
        base64url::encode(self.0.public_key())
    }

    fn token(&self, head: &str, claims: &str) -> String {
        let signed = format!("{}.{}", base64url::encode(head), base64url::encode(claims));
        let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", base64url::encode(signature))
    }
}

fn headers(pairs: &[(&'static str, String)]) -> HeaderMap {
    let pair = |(name, value): &(&'static str, String)| {
        let name = axum::http::HeaderName::from_static(name);
        (name, value.parse().unwrap())
    };
    pairs.iter().map(pair).collect()
}

fn draft(token: &str, key: &str) -> HeaderMap {
    headers(&[
        ("authorization", format!("WebPush {token}")),
        ("crypto-key", format!("dh=abc;p256ecdsa={key}")),
    ])
}

fn standard(token: &str, key: &str) -> HeaderMap {
    headers(&[("authorization", format!("vapid t={token}, k={key}"))])
}

fn check(headers: &HeaderMap, subscription: Option<&str>) -> Result<(), Refusal> {
    let subscription = subscription.map(|key| ServerKey::parse(key).unwrap());
    let authorization = Authorization::read(headers)?.expect("there is an Authorization");
    authorization.check(subscription.as_ref(), ORIGIN, 1000)
}

fn message(headers: &HeaderMap) -> String {
    let refusal = check(headers, None).unwrap_err();
    assert_eq!((refusal.status(), refusal.errno()), (401, Some(109)));
    refusal.message().to_owned()
}

#[test]
fn both_schemes_pass() {
    let sender = Sender::new();
    let token = sender.token(HEAD, CLAIMS);
    for headers in [draft(&token, &sender.key()), standard(&token, &sender.key())] {
        assert_eq!(check(&headers, Some(&sender.key())), Ok(()));
        assert_eq!(check(&headers, None), Ok(()));
    }
    assert!(Authorization::read(&HeaderMap::new()).unwrap().is_none());
}

#[test]
fn a_key_other_than_the_subscriptions_is_refused() {
    let (sender, other) = (Sender::new(), Sender::new());
    let headers = draft(&sender.token(HEAD, CLAIMS), &sender.key());
    let refusal = check(&headers, Some(&other.key())).unwrap_err();
    assert!(refusal.message().contains("applicationServerKey"));
}

#[test]
fn a_signature_by_another_is_refused() {
    let (sender, other) = (Sender::new(), Sender::new());
    let headers = draft(&other.token(HEAD, CLAIMS), &sender.key());
    assert!(message(&headers).contains("signature"));
}

#[test]
fn what_is_no_token_is_refused() {
    let sender = Sender::new();
    for token in ["", "abc", "a.b", "a.b.c", "....", "t=a.b.c"] {
        message(&draft(token, &sender.key()));
    }
    let none = sender.token(r#"{"alg":"none"}"#, CLAIMS);
    assert!(message(&draft(&none, &sender.key())).contains("ES256"));
    let text = sender.token(HEAD, "no json");
    assert!(message(&draft(&text, &sender.key())).contains("claims"));
    let late = sender.token(HEAD, &CLAIMS.replace("2000", "900"));
    assert!(message(&standard(&late, &sender.key())).contains("exp is past"));
}

#[test]
fn missing_parts_are_named() {
    let sender = Sender::new();
    let token = sender.token(HEAD, CLAIMS);
    let only = |value: String| headers(&[("authorization", value)]);
    assert!(message(&only("Basic abc".into())).contains("scheme"));
    assert!(message(&only(format!("vapid t={token}"))).contains("k= is missing"));
    assert!(message(&only(format!("vapid k={}", sender.key()))).contains("t= is missing"));
    assert!(message(&standard(&token, "abc")).contains("the sender's key"));
    let refusal = check(&only(format!("WebPush {token}")), None).unwrap_err();
    assert_eq!((refusal.status(), refusal.errno()), (400, Some(110)));
}
