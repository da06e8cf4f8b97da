//! An app's server: a key, its signature, its pushes.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

pub struct Sender(EcdsaKeyPair);

/// A push before it is posted: a path and what goes with it.
#[derive(Clone)]
pub struct Push {
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Sender {
    pub fn new() -> Self {
        let (rng, alg) = (SystemRandom::new(), &ECDSA_P256_SHA256_FIXED_SIGNING);
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(alg, &rng).unwrap();
        Self(EcdsaKeyPair::from_pkcs8(alg, pkcs8.as_ref(), &rng).unwrap())
    }

    /// The public key, base64url without padding.
    pub fn key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key())
    }

    pub fn sign(&self, claims: &Value) -> String {
        let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let signed = format!("{}.{}", part(&json!({ "alg": "ES256" })), part(claims));
        let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// Good claims for an endpoint.
    pub fn claims(endpoint: &str) -> Value {
        let origin = &endpoint[..endpoint.find("/wpush").unwrap()];
        json!({ "aud": origin, "exp": now() + 12 * 60 * 60, "sub": "mailto:a@b.example" })
    }

    /// What KaiOS takes: aesgcm, VAPID's first draft.
    pub fn push(&self, endpoint: &str) -> Push {
        let token = self.sign(&Self::claims(endpoint));
        Push::new(endpoint)
            .with("Content-Encoding", "aesgcm")
            .with("Encryption", "salt=c2FsdHNhbHRzYWx0c2FsdA")
            .with("Crypto-Key", format!("dh=BHNlbmRlcg;p256ecdsa={}", self.key()))
            .with("Authorization", format!("WebPush {token}"))
            .data("aesgcm data")
    }

    /// What the standards say: aes128gcm, RFC 8292.
    pub fn modern_push(&self, endpoint: &str) -> Push {
        let token = self.sign(&Self::claims(endpoint));
        Push::new(endpoint)
            .with("Content-Encoding", "aes128gcm")
            .with("Authorization", format!("vapid t={token}, k={}", self.key()))
            .data("aes128gcm data")
    }
}

impl Push {
    /// No body, no authorization, a minute's TTL.
    pub fn new(endpoint: &str) -> Self {
        Self {
            path: endpoint[endpoint.find("/wpush").unwrap()..].to_owned(),
            headers: vec![("TTL", "60".to_owned())],
            body: vec![],
        }
    }

    /// Sets a header.
    pub fn with(self, name: &'static str, value: impl Into<String>) -> Self {
        let mut push = self.without(name);
        push.headers.push((name, value.into()));
        push
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self
    }

    pub fn data(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub fn ttl(self, seconds: u32) -> Self {
        self.with("TTL", seconds.to_string())
    }
}

pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}
