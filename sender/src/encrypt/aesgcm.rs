//! The encoding before the standard, for KaiOS: draft-ietf-webpush-encryption-04 and
//! draft-ietf-httpbis-encryption-encoding-03. Elsewhere use [`aes128gcm`](super::aes128gcm).
//!
//! Salt and public key go into headers; the body is the sealed record alone.

use super::{Exchange, Recipient, derive};
use crate::Error;

/// The lengths of both public keys, as the draft writes them before each.
const LENGTH: [u8; 2] = (super::POINT as u16).to_be_bytes();
/// Every message starts with the length of its padding; there is none.
const PADDING: [u8; 2] = [0; 2];

/// The body.
pub(crate) fn encrypt(
    exchange: &Exchange,
    recipient: &Recipient,
    payload: &[u8],
) -> Result<Vec<u8>, Error> {
    let ikm: [u8; 32] = derive::expand(&exchange.secret, &[b"Content-Encoding: auth\0"])?;
    let named = |name: &'static [u8]| -> [&[u8]; 6] {
        [name, b"P-256\0", &LENGTH, &recipient.public, &LENGTH, &exchange.public]
    };
    let (key, nonce) = (named(b"Content-Encoding: aesgcm\0"), named(b"Content-Encoding: nonce\0"));
    let mut body = Vec::with_capacity(payload.len() + 18);
    body.extend_from_slice(&PADDING);
    body.extend_from_slice(payload);
    derive::seal(&ikm, &exchange.salt, [&key, &nonce], &mut body, 0)?;
    Ok(body)
}

#[cfg(test)]
mod tests {
    use base64::prelude::*;

    use super::derive::bytes;
    use super::*;

    /// draft-ietf-httpbis-encryption-encoding-03, "Encryption of a Response": the record by itself, with
    /// a key that both know and therefore no context in its names.
    #[test]
    fn the_example_of_the_draft_below() {
        let ikm: [u8; 16] = bytes("csPJEXBYA5U-Tal9EdJi-w");
        let salt = bytes("vr0o6Uq3w_KDWeatc27mUg");
        let names: [&[&[u8]]; 2] =
            [&[b"Content-Encoding: aesgcm\0"], &[b"Content-Encoding: nonce\0"]];
        let mut body = [&PADDING[..], b"I am the walrus"].concat();
        derive::seal(&ikm, &salt, names, &mut body, 0).unwrap();
        assert_eq!(
            BASE64_URL_SAFE_NO_PAD.encode(body),
            "VDeU0XxaJkOJDAxPl7h9JD5V8N43RorP7PfpPdZZQuwF"
        );
    }

    /// draft-ietf-webpush-encryption-04, section 5. The agreed secret is not printed there; it
    /// follows from the private keys that are.
    #[test]
    fn the_example_of_the_draft() {
        let recipient = Recipient::parse(
            "BCEkBjzL8Z3C-oi2Q7oE5t2Np-p7osjGLg93qUP0wvqRT21EEWyf0cQDQcakQMqz4hQKYOQ3il2nNZct4HgAUQU",
            "R29vIGdvbyBnJyBqb29iIQ",
        )
        .unwrap();
        let exchange = Exchange::known(
            &recipient,
            "RNjC-NVW4BGJbxWPW7G2mowsLeDa53LYKYm4--NOQ6Y",
            "BNoRDbb84JGm8g5Z5CFxurSqsXWJ11ItfXEWYVLE85Y7CYkDjXsIEc4aqxYaQ1G8BqkXCJ6DPpDrWtdWj_mugHU",
            "lngarbyKfMoi9Z75xYXmkg",
        );
        let body = encrypt(&exchange, &recipient, b"I am the walrus").unwrap();
        assert_eq!(
            BASE64_URL_SAFE_NO_PAD.encode(body),
            "6nqAQUME8hNqw5J3kl8cpVVJylXKYqZOeseZG8UueKpA"
        );
    }
}
