//! A token: who sends, to which push service, until when.

use base64::prelude::*;
use ring::rand::SystemRandom;
use ring::signature::{EcdsaKeyPair, KeyPair as _};
use serde_json::Value;

use crate::Error;

/// Signs for one contact with one key.
pub(super) struct Signer {
    subject: String,
    keys: EcdsaKeyPair,
    public: String,
}

impl Signer {
    /// Checks the contact (RFC 8292, section 2.1). Apple refuses one that is no real address, others do
    /// not look.
    pub(super) fn new(subject: &str, keys: EcdsaKeyPair) -> Result<Self, Error> {
        let contact = ["mailto:", "https://"].iter().find_map(|start| subject.strip_prefix(start));
        let good = |rest: &str| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace());
        if !contact.is_some_and(good) {
            let why = format!("{subject:?} must be mailto:ADDRESS or https://PAGE");
            return Err(Error::vapid("subject", why));
        }
        let public = BASE64_URL_SAFE_NO_PAD.encode(keys.public_key());
        Ok(Self { subject: subject.to_owned(), keys, public })
    }

    pub(super) fn public_key(&self) -> &str {
        &self.public
    }

    /// A JSON Web Token signed with ES256 (RFC 8292, section 2).
    pub(super) fn token(&self, audience: &str, expiry: u64) -> Result<String, Error> {
        let signed = unsigned(audience, expiry, &self.subject);
        let signature = self.keys.sign(&SystemRandom::new(), signed.as_bytes());
        let signature = signature.map_err(|_| Error::Crypto)?;
        Ok(format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature)))
    }
}

fn unsigned(audience: &str, expiry: u64, subject: &str) -> String {
    let [audience, subject] = [audience, subject].map(|text| Value::from(text).to_string());
    let head = r#"{"typ":"JWT","alg":"ES256"}"#;
    let claims = format!(r#"{{"aud":{audience},"exp":{expiry},"sub":{subject}}}"#);
    [head, &claims].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part)).join(".")
}

#[cfg(test)]
mod tests {
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    use super::*;
    use crate::KeyPair;

    fn verify(token: &str, key: &str) {
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let [key, signature] = [key, signature].map(|t| BASE64_URL_SAFE_NO_PAD.decode(t).unwrap());
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key);
        key.verify(signed.as_bytes(), &signature).unwrap();
    }

    /// RFC 8292, section 2.4. A signature is never the same twice; what is signed is.
    #[test]
    fn the_example_of_rfc_8292() {
        let token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQ\
            iLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOe\
            pC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
        let key = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmC\
            lBPs";
        verify(token, key);
        let own = unsigned("https://push.example.net", 1453523768, "mailto:push@example.com");
        assert_eq!(own, token.rsplit_once('.').unwrap().0);
    }

    #[test]
    fn the_signature_is_by_the_key() {
        let keys = KeyPair::generate().unwrap();
        let pair = KeyPair::parse(keys.public(), keys.private()).unwrap();
        let signer = Signer::new("mailto:\"a\"@b.example", pair).unwrap();
        let token = signer.token("https://push.example:8443", 7).unwrap();
        verify(&token, keys.public());
        let claims = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
        let claims: Value = serde_json::from_slice(&claims).unwrap();
        assert_eq!(claims["sub"], "mailto:\"a\"@b.example");
    }
}
