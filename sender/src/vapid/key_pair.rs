//! The key pair of an app's server.

use std::fmt;

use base64::prelude::*;
use kaipush_model::key::url_b64_to_bytes;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};

use crate::Error;

/// Bytes of the public key: an uncompressed P-256 point.
const PUBLIC: usize = 65;
/// Bytes of the private key.
const PRIVATE: usize = 32;
/// Where ring's PKCS #8 document of a P-256 key has the private one. Its form never varies: version,
/// algorithm, and an `ECPrivateKey` (RFC 5915), whose key follows its own version.
const AT: std::ops::Range<usize> = 36..36 + PRIVATE;

/// A VAPID key pair as base64url, as npm's `web-push` and the app's configuration write it.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyPair {
    public: String,
    private: String,
}

impl KeyPair {
    /// A new pair. An app that has subscribed with another one must subscribe again.
    ///
    /// # Errors
    /// [`Error::Crypto`] when the system gives no random numbers.
    ///
    /// ```
    /// let keys = kaipush_sender::KeyPair::generate()?;
    /// println!("VAPID_PUBLIC={} VAPID_PRIVATE={}", keys.public(), keys.private());
    /// # Ok::<(), kaipush_sender::Error>(())
    /// ```
    pub fn generate() -> Result<Self, Error> {
        let (kind, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let document = EcdsaKeyPair::generate_pkcs8(kind, &random).map_err(|_| Error::Crypto)?;
        let pair = EcdsaKeyPair::from_pkcs8(kind, document.as_ref(), &random);
        let pair = pair.map_err(|_| Error::Crypto)?;
        let private = document.as_ref().get(AT).ok_or(Error::Crypto)?;
        let pair = Self {
            public: BASE64_URL_SAFE_NO_PAD.encode(pair.public_key()),
            private: BASE64_URL_SAFE_NO_PAD.encode(private),
        };
        // Whoever gets a pair from here can sign with it: ring checks that the halves belong together.
        Self::parse(&pair.public, &pair.private).map_err(|_| Error::Crypto)?;
        Ok(pair)
    }

    /// The public key, for the app.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The private key: it stays on the server.
    pub fn private(&self) -> &str {
        &self.private
    }

    /// Reads a pair and checks that it is one.
    pub(super) fn parse(public: &str, private: &str) -> Result<EcdsaKeyPair, Error> {
        let public = read("public key", public, PUBLIC)?;
        let private = read("private key", private, PRIVATE)?;
        let (kind, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        EcdsaKeyPair::from_private_key_and_public_key(kind, &private, &public, &random).map_err(
            |_| {
                let why = "is not that of the public key: both must come from one pair";
                Error::vapid("private key", why)
            },
        )
    }
}

fn read(field: &'static str, text: &str, length: usize) -> Result<Vec<u8>, Error> {
    let bytes = url_b64_to_bytes(text)
        .map_err(|problem| Error::vapid(field, format!("is no base64url: {}", problem.detail)))?;
    let hint = match bytes.len() {
        found if found == length => return Ok(bytes),
        PRIVATE => ": this is a private key",
        PUBLIC => ": this is a public key",
        _ => "",
    };
    Err(Error::vapid(field, format!("{} bytes instead of {length}{hint}", bytes.len())))
}

/// Without the private key.
impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyPair").field("public", &self.public).finish_non_exhaustive()
    }
}
