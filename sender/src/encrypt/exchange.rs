//! The secret that sender and browser come to share.

use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hkdf::{self, HKDF_SHA256, Prk};
use ring::rand::{SecureRandom, SystemRandom};

use super::{POINT, Recipient};
use crate::Error;

/// Makes the keys of equal payloads differ.
pub(crate) type Salt = [u8; 16];

/// One message's secret, salt, and the public key that lets the browser find the secret.
pub(crate) struct Exchange {
    /// HKDF's first half over the agreed secret, with `auth` as salt. RFC 8291 (section 3.3) and
    /// draft-ietf-webpush-encryption-04 (section 4.3) both begin with it.
    pub(super) secret: Prk,
    pub(crate) public: [u8; POINT],
    pub(crate) salt: Salt,
}

impl Exchange {
    /// A fresh one: no key and no salt serves two messages.
    pub(crate) fn new(recipient: &Recipient) -> Result<Self, Error> {
        let random = SystemRandom::new();
        let mut salt = Salt::default();
        random.fill(&mut salt).map_err(|_| Error::Crypto)?;
        let own = EphemeralPrivateKey::generate(&ECDH_P256, &random).map_err(|_| Error::Crypto)?;
        let public = own.compute_public_key().map_err(|_| Error::Crypto)?;
        let public = public.as_ref().try_into().map_err(|_| Error::Crypto)?;
        let theirs = UnparsedPublicKey::new(&ECDH_P256, &recipient.public);
        let secret = agree_ephemeral(own, &theirs, |agreed| extract(recipient, agreed))
            .map_err(|_| Recipient::off_curve())?;
        Ok(Self { secret, public, salt })
    }

    /// That of a test vector.
    #[cfg(test)]
    pub(super) fn known(recipient: &Recipient, agreed: &str, public: &str, salt: &str) -> Self {
        Self {
            secret: extract(recipient, &super::derive::bytes::<32>(agreed)),
            public: super::derive::bytes(public),
            salt: super::derive::bytes(salt),
        }
    }
}

fn extract(recipient: &Recipient, agreed: &[u8]) -> Prk {
    hkdf::Salt::new(HKDF_SHA256, &recipient.auth).extract(agreed)
}

#[cfg(test)]
mod tests {
    use base64::prelude::*;

    use super::*;

    #[test]
    fn a_point_off_the_curve_is_named() {
        let mut point = [0; POINT];
        point[0] = 4;
        let (point, auth) = (BASE64_URL_SAFE.encode(point), BASE64_URL_SAFE.encode([1; 16]));
        let error = Exchange::new(&Recipient::parse(&point, &auth).unwrap()).err();
        assert_eq!(error.and_then(|error| error.field()), Some("keys.p256dh"));
    }
}
