//! Keys out of secrets, and the cipher they are for.

use ring::aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{self, HKDF_SHA256, KeyType, Prk};

use super::Salt;
use crate::Error;

/// What HKDF's second half is asked for.
struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// HKDF's second half (RFC 5869).
pub(super) fn expand<const N: usize>(secret: &Prk, info: &[&[u8]]) -> Result<[u8; N], Error> {
    let mut key = [0; N];
    let material = secret.expand(info, Length(N)).map_err(|_| Error::Crypto)?;
    material.fill(&mut key).map_err(|_| Error::Crypto)?;
    Ok(key)
}

/// Encrypts the end of `body`, from `start` on, and appends the tag. Key and nonce come from `ikm`,
/// the message's salt and what each is called. One record, so its number leaves the nonce as it is
/// (RFC 8188, section 2.3).
pub(super) fn seal(
    ikm: &[u8],
    salt: &Salt,
    [key, nonce]: [&[&[u8]]; 2],
    body: &mut Vec<u8>,
    start: usize,
) -> Result<(), Error> {
    let secret = hkdf::Salt::new(HKDF_SHA256, salt).extract(ikm);
    let key = secret.expand(key, &AES_128_GCM).map_err(|_| Error::Crypto)?;
    let nonce = Nonce::assume_unique_for_key(expand::<NONCE_LEN>(&secret, nonce)?);
    let tag = LessSafeKey::new(UnboundKey::from(key))
        .seal_in_place_separate_tag(nonce, Aad::empty(), &mut body[start..])
        .map_err(|_| Error::Crypto)?;
    body.extend_from_slice(tag.as_ref());
    Ok(())
}

/// The bytes of a test vector.
#[cfg(test)]
pub(super) fn bytes<const N: usize>(text: &str) -> [u8; N] {
    kaipush_model::key::url_b64_to_bytes(text).ok().and_then(|b| b.try_into().ok()).expect(text)
}
